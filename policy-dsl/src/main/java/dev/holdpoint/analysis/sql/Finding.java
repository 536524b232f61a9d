package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one text means in one dialect, whatever the connection. Immutable, so that it can be kept
 * and shared.
 *
 * @param opaque part of it is hidden, or it does what its words do not say
 * @param why it could not be read; empty if it could
 * @param where {@code bounded}, {@code none}, {@code tautology}, several of them, or absent
 * @param target the kind of thing that the strictest deed touches
 * @param summary one line for people, without literals
 * @param programs commands that the server would give to its shell
 */
record Finding(
        Verb verb,
        boolean opaque,
        String why,
        Fact kinds,
        int statements,
        Fact tables,
        Fact writes,
        Fact columns,
        Fact functions,
        Fact where,
        Optional<String> target,
        String summary,
        List<String> programs) {
    Finding {
        programs = List.copyOf(programs);
    }

    /** Both hold, or it is not known which does. */
    Finding or(Finding other) {
        Finding more = verb.compareTo(other.verb) >= 0 ? this : other;
        List<String> all = new ArrayList<>(programs);
        all.addAll(other.programs);
        return new Finding(
                more.verb,
                opaque || other.opaque,
                why.isEmpty() ? other.why : why,
                union(kinds, other.kinds),
                Math.max(statements, other.statements),
                union(tables, other.tables),
                union(writes, other.writes),
                union(columns, other.columns),
                union(functions, other.functions),
                either(where, other.where),
                more.target,
                summary,
                all);
    }

    private static Fact union(Fact a, Fact b) {
        if (a instanceof Fact.Texts x && b instanceof Fact.Texts y) {
            Set<String> all = new LinkedHashSet<>(x.elements());
            all.addAll(y.elements());
            boolean complete = x.complete() && y.complete();
            return complete ? Fact.texts(all) : new Fact.Texts(all, false);
        }
        throw new IllegalArgumentException("not two sets: " + a + ", " + b);
    }

    private static Fact either(Fact a, Fact b) {
        List<Fact> candidates = new ArrayList<>();
        for (Fact f : List.of(a, b)) {
            if (f instanceof Fact.Several several) {
                candidates.addAll(several.candidates());
            } else if (!(f instanceof Fact.Absent)) {
                candidates.add(f);
            }
        }
        return Fact.oneOf(candidates);
    }
}
