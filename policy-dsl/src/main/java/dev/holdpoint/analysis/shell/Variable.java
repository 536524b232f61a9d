package dev.holdpoint.analysis.shell;

import java.util.LinkedHashMap;
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
     * @param others what elements hold that may be there beside these; empty where there are none
     */
    record Indexed(NavigableMap<Long, String> elements, String others) implements Value {
        Indexed(NavigableMap<Long, String> elements, boolean complete) {
            this(elements, complete ? "" : Gap.BRANCH.text());
        }

        boolean complete() {
            return others.isEmpty();
        }
    }

    /** An associative array. */
    record Keyed(Map<String, String> elements, String others) implements Value {
        Keyed(Map<String, String> elements, boolean complete) {
            this(elements, complete ? "" : Gap.BRANCH.text());
        }

        boolean complete() {
            return others.isEmpty();
        }
    }

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
            return first == null && !a.complete() ? a.others() : first;
        } else if (value instanceof Keyed k) {
            String zero = k.elements().get("0");
            return zero == null && !k.complete() ? k.others() : zero;
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
            return new Variable(
                    Objects.equals(x, y) ? x : new Text(Gap.vague(x.text(), y.text())), flags);
        }
        if (a.value instanceof Indexed x && b.value instanceof Indexed y) {
            NavigableMap<Long, String> common = new TreeMap<>();
            String others = both(x.elements(), y.elements(), common);
            return new Variable(new Indexed(common, others(others, x.others(), y.others())), flags);
        }
        if (a.value instanceof Keyed x && b.value instanceof Keyed y) {
            Map<String, String> common = new LinkedHashMap<>();
            String others = both(x.elements(), y.elements(), common);
            return new Variable(new Keyed(common, others(others, x.others(), y.others())), flags);
        }
        String x = a.vague();
        String y = b.vague();
        return new Variable(new Anything(Gap.of(Gap.vague(x, y).charAt(0))), flags);
    }

    /** The elements of both ways; what is not the same in both is vague. The vague ones, if any. */
    private static <K> String both(Map<K, String> x, Map<K, String> y, Map<K, String> common) {
        StringBuilder vague = new StringBuilder();
        x.forEach(
                (k, v) -> {
                    String w = y.get(k);
                    common.put(k, v.equals(w) ? v : Gap.vague(v, w == null ? "" : w));
                    if (w == null) {
                        vague.append(Gap.vague(v));
                    }
                });
        y.forEach(
                (k, v) -> {
                    if (common.putIfAbsent(k, Gap.vague(v)) == null) {
                        vague.append(Gap.vague(v));
                    }
                });
        return vague.toString();
    }

    private static String others(String vague, String x, String y) {
        return vague.isEmpty() && x.isEmpty() && y.isEmpty() ? "" : Gap.vague(vague, x, y);
    }

    /** All that it may hold, as one gap. */
    private String vague() {
        if (value instanceof Text t) {
            return Gap.vague(t.text());
        } else if (value instanceof Anything x) {
            return x.gap().text();
        } else if (value instanceof Indexed a) {
            return Gap.vague(String.join("", a.elements().values()), a.others());
        } else if (value instanceof Keyed k) {
            return Gap.vague(String.join("", k.elements().values()), k.others());
        }
        return Gap.NUMBER.text();
    }
}
