package dev.holdpoint.analysis.http;

/** Writes names and values into the statements that a server makes of a request. */
final class SqlWords {

    /** Numbers of more digits than a long has are texts. */
    private static final int MOST_DIGITS = 17;

    private SqlWords() {}

    static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }

    /** A number as it is, everything else as a text. */
    static String literal(String value) {
        int sign = value.startsWith("-") ? 1 : 0;
        boolean number =
                value.length() > sign
                        && value.length() - sign <= MOST_DIGITS
                        && value.chars().skip(sign).allMatch(c -> c >= '0' && c <= '9');
        return number ? value : "'" + value.replace("'", "''") + "'";
    }
}
