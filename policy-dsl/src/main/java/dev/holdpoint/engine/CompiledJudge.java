package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The compiled policy: for each kind of effect an {@link Index} of the clauses, whose conditions
 * are bytecode. Gives the verdicts of the {@link Interpreter}, at a cost that does not grow with
 * the number of rules, and without garbage where it allows and nothing is limited or observed.
 *
 * <p>Thread-safe; what a judgement needs on its way is kept by its thread from one to the next.
 */
public final class CompiledJudge implements Judge {

    private static final Effect NOTHING = Effect.of(Kind.EXEC).build();
    private static final Situation NOWHEN = Situation.at(Instant.EPOCH);

    private final Index[] byKind;
    private final ConditionCompiler.Code[] codes;
    private final Object[] literals;

    /**
     * Of each clause two numbers: its shape, twice, and one more if what is unknown matches it
     * (which is so but for allows); and the base of its literals.
     */
    private final int[] places;

    private final Policy policy;
    private final Evaluation evaluation;
    private final Placement placement;
    private final Credentials credentials;
    private final Precedence precedence;
    private final boolean placed;
    private final boolean credited;
    private final ThreadLocal<Walk> walks = ThreadLocal.withInitial(Walk::new);

    private CompiledJudge(Policy policy, boolean rehearsal) {
        this.policy = policy;
        evaluation = new Evaluation(policy);
        placement = new Placement(policy, rehearsal);
        credentials = new Credentials(policy.credentials(), evaluation);
        precedence = new Precedence(policy);
        Set<Attribute> asked = Asked.by(policy);
        placed = asked.contains(Attribute.ENV);
        credited =
                asked.contains(Attribute.CREDENTIAL)
                        || asked.contains(Attribute.CREDENTIAL_ID)
                        || asked.contains(Attribute.CREDENTIAL_OWNER)
                        || asked.contains(Attribute.CREDENTIAL_STATUS);
        int rules = policy.rules().size();
        int clauses = rules + policy.limits().size();
        places = new int[2 * clauses];
        ConditionCompiler compiler = new ConditionCompiler();
        List<Optional<Kind>> kinds = new ArrayList<>(clauses);
        List<Index.Entry> entries = new ArrayList<>(clauses);
        for (int i = 0; i < clauses; i++) {
            ConditionCompiler.Place place = compiler.add(when(i), unless(i));
            boolean stops = i >= rules || policy.rules().get(i).decision() != Policy.Decision.ALLOW;
            places[2 * i] = 2 * place.shape() + (stops ? 1 : 0);
            places[2 * i + 1] = place.base();
            kinds.add(i < rules ? policy.rules().get(i).on() : policy.limits().get(i - rules).on());
            entries.add(new Index.Entry(i, stops, Key.sets(when(i))));
        }
        codes = compiler.compile();
        literals = compiler.literals();
        byKind = new Index[Kind.values().length];
        for (Kind kind : Kind.values()) {
            List<Index.Entry> of = new ArrayList<>();
            for (int i = 0; i < clauses; i++) {
                if (kinds.get(i).isEmpty() || kinds.get(i).get() == kind) {
                    of.add(entries.get(i));
                }
            }
            byKind[kind.ordinal()] = Index.of(of);
        }
    }

    /** Compiles a policy. */
    public static CompiledJudge of(Policy policy) {
        return new CompiledJudge(policy, false);
    }

    /** As the other judges of a policy's tests: an operation that names no place is at home. */
    static CompiledJudge ofRehearsal(Policy policy) {
        return new CompiledJudge(policy, true);
    }

    private Condition when(int clause) {
        int rules = policy.rules().size();
        return clause < rules
                ? policy.rules().get(clause).when()
                : policy.limits().get(clause - rules).when();
    }

    private Optional<Condition> unless(int clause) {
        int rules = policy.rules().size();
        return clause < rules
                ? policy.rules().get(clause).unless()
                : policy.limits().get(clause - rules).unless();
    }

    @Override
    public Verdict judge(Reading reading, Situation attempted) {
        Situation situation = attempted.under(policy);
        Walk walk = walks.get();
        walk.tally.clear();
        walk.situation = situation;
        List<Effect> effects = reading.effects();
        for (int e = 0; e < effects.size(); e++) {
            Effect effect = effects.get(e);
            Fact env = placed ? placement.of(effect) : Fact.ABSENT;
            Holding credential = credited ? credentials.of(effect, situation, env) : Holding.NONE;
            walk.number = e;
            walk.effect = effect;
            walk.env = env;
            walk.credential = credential;
            byKind[effect.kind().ordinal()].find(effect, situation, env, credential, walk);
        }
        walk.forget();
        walk.tally.order();
        return precedence.verdict(reading, walk.tally);
    }

    /** Tests the clauses that the index finds for one effect. */
    private final class Walk implements Index.Found {
        private final Tally tally = new Tally();
        private int number;
        private Effect effect = NOTHING;
        private Situation situation = NOWHEN;
        private Fact env = Fact.ABSENT;
        private Holding credential = Holding.NONE;

        /** Keeps nothing of what was judged, for the thread may live long. */
        void forget() {
            effect = NOTHING;
            situation = NOWHEN;
            env = Fact.ABSENT;
            credential = Holding.NONE;
        }

        @Override
        public void clause(int clause) {
            int place = places[2 * clause];
            int shape = place >> 1;
            int holds =
                    shape < 0
                            ? interpret(clause)
                            : codes[ConditionCompiler.classOf(shape)].test(
                                    ConditionCompiler.inClass(shape),
                                    places[2 * clause + 1],
                                    literals,
                                    effect,
                                    situation,
                                    env,
                                    credential);
            if (holds == Atoms.TRUE || (holds == Atoms.UNKNOWN && (place & 1) != 0)) {
                tally.add(number, clause, holds == Atoms.UNKNOWN);
            }
        }

        /** A condition too large to be compiled. */
        private int interpret(int clause) {
            Subject subject = new Subject(effect, situation, env, credential);
            Truth holds = evaluation.test(when(clause), subject, false);
            Optional<Condition> unless = unless(clause);
            return unless.isEmpty()
                    ? holds.ordinal()
                    : holds.and(evaluation.test(unless.get(), subject, true).not()).ordinal();
        }
    }
}
