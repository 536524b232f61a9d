package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.check.Knowledge.Truth;
import dev.holdpoint.language.syntax.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Destruction in a {@code protected} environment that an {@code allow}, or the default, lets
 * through with no {@code ask} or {@code deny} in its way.
 *
 * <p>For each such way it asks whether an effect is left over that destroys, lies there, is
 * allowed, and that no stopping rule takes; {@code observe} rules stop nothing.
 */
final class UnguardedDestroy {

    private final Policy policy;
    private final Names names;
    private final Findings findings;

    private UnguardedDestroy(Policy policy, Names names, Findings findings) {
        this.policy = policy;
        this.names = names;
        this.findings = findings;
    }

    static void check(Policy policy, Names names, Findings findings) {
        UnguardedDestroy pass = new UnguardedDestroy(policy, names, findings);
        for (Policy.Environment environment : policy.environments()) {
            if (environment.guarded()) {
                pass.check(environment);
            }
        }
    }

    private void check(Policy.Environment environment) {
        for (Policy.Rule allow : policy.rules()) {
            if (allow.decision() == Policy.Decision.ALLOW && !allow.observe()) {
                way(environment, allow.on(), allow.when(), "`" + allow.name() + "`", allow.span());
            }
        }
        if (policy.fallback().decision() == Policy.Decision.ALLOW) {
            way(
                    environment,
                    Optional.empty(),
                    new Condition.Always(),
                    "the default",
                    policy.fallback().span());
        }
    }

    private void way(
            Policy.Environment environment,
            Optional<Kind> on,
            Condition when,
            String what,
            Span span) {
        for (Kind kind : Kind.values()) {
            if ((on.isEmpty() || on.get() == kind)
                    && kind != Kind.CONNECT // a connection destroys nothing by itself
                    && kind != Kind.TOOL // nor does a tool's name: what it does is judged
                    && open(environment, kind, when)) {
                findings.error(
                        "unguarded-destroy",
                        span,
                        "with "
                                + what
                                + ", an "
                                + kind.word()
                                + " effect may destroy in `"
                                + environment.name()
                                + "`, which is protected, and nothing denies or asks",
                        "add `deny keep-"
                                + environment.name()
                                + " on any when verb == destroy and env == "
                                + environment.name()
                                + "`");
                return;
            }
        }
    }

    private boolean open(Policy.Environment environment, Kind kind, Condition when) {
        Condition here =
                new Condition.And(
                        List.of(
                                is(Attribute.VERB, Verb.DESTROY.word()),
                                is(Attribute.ENV, environment.name()),
                                when));
        Optional<List<List<Cases.Literal>>> cases = Cases.of(here);
        if (cases.isEmpty()) {
            return false;
        }
        for (List<Cases.Literal> literals : cases.get()) {
            Knowledge known = new Knowledge(Optional.of(kind), literals, names);
            if (known.contradiction().isEmpty()
                    && reachable(environment, kind, known)
                    && leftOver(environment, kind, literals, known)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something is left after every stopping rule has taken its part. */
    private boolean leftOver(
            Policy.Environment environment,
            Kind kind,
            List<Cases.Literal> literals,
            Knowledge known) {
        List<Condition> rest = new ArrayList<>();
        for (Policy.Rule rule : policy.rules()) {
            if (rule.decision() == Policy.Decision.ALLOW
                    || rule.observe()
                    || (rule.on().isPresent() && rule.on().get() != kind)) {
                continue;
            }
            Condition stops =
                    rule.unless().isEmpty()
                            ? rule.when()
                            : new Condition.And(
                                    List.of(rule.when(), new Condition.Not(rule.unless().get())));
            Truth stopped = known.of(stops);
            if (stopped == Truth.YES) {
                return false;
            }
            if (stopped == Truth.MAYBE) {
                rest.add(new Condition.Not(stops));
            }
        }
        Optional<List<List<Cases.Literal>>> cases = Cases.of(new Condition.And(rest));
        if (cases.isEmpty()) {
            return true;
        }
        for (List<Cases.Literal> more : cases.get()) {
            List<Cases.Literal> all = new ArrayList<>(literals);
            all.addAll(more);
            Knowledge left = new Knowledge(Optional.of(kind), all, names);
            if (left.contradiction().isEmpty() && reachable(environment, kind, left)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an effect of that kind, so known, can lie in the environment. */
    private static boolean reachable(Policy.Environment environment, Kind kind, Knowledge known) {
        return touches(known, Attribute.RESOURCE, environment.resources())
                || (Attribute.HOST.kinds().contains(kind)
                        && touches(known, Attribute.HOST, environment.hosts()))
                || (kind == Kind.SQL && touches(known, Attribute.JDBC, environment.jdbcs()))
                || (kind == Kind.EXEC && touches(known, Attribute.PATHS, environment.paths()));
    }

    private static boolean touches(Knowledge known, Attribute attribute, List<Pattern> places) {
        return !places.isEmpty() && !known.about(attribute).apart(places);
    }

    private static Condition is(Attribute attribute, String value) {
        return new Condition.In(
                new Condition.Ref(attribute, Optional.empty()),
                List.of(new Pattern(value, false)),
                false);
    }
}
