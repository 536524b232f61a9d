package dev.holdpoint.guard.redact;

/**
 * Masks the literals of an SQL text with {@code ?}, for the audit. Dialects disagree about where a
 * literal ends, so it errs to the side of masking: where a backslash could make a difference,
 * everything from the literal to the end of the text is masked.
 */
final class SqlMask {

    private SqlMask() {}

    static String literals(String sql, String dialect) {
        boolean doubleIsText =
                !(dialect.equals("postgresql")
                        || dialect.equals("h2")
                        || dialect.equals("oracle")
                        || dialect.equals("sqlite")
                        || dialect.equals("sqlserver"));
        StringBuilder out = new StringBuilder(sql.length());
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\'' || (c == '"' && doubleIsText)) {
                int end = quoted(sql, i, c);
                out.append('?');
                if (end < 0) {
                    return out.toString();
                }
                i = end;
            } else if (c == '"' || c == '`' || c == '[') {
                int end = sql.indexOf(c == '[' ? ']' : c, i + 1);
                end = end < 0 ? sql.length() : end + 1;
                out.append(sql, i, end);
                i = end;
            } else if (c == '$' && dollarTag(sql, i) > 0) {
                int tagEnd = dollarTag(sql, i);
                int end = sql.indexOf(sql.substring(i, tagEnd), tagEnd);
                out.append('?');
                if (end < 0) {
                    return out.toString();
                }
                i = end + (tagEnd - i);
            } else if (c >= '0' && c <= '9' && !isWord(i > 0 ? sql.charAt(i - 1) : ' ')) {
                while (i < sql.length() && (isWord(sql.charAt(i)) || sql.charAt(i) == '.')) {
                    i++;
                }
                out.append('?');
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** Behind the closing quote, or -1 where dialects could disagree or there is none. */
    private static int quoted(String sql, int start, char quote) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                return -1;
            }
            if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    /** Behind {@code $tag$}, or -1. */
    private static int dollarTag(String sql, int start) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '$') {
                return i + 1;
            }
            if (!isWord(c) || (i == start + 1 && c >= '0' && c <= '9')) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
