package dev.holdpoint.analysis.shell;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A variable of the script. Immutable. */
record Variable(Value value, int flags) {

    static final int EXPORTED = 1;
    static final int READONLY = 2;
    static final int INTEGER = 4;
    static final int LOWER = 8;
    static final int UPPER = 16;
    static final int REFERENCE = 32;

    static final Variable UNSET = new Variable(new Unset(), 0);

    /** What it holds. */
    sealed interface Value {}

    /** A string, with gaps. */
    record Text(String text) implements Value {}

    /**
     * An array.
     *
     * @param complete false where there may be more or other elements
     */
    record Indexed(NavigableMap<Long, String> elements, boolean complete) implements Value {}

    /** An associative array. */
    record Keyed(Map<String, String> elements, boolean complete) implements Value {}

    record Unset() implements Value {}

    /** Anything: set or not, of any kind. */
    record Anything(Gap gap) implements Value {}

    static Variable of(String text) {
        return new Variable(new Text(text), 0);
    }

    static Variable anything(Gap gap) {
        return new Variable(new Anything(gap), 0);
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    Variable with(Value other) {
        return new Variable(other, flags);
    }

    Variable flagged(int on, int off) {
        return new Variable(value, (flags | on) & ~off);
    }

    /** As {@code $x} sees it; null where it is unset. */
    @Nullable String scalar() {
        if (value instanceof Text t) {
            return t.text();
        } else if (value instanceof Indexed a) {
            String first = a.elements().get(0L);
            return first == null && !a.complete() ? Gap.BRANCH.text() : first;
        } else if (value instanceof Keyed k) {
            String zero = k.elements().get("0");
            return zero == null && !k.complete() ? Gap.BRANCH.text() : zero;
        } else if (value instanceof Anything x) {
            return x.gap().text();
        }
        return null;
    }

    /** Where two ways meet: what holds on both. */
    static Variable join(Variable a, Variable b) {
        if (a.equals(b)) {
            return a;
        }
        int flags = (a.flags | b.flags) & (EXPORTED | INTEGER | LOWER | UPPER | REFERENCE);
        if (a.value instanceof Text x && b.value instanceof Text y) {
            return new Variable(Objects.equals(x, y) ? x : new Text(Gap.BRANCH.text()), flags);
        }
        if (a.value instanceof Indexed x && b.value instanceof Indexed y) {
            NavigableMap<Long, String> common = new TreeMap<>();
            x.elements()
                    .forEach(
                            (k, v) ->
                                    common.put(
                                            k,
                                            v.equals(y.elements().get(k)) ? v : Gap.BRANCH.text()));
            y.elements().forEach((k, v) -> common.putIfAbsent(k, Gap.BRANCH.text()));
            return new Variable(
                    new Indexed(
                            common,
                            x.complete()
                                    && y.complete()
                                    && x.elements().keySet().equals(y.elements().keySet())),
                    flags);
        }
        return new Variable(new Anything(Gap.BRANCH), flags);
    }
}
