package dev.holdpoint.instrument;

import java.util.List;

/**
 * The setters of {@code PreparedStatement} and {@code CallableStatement} (JDBC 4.3): the name and
 * the descriptor of what follows the parameter's number or name.
 */
final class Setters {

    private static final String STRING = "Ljava/lang/String;";
    private static final String CALENDAR = "Ljava/util/Calendar;";
    private static final String STREAM = "Ljava/io/InputStream;";
    private static final String READER = "Ljava/io/Reader;";
    private static final String OBJECT = "Ljava/lang/Object;";

    static final List<String> ALL =
            List.of(
                    "setNull I",
                    "setNull I" + STRING,
                    "setBoolean Z",
                    "setByte B",
                    "setShort S",
                    "setInt I",
                    "setLong J",
                    "setFloat F",
                    "setDouble D",
                    "setBigDecimal Ljava/math/BigDecimal;",
                    "setString " + STRING,
                    "setNString " + STRING,
                    "setBytes [B",
                    "setDate Ljava/sql/Date;",
                    "setDate Ljava/sql/Date;" + CALENDAR,
                    "setTime Ljava/sql/Time;",
                    "setTime Ljava/sql/Time;" + CALENDAR,
                    "setTimestamp Ljava/sql/Timestamp;",
                    "setTimestamp Ljava/sql/Timestamp;" + CALENDAR,
                    "setAsciiStream " + STREAM,
                    "setAsciiStream " + STREAM + "I",
                    "setAsciiStream " + STREAM + "J",
                    "setUnicodeStream " + STREAM + "I",
                    "setBinaryStream " + STREAM,
                    "setBinaryStream " + STREAM + "I",
                    "setBinaryStream " + STREAM + "J",
                    "setCharacterStream " + READER,
                    "setCharacterStream " + READER + "I",
                    "setCharacterStream " + READER + "J",
                    "setNCharacterStream " + READER,
                    "setNCharacterStream " + READER + "J",
                    "setObject " + OBJECT,
                    "setObject " + OBJECT + "I",
                    "setObject " + OBJECT + "II",
                    "setObject " + OBJECT + "Ljava/sql/SQLType;",
                    "setObject " + OBJECT + "Ljava/sql/SQLType;I",
                    "setRef Ljava/sql/Ref;",
                    "setBlob Ljava/sql/Blob;",
                    "setBlob " + STREAM,
                    "setBlob " + STREAM + "J",
                    "setClob Ljava/sql/Clob;",
                    "setClob " + READER,
                    "setClob " + READER + "J",
                    "setNClob Ljava/sql/NClob;",
                    "setNClob " + READER,
                    "setNClob " + READER + "J",
                    "setArray Ljava/sql/Array;",
                    "setURL Ljava/net/URL;",
                    "setRowId Ljava/sql/RowId;",
                    "setSQLXML Ljava/sql/SQLXML;");

    private Setters() {}
}
