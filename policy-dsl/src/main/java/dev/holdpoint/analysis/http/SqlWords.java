package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation;
import java.util.List;
import java.util.Optional;

/** Writes the statements that a server makes of a request, with its names and values in them. */
final class SqlWords {

    /** Numbers of more digits than a long has are texts. */
    private static final int MOST_DIGITS = 17;

    private SqlWords() {}

    /** A change of that table, bounded by all those conditions; what it sets does not matter. */
    static Operation update(String table, List<String> conditions) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String sql = "UPDATE " + name(table) + " SET value = 1" + where;
        return new Operation.Sql("postgresql", List.of(sql), List.of(), Optional.empty());
    }

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
