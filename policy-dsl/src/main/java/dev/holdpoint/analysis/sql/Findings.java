package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has been found in a text so far. Mutable; belongs to one reading.
 *
 * <p>While a body is <em>defined</em> (a function, a trigger), what it names is collected, and what
 * it does is kept aside under its name: defining it does not do it, calling it later in the same
 * text does. While a statement is only <em>shown</em> (a plain {@code EXPLAIN}), nothing but the
 * names is collected.
 */
final class Findings {

    /** Elements of any one set; past it, the set is known in part. */
    private static final int MOST_ELEMENTS = 2_000;

    /** What was bounded by which condition. */
    enum Where {
        BOUNDED,
        NONE,
        TAUTOLOGY
    }

    /** What a body does when it runs. */
    record Deed(Verb verb, boolean opaque, Optional<String> target) {
        static final Deed NOTHING = new Deed(Verb.READ, false, Optional.empty());
    }

    private final EnumSet<StatementKind> kinds = EnumSet.noneOf(StatementKind.class);
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> writes = new LinkedHashSet<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final EnumSet<Where> wheres = EnumSet.noneOf(Where.class);
    private final List<String> programs = new ArrayList<>();
    private final Map<String, Deed> defined = new HashMap<>();
    private boolean kindsComplete = true;
    private boolean tablesComplete = true;
    private boolean writesComplete = true;
    private boolean columnsComplete = true;
    private boolean functionsComplete = true;

    private Deed executed = Deed.NOTHING;
    private Deed definition = Deed.NOTHING;
    private int defining;
    private int showing;
    private int statements;
    private String why = "";

    void statement() {
        statements++;
    }

    void kind(StatementKind kind) {
        if (showing == 0) {
            kinds.add(kind);
        }
    }

    /** Notes a deed, of the text itself or of the body that is being defined. */
    void deed(Verb verb, Optional<String> target) {
        deed(new Deed(verb, false, target));
    }

    void deed(Verb verb) {
        deed(verb, Optional.empty());
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
        return new Deed(more.verb, a.opaque || b.opaque, more.target);
    }

    /** Part of what the text does is hidden: everything it does counts as unknown. */
    void hidden(String reason) {
        if (showing == 0 && defining == 0 && why.isEmpty()) {
            why = reason;
        }
        incomplete();
        deed(new Deed(Verb.UNKNOWN, true, Optional.empty()));
    }

    /** What is done is known, and done in a way that its words do not say. */
    void disguised(Verb verb) {
        deed(new Deed(verb, true, Optional.empty()));
    }

    private void incomplete() {
        kindsComplete = false;
        tablesComplete = false;
        writesComplete = false;
        columnsComplete = false;
        functionsComplete = false;
    }

    void table(String name) {
        tablesComplete &= add(tables, name);
    }

    void write(String name) {
        tablesComplete &= add(tables, name);
        if (showing == 0) {
            writesComplete &= add(writes, name);
        }
    }

    /** Something is changed that the text does not name. */
    void unnamedWrite() {
        if (showing == 0) {
            writesComplete = false;
        }
    }

    void column(String name) {
        columnsComplete &= add(columns, name);
    }

    void someColumns() {
        columnsComplete = false;
    }

    void function(String name) {
        functionsComplete &= add(functions, name);
    }

    private static boolean add(Set<String> set, String name) {
        if (set.size() >= MOST_ELEMENTS) {
            return set.contains(name);
        }
        set.add(name);
        return true;
    }

    void where(Where where) {
        if (showing == 0) {
            wheres.add(where);
        }
    }

    /** A command that the server would give to its shell. */
    void program(String command) {
        if (showing == 0 && defining == 0 && programs.size() < MOST_ELEMENTS) {
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

    void endDefinition(Deed outer, String name) {
        defining--;
        if (!name.isEmpty()) {
            defined.merge(name, definition, Findings::strictest);
        }
        definition = defining > 0 ? strictest(outer, definition) : outer;
    }

    /** What the body of that name does, if it was defined in this text. */
    Optional<Deed> definition(String name) {
        return Optional.ofNullable(defined.get(name));
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

    Finding finding(String summary) {
        List<Fact> bounds = new ArrayList<>();
        for (Where w : wheres) {
            bounds.add(Fact.text(w.name().toLowerCase(java.util.Locale.ROOT)));
        }
        Set<String> words = new LinkedHashSet<>();
        for (StatementKind k : kinds) {
            words.add(k.word());
        }
        return new Finding(
                executed.verb,
                executed.opaque,
                why,
                set(words, kindsComplete),
                statements,
                set(tables, tablesComplete),
                set(writes, writesComplete),
                set(columns, columnsComplete),
                set(functions, functionsComplete),
                Fact.oneOf(bounds),
                executed.target,
                summary,
                programs);
    }

    private static Fact set(Set<String> elements, boolean complete) {
        return complete ? Fact.texts(elements) : new Fact.Texts(elements, false);
    }
}
