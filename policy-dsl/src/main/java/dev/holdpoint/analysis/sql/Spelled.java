package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names in a text, spelled out, but for those of columns.
 *
 * @param tables all that are named
 * @param writes those that are changed
 */
record Spelled(Fact tables, Fact writes, Fact functions) {

    /** What both name. */
    Spelled or(Spelled other) {
        return new Spelled(
                union(tables, other.tables),
                union(writes, other.writes),
                union(functions, other.functions));
    }

    static Fact set(Set<String> elements, boolean complete) {
        return complete ? Fact.texts(elements) : new Fact.Texts(elements, false);
    }

    static Fact union(Fact a, Fact b) {
        if (a instanceof Fact.Texts x && b instanceof Fact.Texts y) {
            Set<String> all = new LinkedHashSet<>(x.elements());
            all.addAll(y.elements());
            return set(all, x.complete() && y.complete());
        }
        throw new IllegalArgumentException("not two sets: " + a + ", " + b);
    }
}
