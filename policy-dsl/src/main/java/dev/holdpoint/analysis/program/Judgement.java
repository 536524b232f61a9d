package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a call does, by the rules of its catalog entry or, without one, by its own words. Immutable.
 */
final class Judgement {

    /** Words after the program that may be a subcommand. */
    private static final int WORDS_LOOKED_AT = 6;

    private static final Set<String> SAID_NO = Set.of("none", "no", "false", "0", "off");

    private final Vocabulary vocabulary;

    private final Tail tail;

    Judgement(Vocabulary vocabulary, Tail tail) {
        this.vocabulary = vocabulary;
        this.tail = tail;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Reads a listed program's call by its entry, and what it starts. */
    void listed(Call call) {
        Draft draft = new Draft(call);
        decide(call, draft);
        // an argument may be only looked up (command -v rm); an option's command line is run
        boolean starts = draft.isCarrier() || draft.verb() != Verb.READ || call.startsByOption();
        Effect effect = draft.add();
        if (starts) {
            start(call, effect);
        }
        startTail(call, effect);
    }

    /** Sets the verb, target and the rest by the rules of the entry. */
    void decide(Call call, Draft draft) {
        if (call.hiddenSubcommand()) {
            draft.hidden("the subcommand could not be read");
            return;
        }
        if (asksForHelp(call) || dryRun(call)) {
            draft.verb(Verb.READ);
            return;
        }
        Optional<Rule> rule = rule(call, draft);
        rule.ifPresent(r -> apply(r, draft));
        boolean provider = call.program().filter(p -> p.service().isPresent()).isPresent();
        if (draft.verb() == Verb.WRITE && provider && Unguarded.in(call, vocabulary)) {
            draft.verb(Verb.DESTROY).target("protection");
        }
    }

    private Optional<Rule> rule(Call call, Draft draft) {
        Node node = call.node().orElseThrow();
        Optional<Rule> loaded = loaded(node, call);
        if (loaded.isPresent()) {
            return loaded;
        }
        Optional<Node.Otherwise> otherwise = node.otherwise();
        boolean unlisted = node.hasChildren() && !call.arguments().isEmpty();
        Optional<Rule> found = first(node, call, draft, unlisted && otherwise.isPresent());
        if (found.isPresent() || draft.verb() == Verb.UNKNOWN) {
            return found;
        }
        if (otherwise.isPresent() && (unlisted || (!node.hasChildren() && node.rules.isEmpty()))) {
            Rule words = otherwise(otherwise.get(), call);
            Optional<Rule> own =
                    call.path().isEmpty() ? Optional.empty() : first(node, call, draft, false);
            // what a listed subcommand is said to do yields only to something worse
            return own.filter(o -> o.verb().compareTo(words.verb()) > 0 || words.verb() == Verb.RUN)
                    .or(() -> Optional.of(words));
        }
        for (Optional<Node> up = node.parent();
                node.rules.isEmpty() && up.isPresent() && found.isEmpty();
                up = up.get().parent()) {
            found = first(up.get(), call, draft, false);
        }
        return found.isEmpty() && node.hasChildren() && call.arguments().isEmpty()
                ? Optional.of(fixed(Verb.READ)) // prints its usage or a list
                : found;
    }

    private Rule otherwise(Node.Otherwise otherwise, Call call) {
        return otherwise instanceof Node.Otherwise.Vocabulary v
                ? byWords(call, v.words())
                : ((Node.Otherwise.Fixed) otherwise).rule();
    }

    /** A rule above that hides what the call does: an option of the program that loads code. */
    private static Optional<Rule> loaded(Node node, Call call) {
        for (Optional<Node> up = node.parent(); up.isPresent(); up = up.get().parent()) {
            for (Rule r : up.get().rules) {
                if (r.opaque() && !r.condition().equals(Condition.ALWAYS) && holds(r, call)) {
                    return Optional.of(r);
                }
            }
        }
        return Optional.empty();
    }

    /** An option that loads code is not feared in every expansion that may be empty or more. */
    private static boolean holds(Rule r, Call call) {
        Condition.Truth t = r.condition().test(call);
        return t == Condition.Truth.YES || (t == Condition.Truth.MAYBE && !call.uncertain());
    }

    private static Rule fixed(Verb verb) {
        return new Rule(verb, "", false, false, Condition.ALWAYS);
    }

    /**
     * The first rule that holds. One before it that may hold, and would be severe, leaves open what
     * the call does.
     *
     * @param conditionalOnly where the words of an unlisted subcommand tell more than a rule
     *     without a condition
     */
    private static Optional<Rule> first(
            Node node, Call call, Draft draft, boolean conditionalOnly) {
        Verb possible = Verb.READ;
        for (Rule r : node.rules) {
            if (conditionalOnly && r.condition().equals(Condition.ALWAYS)) {
                continue;
            }
            Condition.Truth t = r.condition().test(call);
            if (t == Condition.Truth.MAYBE && r.opaque() && call.uncertain()) {
                continue; // see holds
            }
            if (t == Condition.Truth.MAYBE) {
                possible = possible.or(r.verb());
            } else if (t == Condition.Truth.YES) {
                if (r.carrier() && !startsSomething(call)) {
                    continue;
                }
                if (possible.compareTo(Verb.GRANT) >= 0 && possible.compareTo(r.verb()) > 0) {
                    draft.hidden("a word that could not be read may make it " + possible.word());
                    return Optional.empty();
                }
                return Optional.of(r);
            }
        }
        return Optional.empty();
    }

    private static void apply(Rule r, Draft draft) {
        if (r.carrier()) {
            draft.carrier();
        } else {
            draft.verb(r.verb());
        }
        if (!r.target().isEmpty()) {
            draft.target(r.target());
        }
        if (r.opaque()) {
            draft.opaque();
        }
    }

    private Rule byWords(Call call, int most) {
        List<Word> all = call.arguments();
        int told = Math.min(all.size(), Math.max(0, most - call.path().size()));
        return new Rule(
                spoken(all.subList(0, told), call).orElse(Verb.RUN),
                vocabulary.target(call.arguments()),
                false,
                false,
                Condition.ALWAYS);
    }

    /** What the first words that say anything say. */
    private Optional<Verb> spoken(List<Word> words, Call call) {
        Optional<Verb> first = Optional.empty();
        int looked = 0;
        for (Word w : words) {
            if (looked++ >= WORDS_LOOKED_AT) {
                break;
            }
            Optional<Verb> said = w.literal().flatMap(vocabulary::subcommand);
            if (said.isPresent() && said.get() != Verb.WRITE && !yields(words, looked - 1)) {
                return first.isPresent() && said.get() == Verb.READ ? first : said;
            }
            first = first.or(() -> said); // run services delete: the verb may come last
        }
        return call.flags().stream().anyMatch(f -> vocabulary.destroys(f) && !Unguarded.guards(f))
                ? Optional.of(Verb.DESTROY)
                : first;
    }

    /** {@code logs delete}: the name of a thing, and after it what is done to it. */
    private boolean yields(List<Word> words, int i) {
        if (words.get(i).literal().filter(vocabulary::isNoun).isEmpty() || i + 1 >= words.size()) {
            return false;
        }
        Optional<Verb> next = words.get(i + 1).literal().flatMap(vocabulary::subcommand);
        return next.isPresent() && (next.get() == Verb.DESTROY || next.get() == Verb.GRANT);
    }

    /** Reads a program that no entry lists: by its name, its subcommand and its options. */
    void unlisted(Call call) {
        Draft draft = new Draft(call);
        draft.verb(Verb.RUN);
        boolean script = call.command().words().get(0).prefix().startsWith(".");
        if (asksForHelp(call) && !script) {
            draft.verb(Verb.READ); // a program's; a script may do what it likes with any option
        } else if (!dryRun(call)) {
            byItsWords(call, draft);
        }
        startTail(call, draft.add());
    }

    /**
     * What a program starts that has no entry, or one that leaves its subcommands to their words.
     */
    private void startTail(Call call, Effect effect) {
        boolean launcher =
                call.node().isEmpty() || call.node().flatMap(Node::otherwise).isPresent();
        if (launcher && !startsSomething(call) && !asksForHelp(call)) {
            tail.read(call, effect);
        }
    }

    private void byItsWords(Call call, Draft draft) {
        if (call.name().startsWith("-")) {
            return; // no program is called so: time "--" x
        }
        if (vocabulary.names(call.name()) || call.flags().stream().anyMatch(vocabulary::destroys)) {
            draft.verb(Verb.DESTROY);
            return;
        }
        int looked = 0;
        for (Word w : call.arguments()) {
            Optional<Verb> said = w.literal().flatMap(vocabulary::subcommand);
            if (said.isPresent() && !yields(call.arguments(), looked)) {
                Verb v = said.get();
                if (v == Verb.DESTROY || v == Verb.GRANT) {
                    draft.verb(v).target(vocabulary.target(call.arguments()));
                } else if (v == Verb.READ && looked == 0) {
                    draft.verb(v);
                }
                return;
            }
            if (++looked >= 4) {
                return;
            }
        }
    }

    /**
     * {@code --help} anywhere; {@code --version} only alone, since after a subcommand it may take a
     * value; the word {@code help} only where the program has subcommands.
     */
    static boolean asksForHelp(Call call) {
        boolean bare = call.path().isEmpty() && call.inner().isEmpty();
        if (call.has("help")) {
            return true;
        }
        if (call.has("version")) {
            return bare && call.arguments().isEmpty() && call.values("version").isEmpty();
        }
        return bare
                && call.node().map(Node::hasChildren).orElse(true)
                && call.argument(0).filter("help"::equals).isPresent();
    }

    static boolean dryRun(Call call) {
        if (!call.has("dry-run") && !call.has("dryrun")) {
            return false;
        }
        Optional<Word> value = call.value("dry-run");
        return value.isEmpty()
                || value.get().literal().filter(v -> !SAID_NO.contains(v)).isPresent();
    }

    static boolean startsSomething(Call call) {
        return !call.inner().isEmpty()
                || !call.of(Meaning.What.SCRIPT).isEmpty()
                || !call.of(Meaning.What.PROGRAM).isEmpty();
    }

    /** Reads what the call starts, with its effect as parent. */
    void start(Call call, Effect effect) {
        if (asksForHelp(call)) {
            return;
        }
        Setting s = call.setting();
        Command command = call.command();
        Optional<String> cwd = directory(call);
        Optional<Effect> parent = Optional.of(effect);
        for (Word script : call.of(Meaning.What.SCRIPT)) {
            s.inquiry()
                    .script(
                            new Script(
                                    script,
                                    List.of(),
                                    cwd,
                                    command.variables(),
                                    command.stdin(),
                                    "sh"),
                            parent);
        }
        for (Word program : call.of(Meaning.What.PROGRAM)) {
            s.inquiry().command(plain(call, cwd, List.of(program)), parent);
        }
        List<Word> inner = call.inner();
        if (inner.isEmpty()) {
            return;
        }
        if (inner.get(0).literal().filter(w -> w.contains(" ")).isPresent()) {
            // heroku run 'rm x' -a app, bundle exec 'rm x': a shell gets it
            Start.script(call, effect, Start.joined(inner));
        } else {
            s.inquiry().command(plain(call, cwd, inner), parent);
        }
    }

    /** The inner command: redirections were the outer one's, and are told with it. */
    static Command plain(Call call, Optional<String> cwd, List<Word> words) {
        Command c = call.command();
        return new Command(new ArrayList<>(words), cwd, c.variables(), c.stdin(), List.of());
    }

    /** Where what it starts runs. */
    static Optional<String> directory(Call call) {
        List<Word> to = call.of(Meaning.What.DIRECTORY);
        if (to.isEmpty()) {
            return call.command().cwd();
        }
        return call.setting().path(to.get(to.size() - 1));
    }
}
