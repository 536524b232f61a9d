package dev.holdpoint.guard.redact;

import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Literals of an SQL text that are credentials, by the word before them ({@code PASSWORD 'x'},
 * {@code IDENTIFIED BY 'x'}, {@code api_token = 'x'}) or by their shape. Outside literals nothing
 * is replaced, so that the text still parses.
 */
final class SqlPasswords {

    /** {@code IDENTIFIED BY 'x'}, {@code KEY 'x'}; other names are those of every text. */
    private static final Set<String> BEFORE = Set.of("by", "key");

    private SqlPasswords() {}

    static String replace(String sql, UnaryOperator<String> mark) {
        StringBuilder out = new StringBuilder(sql.length());
        String word = "";
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (Character.isLetter(c) || c == '_') {
                int start = i;
                while (i < sql.length()
                        && (Character.isLetterOrDigit(sql.charAt(i)) || sql.charAt(i) == '_')) {
                    i++;
                }
                word = sql.substring(start, i).toLowerCase(Locale.ROOT);
                out.append(sql, start, i);
            } else if (c == '\'') {
                int end = sql.indexOf('\'', i + 1);
                end = end < 0 ? sql.length() : end;
                String literal = sql.substring(i + 1, end);
                out.append('\'')
                        .append(
                                literal.isEmpty()
                                        ? literal
                                        : BEFORE.contains(word) || Lexicon.BUNDLED.isSecret(word)
                                                ? mark.apply(literal)
                                                : SecretScan.replace(literal, mark));
                if (end < sql.length()) {
                    out.append('\'');
                }
                i = end + 1;
                word = "";
            } else {
                if (!Character.isWhitespace(c) && c != '=' && c != '(') {
                    word = "";
                }
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }
}
