package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import java.util.List;
import java.util.Locale;

/**
 * Rows behind an {@code INSERT … FORMAT Name} of ClickHouse: where the statement is in the
 * parameter {@code query}, the body goes on with it, and what follows the format's name is data up
 * to the end (clickhouse.com/docs/interfaces/http). It may read like statements, and none is run.
 */
final class InsertedRows {

    private InsertedRows() {}

    /** Whether the body is rows for the statement that stands in the query. */
    static boolean follow(Request request) {
        List<String> statements =
                request.url().query().stream()
                        .filter(f -> f.name().equals("query"))
                        .map(Field::value)
                        .toList();
        return statements.size() == 1 && takesRows(statements.get(0).strip());
    }

    /** Comments and quotes could make the end something else than what it looks like. */
    private static boolean takesRows(String statement) {
        if (!statement.regionMatches(true, 0, "insert into ", 0, 12)
                || statement.contains("--")
                || statement.contains("/*")
                || statement.indexOf('#') >= 0
                || statement.indexOf('\'') >= 0
                || statement.indexOf(';') >= 0) {
            return false;
        }
        List<String> words = List.of(statement.toLowerCase(Locale.ROOT).split("\\s+", 200));
        int n = words.size();
        String name = words.get(n - 1);
        return n >= 5
                && words.get(n - 2).equals("format")
                && !words.contains("select")
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
    }
}
