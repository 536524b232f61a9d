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
        Places places = Places.of(t, parameters);
        if (places.inRow == 0 || parameters.size() % places.inRow != 0) {
            return unbound.unbounded("the values are not those of the parameters");
        }
        int rows = parameters.size() / places.inRow;
        if (rows > MOST_ROWS || (long) rows * text.length() > MOST_READ) {
            return unbound.unbounded("too many rows to look at each");
        }
        Finding finding = unbound;
        for (int row = 0; row < rows; row++) {
            int first = row * places.inRow;
            List<String> values = parameters.subList(first, first + places.inRow);
            Finding bound = SqlText.read(with(t, places, values, dialect), dialect);
            finding = finding.bounded(bound, row == 0);
        }
        return finding;
    }

    private static boolean isEscaped(Tokens t, int i) {
        return t.isText(i + 1, "?") && t.start(i + 1) == t.end(i);
    }

    private static String with(Tokens t, Places places, List<String> values, Dialect dialect) {
        StringBuilder s = new StringBuilder(t.source().length() + 64);
        int from = 0;
        for (int p = 0; p < places.tokens.size(); p++) {
            int place = places.tokens.get(p);
            int colon = t.is(place - 1, ':') && t.adjacent(place - 1) ? 1 : 0;
            s.append(t.source(), from, t.start(place) - colon).append(' ');
            literal(places.value(p, values), dialect, s);
            s.append(' ');
            from = t.end(place);
        }
        return s.append(t.source(), from, t.source().length()).toString();
    }

    /** Where the values stand that are known. */
    private static final class Places {

        /** The tokens of the parameters, in order, and which value of a row each has. */
        private final List<Integer> tokens = new ArrayList<>();

        private final List<Integer> indexes = new ArrayList<>();

        /** Where values are given by name, the length of that name, with what follows it. */
        private final List<Integer> prefixes = new ArrayList<>();

        /** Values of one row; 0 where it is not known which belongs where. */
        private int inRow;

        String value(int place, List<String> row) {
            return row.get(indexes.get(place)).substring(prefixes.get(place));
        }

        private void add(int token, int index, int prefix) {
            tokens.add(token);
            indexes.add(index);
            prefixes.add(prefix);
        }

        /**
         * In order ({@code ?}), by number ({@code $1}), or by name ({@code :n}); values of the last
         * are written {@code n=1}.
         */
        static Places of(Tokens t, List<String> parameters) {
            Places places = new Places();
            int plain = 0;
            for (int i = 0; i < t.size(); i++) {
                if (t.type(i) == Tokens.PARAMETER && t.isText(i, "?")) {
                    if (isEscaped(t, i)) {
                        i++; // PostgreSQL's driver sends the operator ? for it
                    } else {
                        places.add(i, plain++, 0);
                    }
                }
            }
            if (plain > 0) {
                places.inRow = plain;
                return places;
            }
            int row = row(parameters);
            int numbers = 0;
            boolean given = false;
            List<String> names = new ArrayList<>();
            List<Integer> unnamed = new ArrayList<>();
            for (int i = 0; i < t.size(); i++) {
                byte type = t.type(i);
                if (type != Tokens.PARAMETER && type != Tokens.VARIABLE) {
                    continue;
                }
                String name = Names.lower(t.raw(i).replaceFirst("^[:@$?]", ""));
                int number = type == Tokens.PARAMETER ? number(name) : 0;
                int at = number > 0 ? number - 1 : given(name, parameters.subList(0, row));
                if (number > 0) {
                    places.add(i, at, 0);
                    numbers = Math.max(numbers, number);
                } else if (at >= 0) {
                    places.add(i, at, parameters.get(at).indexOf('=') + 1);
                    given = true;
                } else if (type == Tokens.PARAMETER) {
                    unnamed.add(i);
                    if (!names.contains(name)) {
                        names.add(name);
                    }
                }
            }
            if (unnamed.isEmpty()) {
                places.inRow = Math.max(numbers, given || numbers == 0 ? row : 0);
            } else if (numbers == 0 && !given) {
                places.inOrder(t, unnamed, names, parameters.size());
            }
            return places;
        }

        /** Without names, in the order in which each comes first or, for some drivers, comes. */
        private void inOrder(Tokens t, List<Integer> unnamed, List<String> names, int size) {
            boolean each = size == unnamed.size() || size % names.size() != 0;
            inRow = each ? unnamed.size() : names.size();
            for (int i = 0; i < unnamed.size(); i++) {
                String name = Names.lower(t.raw(unnamed.get(i)).replaceFirst("^[:@$?]", ""));
                add(unnamed.get(i), each ? i : names.indexOf(name), 0);
            }
        }

        private static int number(String name) {
            return name.length() < 4 && !name.isEmpty() && name.chars().allMatch(Character::isDigit)
                    ? Integer.parseInt(name)
                    : 0;
        }

        /** How many values come before those of the next row of a batch, by their names. */
        private static int row(List<String> parameters) {
            String first = parameters.isEmpty() ? "" : parameters.get(0);
            String name = first.substring(0, first.indexOf('=') + 1);
            int next = 1;
            while (next < parameters.size()
                    && (name.isEmpty() || !parameters.get(next).startsWith(name))) {
                next++;
            }
            return Math.min(next, parameters.size());
        }

        private static int given(String name, List<String> row) {
            for (int i = 0; i < row.size() && i < MOST_ROWS; i++) {
                String parameter = row.get(i);
                int from = parameter.startsWith("@") || parameter.startsWith(":") ? 1 : 0;
                if (parameter.regionMatches(true, from, name, 0, name.length())
                        && parameter.length() > from + name.length()
                        && parameter.charAt(from + name.length()) == '=') {
                    return i;
                }
            }
            return -1;
        }
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
