package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What parameter expansion makes of a value that it has found: a part of it, another spelling, what
 * is left after a pattern. Apart from finding the value, which most expansions only do.
 */
final class ParameterEdits {

    private final Interpreter interpreter;
    private final Expansion expansion;
    private final Budget budget;

    ParameterEdits(Interpreter interpreter, Expansion expansion, Budget budget) {
        this.interpreter = interpreter;
        this.expansion = expansion;
        this.budget = budget;
    }

    /** <code>${x:offset:length}</code>, of a value or of a list. */
    Parameters.Values substring(Piece.Parameter p, Parameters.Values v, State s, Io io) {
        Long offset = interpreter.index(p.operand(), s, io);
        Long length = p.second() == null ? null : interpreter.index(p.second(), s, io);
        boolean positional = p.name().equals("@") || p.name().equals("*");
        boolean list = positional || (p.subscript() != null && Lexer.isAll(p.subscript()));
        if (offset == null || (p.second() != null && length == null)) {
            if (list) {
                return unknownItems(v);
            }
            return v.with(v.items().stream().map(ParameterEdits::cut).toList());
        }
        if (list) {
            if (!v.complete()) {
                return unknownItems(v);
            }
            List<String> items = new ArrayList<>(v.items());
            if (positional && offset == 0) {
                items.add(0, s.zero);
            }
            long from =
                    offset < 0
                            ? items.size() + offset
                            : positional && offset > 0 ? offset - 1 : offset;
            long to = length == null ? items.size() : Math.min(items.size(), from + length);
            if (from < 0 || from >= to) {
                return v.with(List.of());
            }
            return v.with(List.copyOf(items.subList((int) from, (int) to)));
        }
        List<String> out = new ArrayList<>(1);
        for (String item : v.items()) {
            out.add(sub(item, offset, length));
        }
        return v.with(out);
    }

    private static Parameters.Values unknownItems(Parameters.Values v) {
        String some = Gap.vague(String.join("", v.items()));
        return new Parameters.Values(List.of(some), v.separate(), v.star(), false, v.set());
    }

    /** A part of the value that nobody knows: of a known empty one only the empty one. */
    private static String cut(String item) {
        return item.isEmpty() ? "" : Gap.vague(item);
    }

    private static String sub(String item, Long offset, @Nullable Long length) {
        if (Gap.in(item)) {
            return Gap.vague(item);
        }
        long n = item.length();
        long from = offset < 0 ? n + offset : offset;
        if (from < 0 || from > n) {
            return "";
        }
        long to = length == null ? n : length < 0 ? n + length : Math.min(n, from + length);
        return to <= from ? "" : item.substring((int) from, (int) to);
    }

    /** <code>${x@Q}</code> and its like. */
    Parameters.Values transformed(Piece.Parameter p, Parameters.Values v, State s, Io io) {
        String how = p.operand().bare();
        List<String> out = new ArrayList<>(v.items().size());
        for (String item : v.items()) {
            if (how.equals("P")) {
                // A prompt is expanded once more, and what is in it runs.
                interpreter.traps.prompt(item, s, io);
            }
            if (Gap.in(item)) {
                out.add(item);
                continue;
            }
            out.add(
                    switch (how) {
                        case "Q" -> Quotes.single(item);
                        case "E" -> Escapes.resolve(item, Escapes.Style.ANSI_C).text();
                        case "U" -> item.toUpperCase(Locale.ROOT);
                        case "u" -> cased(item, Piece.Operator.UPPER_FIRST);
                        case "L" -> item.toLowerCase(Locale.ROOT);
                        default -> Gap.GIVEN.text();
                    });
        }
        if (how.equals("P") || how.equals("A") || how.equals("K") || how.equals("k")) {
            return Parameters.Values.of(Gap.GIVEN.text());
        }
        if (how.equals("a")) {
            return Parameters.Values.of(Gap.SYSTEM.text());
        }
        return v.with(out);
    }

    /** What a pattern cuts, replaces or changes the case of. */
    Parameters.Values edited(Piece.Parameter p, Parameters.Values v, State s, Io io) {
        String pattern = expansion.pattern(p.operand(), s, io);
        String replacement =
                p.second() == null ? "" : Fields.unmarked(expansion.pattern(p.second(), s, io));
        boolean folded = s.on(State.Option.NOCASEMATCH);
        Patterns compiled = Gap.in(pattern) ? null : Patterns.compile(pattern, folded, budget);
        List<String> out = new ArrayList<>(v.items().size());
        for (String item : v.items()) {
            if (item.isEmpty()) {
                out.add("");
                continue;
            }
            boolean cases =
                    switch (p.operator()) {
                        case UPPER_FIRST, UPPER, LOWER_FIRST, LOWER, TOGGLE_FIRST, TOGGLE -> true;
                        default -> false;
                    };
            if (Gap.in(item) && p.operator() == Piece.Operator.REPLACE_ALL) {
                out.add(
                        replacement.isEmpty() && allButDigits(pattern)
                                ? Gap.NUMBER.text()
                                : Gap.vague(item, replacement));
            } else if (cases && pattern.isEmpty() && !Gap.in(item)) {
                out.add(cased(item, p.operator()));
            } else if (compiled == null || cases || Gap.in(item)) {
                out.add(Gap.vague(item, replacement));
            } else {
                out.add(edit(item, p.operator(), compiled, replacement));
            }
        }
        return v.with(out);
    }

    /** Whether what is left without what the pattern matches is a number. */
    private static boolean allButDigits(String pattern) {
        return switch (pattern) {
            case "[^0-9]", "[!0-9]", "[^[:digit:]]", "[![:digit:]]" -> true;
            default -> false;
        };
    }

    private String edit(String item, Piece.Operator op, Patterns pattern, String replacement) {
        budget.spend(2L * item.length());
        switch (op) {
            case CUT_PREFIX, CUT_LONGEST_PREFIX:
                {
                    BitSet ends = pattern.ends(item, 0);
                    int end =
                            op == Piece.Operator.CUT_PREFIX
                                    ? ends.nextSetBit(0)
                                    : ends.length() - 1;
                    return end < 0 ? item : item.substring(end);
                }
            case CUT_SUFFIX, CUT_LONGEST_SUFFIX:
                {
                    BitSet starts = pattern.starts(item);
                    int start =
                            op == Piece.Operator.CUT_SUFFIX
                                    ? starts.length() - 1
                                    : starts.nextSetBit(0);
                    return start < 0 ? item : item.substring(0, start);
                }
            case REPLACE_PREFIX:
                {
                    int end = pattern.ends(item, 0).length() - 1;
                    return end < 0 ? item : replacement + item.substring(end);
                }
            case REPLACE_SUFFIX:
                {
                    int start = pattern.starts(item).nextSetBit(0);
                    return start < 0 ? item : item.substring(0, start) + replacement;
                }
            default:
                return replace(item, op == Piece.Operator.REPLACE_ALL, pattern, replacement);
        }
    }

    private String replace(String item, boolean all, Patterns pattern, String replacement) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < item.length()) {
            budget.spend(1);
            int end = pattern.ends(item, i).length() - 1;
            if (end <= i) {
                out.append(item.charAt(i++));
                continue;
            }
            out.append(replacement);
            i = end;
            if (!all) {
                break;
            }
        }
        return out.append(item, i, item.length()).toString();
    }

    private static String cased(String item, Piece.Operator op) {
        boolean all =
                op == Piece.Operator.UPPER
                        || op == Piece.Operator.LOWER
                        || op == Piece.Operator.TOGGLE;
        StringBuilder out = new StringBuilder(item);
        for (int i = 0; i < (all ? item.length() : Math.min(1, item.length())); i++) {
            char c = item.charAt(i);
            boolean upper =
                    switch (op) {
                        case UPPER, UPPER_FIRST -> true;
                        case LOWER, LOWER_FIRST -> false;
                        default -> Character.isLowerCase(c);
                    };
            out.setCharAt(i, upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return out.toString();
    }
}
