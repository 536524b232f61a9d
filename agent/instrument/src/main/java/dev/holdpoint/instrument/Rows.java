package dev.holdpoint.instrument;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A change to a row of an updatable result set, as the SQL that says the same. Empty where the
 * columns are not of one table, or the driver does not say of which.
 */
final class Rows {

    private static final String ROW = " WHERE CURRENT OF \"row\"";

    private Rows() {}

    static Optional<String> deletion(ResultSet rows) throws SQLException {
        return table(rows).map(table -> "DELETE FROM " + table + ROW);
    }

    static Optional<String> insertion(ResultSet rows) throws SQLException {
        return table(rows).map(table -> "INSERT INTO " + table + " DEFAULT VALUES");
    }

    /** Which columns were changed is not known, so it is all that could have been. */
    static Optional<String> update(ResultSet rows) throws SQLException {
        Optional<String> table = table(rows);
        if (table.isEmpty()) {
            return table;
        }
        StringBuilder text = new StringBuilder("UPDATE ").append(table.get()).append(" SET ");
        ResultSetMetaData data = rows.getMetaData();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            text.append(i == 1 ? "" : ", ").append(quoted(data.getColumnName(i))).append(" = ?");
        }
        return Optional.of(text.append(ROW).toString());
    }

    private static Optional<String> table(ResultSet rows) throws SQLException {
        ResultSetMetaData data = rows.getMetaData();
        String table = null;
        String schema = "";
        for (int i = 1; i <= data.getColumnCount(); i++) {
            String name = data.getTableName(i);
            if (name == null || name.isEmpty() || (table != null && !table.equals(name))) {
                return Optional.empty();
            }
            table = name;
            schema = data.getSchemaName(i) == null ? "" : data.getSchemaName(i);
        }
        if (table == null) {
            return Optional.empty();
        }
        return Optional.of((schema.isEmpty() ? "" : quoted(schema) + ".") + quoted(table));
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
