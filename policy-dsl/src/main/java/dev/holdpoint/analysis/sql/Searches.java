package dev.holdpoint.analysis.sql;

import java.util.Optional;
import java.util.Set;

/**
 * Functions that look for a text in another and find it in every one: what is empty, a pattern that
 * matches all, the same as what it is looked for in: {@code starts_with(a, '')}, {@code
 * REGEXP_LIKE(a, '.*')}, {@code equals(a, a)}.
 */
final class Searches {

    private static final Set<String> TEXTS =
            Set.of(
                    "starts_with",
                    "startswith",
                    "ends_with",
                    "endswith",
                    "contains",
                    "contains_substr");

    private static final Set<String> POSITIONS =
            Set.of("position", "strpos", "instr", "locate", "charindex", "patindex");

    private static final Set<String> EXPRESSIONS =
            Set.of(
                    "regexp_like",
                    "regexp_contains",
                    "regexp_matches",
                    "regexp_full_match",
                    "regexp",
                    "rlike",
                    "match");

    private static final Set<String> EQUALS =
            Set.of("equals", "equal_null", "lessorequals", "greaterorequals");

    private Searches() {}

    /** True where the whole range is such a call. */
    static boolean findsAll(Operands sides, Tokens t, int from, int to) {
        if (!isCall(t, from, to)) {
            return false;
        }
        String name = Names.lower(t.raw(from));
        if (EQUALS.contains(name)) {
            int comma = argumentEnd(t, from + 2, to - 1);
            return sides.same(from + 2, comma, comma + 1, to - 1);
        }
        boolean expression = EXPRESSIONS.contains(name);
        boolean glob = name.equals("glob");
        boolean like = name.equals("like") || name.equals("ilike");
        boolean text = TEXTS.contains(name);
        if (!expression && !glob && !like && !text) {
            return false;
        }
        for (int i = from + 2; i < to - 1; i = argumentEnd(t, i, to - 1) + 1) {
            Optional<String> said = sides.text(i, argumentEnd(t, i, to - 1));
            if (said.isPresent()
                    && (text
                            ? said.get().isEmpty()
                            : Patterns.matchesAll(said.get(), expression, glob))) {
                return true;
            }
        }
        return false;
    }

    /** Where it finds what it looks for, which is at the beginning of every text: 1. */
    static boolean findsAtOnce(Tokens t, int from, int to) {
        if (!isCall(t, from, to) || !POSITIONS.contains(Names.lower(t.raw(from)))) {
            return false;
        }
        for (int i = from + 2; i < to - 1; i++) {
            if (t.type(i) == Tokens.STRING && t.end(i) - t.start(i) == 2) {
                return true;
            }
        }
        return false;
    }

    /** True for a call of a function whose simple name is the first token. */
    static boolean isCall(Tokens t, int from, int to) {
        return t.isName(from) && t.is(from + 1, '(') && t.mate(from + 1) == to - 1;
    }

    /** The comma after an argument, or the end of all. */
    static int argumentEnd(Tokens t, int from, int close) {
        int i = from;
        while (i < close && !t.is(i, ',')) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return Math.min(i, close);
    }
}
