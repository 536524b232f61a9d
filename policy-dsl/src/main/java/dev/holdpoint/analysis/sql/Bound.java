package dev.holdpoint.analysis.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a condition with what is bound to its parameters in their places: {@code id > ?} bounds a
 * change with 1000 and bounds nothing with 0. What is found can only be graver than what the text
 * alone says.
 */
final class Bound {

    /** Rows of a batch; more are not looked at one by one, and bound nothing. */
    private static final int MOST_ROWS = 256;

    /** Characters of all those rows' texts, each of which is read: some 30 ms. */
    private static final int MOST_READ = 1 << 20;

    private static final int MOST_DIGITS = 18;

    private Bound() {}

    /**
     * What the text does with those parameters.
     *
     * @param unbound what it does whatever they are
     * @param parameters of one row or, in a batch, of all rows one after the other
     */
    static Finding finding(Finding unbound, String text, Dialect dialect, List<String> parameters) {
        Tokens t = Lexer.lex(text, dialect, Lexer.EVERY_VERSION).tokens();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < t.size(); i++) {
            if (t.type(i) == Tokens.PARAMETER) {
                if (!t.isText(i, "?")) {
                    return unbound; // by name, or by a number that may come twice
                }
                if (isEscaped(t, i)) {
                    i++; // PostgreSQL's driver sends the operator ? for it
                } else {
                    places.add(i);
                }
            }
        }
        if (places.isEmpty() || parameters.size() % places.size() != 0) {
            return unbound.unbounded("the values are not those of the parameters");
        }
        int rows = parameters.size() / places.size();
        if (rows > MOST_ROWS || (long) rows * text.length() > MOST_READ) {
            return unbound.unbounded("too many rows to look at each");
        }
        Finding finding = unbound;
        for (int row = 0; row < rows; row++) {
            int first = row * places.size();
            List<String> values = parameters.subList(first, first + places.size());
            Finding bound = SqlText.read(with(t, places, values, dialect), dialect);
            finding = finding.bounded(bound, row == 0);
        }
        return finding;
    }

    private static boolean isEscaped(Tokens t, int i) {
        return t.isText(i + 1, "?") && t.start(i + 1) == t.end(i);
    }

    private static String with(
            Tokens t, List<Integer> places, List<String> values, Dialect dialect) {
        StringBuilder s = new StringBuilder(t.source().length() + 64);
        int from = 0;
        for (int p = 0; p < places.size(); p++) {
            int place = places.get(p);
            s.append(t.source(), from, t.start(place)).append(' ');
            literal(values.get(p), dialect, s);
            s.append(' ');
            from = t.end(place);
        }
        return s.append(t.source(), from, t.source().length()).toString();
    }

    private static void literal(String value, Dialect dialect, StringBuilder s) {
        if (isNumber(value)) {
            s.append(value);
            return;
        }
        s.append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\' && dialect.has(Dialect.Trait.BACKSLASH)) {
                s.append(c);
            }
            s.append(c == 0 ? ' ' : c);
        }
        s.append('\'');
    }

    private static boolean isNumber(String value) {
        int from = value.startsWith("-") ? 1 : 0;
        boolean point = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '.' && !point && i > from && i + 1 < value.length()) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return value.length() > from && value.length() - from <= MOST_DIGITS;
    }
}
