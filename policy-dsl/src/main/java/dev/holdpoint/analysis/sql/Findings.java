package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been found in a text so far. Mutable; belongs to one reading.
 *
 * <p>While a body is <em>defined</em> (a function, a trigger), what it names is collected, and what
 * it does is kept aside under its name: defining it does not do it, calling it later in the same
 * text does. While a statement is only <em>shown</em> (a plain {@code EXPLAIN}), nothing but the
 * names is collected.
 */
final class Findings {

    private static final int MOST_PROGRAMS = 2_000;

    /** What was bounded by which condition. */
    enum Where {
        BOUNDED,
        NONE,
        TAUTOLOGY
    }

    /** What a body does when it runs. */
    record Deed(Verb verb, boolean opaque, Optional<String> target) {
        static final Deed NOTHING = new Deed(Verb.READ, false, Optional.empty());

        private static final Deed[] UNAIMED = new Deed[Verb.values().length];
        private static final Deed[] ON_TABLE = new Deed[UNAIMED.length];

        static {
            for (Verb v : Verb.values()) {
                UNAIMED[v.ordinal()] =
                        v == Verb.READ ? NOTHING : new Deed(v, false, Optional.empty());
                ON_TABLE[v.ordinal()] = new Deed(v, false, Optional.of("table"));
            }
        }

        /** Of that verb, on the rows of a table. */
        static Deed onTable(Verb verb) {
            return ON_TABLE[verb.ordinal()];
        }
    }

    private final Mentions mentions;

    // the kinds, one bit for each
    private long kinds;
    private long moreKinds;

    /** One bit for each kind of bound. */
    private int wheres;

    private List<String> programs = List.of();
    private Map<String, Deed> defined = Map.of();
    private Set<String> definedNames = Set.of();
    private boolean kindsComplete = true;

    private Deed executed = Deed.NOTHING;
    private Deed definition = Deed.NOTHING;
    private int defining;
    private int showing;
    private int statements;
    private boolean leaning;
    private String why = "";

    private Findings(Mentions mentions) {
        this.mentions = mentions;
    }

    /** Nothing yet of that text. */
    static Findings of(Tokens tokens) {
        Mentions mentions = new Mentions(tokens);
        return new Findings(mentions);
    }

    void statement() {
        statements++;
    }

    void kind(StatementKind kind) {
        if (showing == 0) {
            int bit = kind.ordinal();
            if (bit < Long.SIZE) {
                kinds |= 1L << bit;
            } else {
                moreKinds |= 1L << bit;
            }
        }
    }

    /** Notes a deed, of the text itself or of the body that is being defined. */
    void deed(Verb verb, Optional<String> target) {
        deed(new Deed(verb, false, target));
    }

    void deed(Verb verb) {
        deed(Deed.UNAIMED[verb.ordinal()]);
    }

    void deed(Deed deed) {
        if (showing > 0) {
            return;
        }
        if (defining > 0) {
            definition = strictest(definition, deed);
        } else {
            executed = strictest(executed, deed);
        }
    }

    private static Deed strictest(Deed a, Deed b) {
        boolean first = a.verb.compareTo(b.verb) > 0 || (a.verb == b.verb && a.target.isPresent());
        Deed more = first ? a : b;
        boolean opaque = a.opaque || b.opaque;
        return more.opaque == opaque ? more : new Deed(more.verb, opaque, more.target);
    }

    /** Part of what the text does is hidden: everything it does counts as unknown. */
    void hidden(String reason) {
        if (showing == 0 && defining == 0 && why.isEmpty()) {
            why = reason;
        }
        incomplete();
        deed(new Deed(Verb.UNKNOWN, true, Optional.empty()));
    }

    /**
     * Something is defined that does more than change rows when it is called, or runs by itself.
     * Defining it does not do it, but no later text that calls it will say so.
     */
    void defined(Deed body) {
        if (body.opaque || body.verb.compareTo(Verb.RUN) > 0) {
            disguised(Verb.WRITE);
        }
    }

    /** What is done is known, and done in a way that its words do not say. */
    void disguised(Verb verb) {
        deed(new Deed(verb, true, Optional.empty()));
    }

    private void incomplete() {
        kindsComplete = false;
        mentions.incomplete();
    }

    /** Names are computed in a text that is executed. */
    void unnamed() {
        mentions.incomplete();
    }

    void table(Names names, int from, int to) {
        mentions.table(names, from, to);
    }

    void table(Names names, String name) {
        mentions.table(names, name);
    }

    void write(Names names, int from, int to) {
        if (showing == 0) {
            mentions.written(names, from, to);
        } else {
            mentions.table(names, from, to);
        }
    }

    void write(Names names, String name) {
        if (showing == 0) {
            mentions.written(names, name);
        } else {
            mentions.table(names, name);
        }
    }

    /** Something is changed that the text does not name. */
    void unnamedWrite() {
        if (showing == 0) {
            mentions.unnamedWrite();
        }
    }

    void someColumns() {
        mentions.someColumns();
    }

    void function(Names names, int from, int to) {
        mentions.function(names, from, to);
    }

    void function(Names names, String name) {
        mentions.function(names, name);
    }

    /** A query or a change has been read to its end. */
    void closed(Scope scope) {
        mentions.closed(scope);
    }

    /** The query or the change that was read to its end last, if any was. */
    @Nullable Scope lastClosed() {
        return mentions.lastClosed();
    }

    void where(Where where) {
        if (showing == 0) {
            wheres |= 1 << where.ordinal();
        }
    }

    /** What is bound to the parameters of a condition decides whether it bounds. */
    void leans() {
        leaning = true;
    }

    /** A command that the server would give to its shell. */
    void program(String command) {
        if (showing == 0 && defining == 0 && programs.size() < MOST_PROGRAMS) {
            if (programs.isEmpty()) {
                programs = new ArrayList<>();
            }
            programs.add(command);
        }
    }

    /** Starts a body; what it does is kept aside until {@link #endDefinition}. */
    Deed beginDefinition() {
        Deed outer = definition;
        definition = Deed.NOTHING;
        defining++;
        return outer;
    }

    /** Ends it, and tells what the body does. */
    Deed endDefinition(Deed outer, String name) {
        defining--;
        Deed done = definition;
        if (!name.isEmpty()) {
            if (defined.isEmpty()) {
                defined = new HashMap<>();
            }
            defined.merge(name, definition, Findings::strictest);
        }
        definition = defining > 0 ? strictest(outer, definition) : outer;
        return done;
    }

    /** What the body of that name does, if it was defined in this text. */
    Optional<Deed> definition(String name) {
        return Optional.ofNullable(defined.get(name));
    }

    /** Something is defined by that name, schema and all. */
    void definedAs(String name) {
        if (definedNames.isEmpty()) {
            definedNames = new HashSet<>();
        }
        definedNames.add(name);
    }

    /** True where it was defined in this text by exactly that name. */
    boolean isDefinedAs(String name) {
        return definedNames.contains(name);
    }

    boolean hasDefinitions() {
        return !defined.isEmpty();
    }

    void beginShowing() {
        showing++;
    }

    void endShowing() {
        showing--;
    }

    boolean defining() {
        return defining > 0;
    }

    Verb verb() {
        return executed.verb;
    }

    Finding finding() {
        Fact found = StatementKind.fact(kinds, moreKinds, kindsComplete);
        List<String> commands = programs.isEmpty() ? programs : List.copyOf(programs);
        Deed deed = executed;
        return new Finding(
                deed.verb,
                deed.opaque,
                why,
                found,
                statements,
                WHERES[wheres],
                aim(deed),
                commands,
                leaning,
                mentions);
    }

    private static final Fact TABLE = Fact.text("table");

    private static Fact aim(Deed deed) {
        if (deed.target.isEmpty()) {
            return Fact.ABSENT;
        }
        String target = deed.target.get();
        return target.equals("table") ? TABLE : Fact.text(target);
    }

    /** What is known of the bound, by the bits of what was found. */
    private static final Fact[] WHERES = new Fact[1 << Where.values().length];

    static {
        for (int bits = 0; bits < WHERES.length; bits++) {
            List<Fact> bounds = new ArrayList<>();
            for (Where w : Where.values()) {
                if ((bits & 1 << w.ordinal()) != 0) {
                    bounds.add(Fact.text(w.name().toLowerCase(Locale.ROOT)));
                }
            }
            WHERES[bits] = Fact.oneOf(bounds);
        }
    }
}
