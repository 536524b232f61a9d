package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The query language of Lucene as far as it says what is chosen ({@code state:open AND id:[0 TO
 * *]}; elastic.co/docs, "Query string syntax"), as a condition of SQL. Words that stand side by
 * side are alternatives.
 */
final class LuceneQuery {

    /** Fields that every document has. */
    private static final Set<String> ALWAYS =
            Set.of("_id", "_index", "_type", "_source", "_seq_no", "_version", "_routing", "*");

    /** The ones that count, from nothing on. */
    private static final Set<String> COUNTED = Set.of("_id", "_seq_no", "_version");

    /** Longer queries are not read. */
    private static final int MOST_LENGTH = 1 << 16;

    private static final int MOST_DEPTH = 20;

    /** Years before which nothing was kept. */
    private static final int OLD = 20;

    private LuceneQuery() {}

    /** Empty where it cannot be read. */
    static Optional<String> condition(String text) {
        return text.length() > MOST_LENGTH ? Optional.empty() : condition(text.strip(), 0);
    }

    private static Optional<String> condition(String text, int depth) {
        List<String> words = words(text);
        if (depth > MOST_DEPTH || words.isEmpty()) {
            return Optional.empty();
        }
        List<String> required = new ArrayList<>();
        List<String> alternatives = new ArrayList<>();
        boolean conjunction = words.contains("AND") || words.contains("&&");
        boolean disjunction = words.contains("OR") || words.contains("||");
        boolean negated = false;
        for (String word : words) {
            if (CONNECTIVES.contains(word)) {
                continue;
            }
            if (word.equals("NOT") || word.equals("!")) {
                negated = true;
                continue;
            }
            char sign = word.charAt(0);
            boolean signed = word.length() > 1 && "+-!".indexOf(sign) >= 0;
            Optional<String> read = clause(signed ? word.substring(1) : word, depth);
            if (read.isEmpty()) {
                return read;
            }
            if (negated || signed && sign != '+') {
                required.add("NOT (" + read.get() + ")");
            } else if (signed || conjunction && !disjunction) {
                required.add(read.get());
            } else {
                alternatives.add(read.get());
            }
            negated = false;
        }
        boolean optional = words.stream().anyMatch(w -> w.length() > 1 && w.startsWith("+"));
        if (!optional && !alternatives.isEmpty()) {
            required.add("(" + String.join(" OR ", alternatives) + ")");
        }
        return required.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", required));
    }

    private static final Set<String> CONNECTIVES = Set.of("AND", "&&", "OR", "||");

    /** Parted at blanks, those in quotes, brackets and parentheses left alone. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int level = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && "([{".indexOf(c) >= 0) {
                level++;
            } else if (!quoted && ")]}".indexOf(c) >= 0) {
                level--;
            }
            boolean ends = i >= text.length() || level <= 0 && !quoted && c <= ' ';
            if (ends && i > start) {
                words.add(text.substring(start, Math.min(i, text.length())));
            }
            start = ends ? i + 1 : start;
        }
        return words;
    }

    private static Optional<String> clause(String word, int depth) {
        if (word.startsWith("(") && word.endsWith(")")) {
            return condition(word.substring(1, word.length() - 1).strip(), depth + 1);
        }
        int colon = word.startsWith("\"") ? -1 : word.indexOf(':');
        String field = colon < 0 ? "value" : word.substring(0, colon);
        String value = colon < 0 ? word : word.substring(colon + 1);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (field.equals("_exists_")) {
            return Optional.of(exists(value));
        }
        char first = value.charAt(0);
        if (first == '(' && value.endsWith(")")) {
            return condition(value.substring(1, value.length() - 1).strip(), depth + 1);
        }
        if (first == '[' || first == '{') {
            return within(field, value);
        }
        if (first == '<' || first == '>') {
            int end = value.startsWith("=", 1) ? 2 : 1;
            return Optional.of(compared(field, value.substring(0, end), value.substring(end)));
        }
        if (first == '"') {
            return Optional.of(compared(field, "=", value));
        }
        if (first == '/' && value.endsWith("/") && value.length() > 1) {
            return Optional.of(like(field, "~", value.substring(1, value.length() - 1)));
        }
        if (value.indexOf('*') < 0 && value.indexOf('?') < 0) {
            return Optional.of(compared(field, "=", value));
        }
        boolean any = value.chars().allMatch(c -> c == '*');
        return Optional.of(
                any && colon >= 0 ? exists(field) : any ? EVERYTHING : like(field, "LIKE", value));
    }

    /** {@code [0 TO *]}, {@code {a TO b}}. */
    private static Optional<String> within(String field, String value) {
        String inner = value.substring(1, Math.max(1, value.length() - 1));
        int to = inner.indexOf(" TO ");
        if (to < 0) {
            return Optional.empty();
        }
        String low = inner.substring(0, to).strip();
        String high = inner.substring(to + " TO ".length()).strip();
        List<String> all = new ArrayList<>();
        if (!low.equals("*")) {
            all.add(compared(field, value.charAt(0) == '[' ? ">=" : ">", low));
        }
        if (!high.equals("*")) {
            all.add(compared(field, value.endsWith("]") ? "<=" : "<", high));
        }
        return Optional.of(all.isEmpty() ? exists(field) : String.join(" AND ", all));
    }

    static String exists(String field) {
        return ALWAYS.contains(field) ? EVERYTHING : column(field) + " IS NOT NULL";
    }

    static String compared(String field, String operator, String value) {
        if (isOfIndex(field)) {
            return EVERYTHING;
        }
        String to = operator.equals("=") ? SqlWords.literal(value) : moment(value);
        return column(field) + " " + operator + " " + to;
    }

    /** Whether the field says no more than in which index a document is. */
    static boolean isOfIndex(String field) {
        return field.equals("_index") || field.equals("_type");
    }

    /** With the wildcards of SQL, or as a regular expression. */
    static String like(String field, String operator, String pattern) {
        if (isOfIndex(field)) {
            return EVERYTHING;
        }
        if (operator.equals("~")) {
            String any = ANY.contains(pattern) ? ".*" : pattern;
            return column(field) + " ~ " + SqlWords.literal(any);
        }
        boolean any =
                pattern.indexOf('*') >= 0 && pattern.chars().allMatch(c -> c == '*' || c == '?');
        String written =
                pattern.replace("%", "\\%").replace("_", "\\_").replace('*', '%').replace('?', '_');
        return column(field) + " LIKE " + SqlWords.literal(any ? "%" : written);
    }

    /** Regular expressions of Lucene that every text meets; {@code @} is one of its own. */
    private static final Set<String> ANY = Set.of(".*", ".+", "@", "(.*)", "(.+)", ".*.*", "~()");

    private static final String EVERYTHING = "TRUE";

    /** By names that SQL's columns have: what counts documents, and when one was made. */
    private static String column(String field) {
        return COUNTED.contains(field)
                ? "id"
                : field.equals("@timestamp") ? "created_at" : SqlWords.name(field);
    }

    /** Date math: {@code now}, {@code now-30d}, {@code now-50y}. */
    private static String moment(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        if (text.equals("now") || text.startsWith("now/") || text.startsWith("now+")) {
            return "now()";
        }
        if (text.startsWith("now-") && text.endsWith("y")) {
            String years = text.substring("now-".length(), text.length() - 1);
            boolean number = years.chars().allMatch(c -> c >= '0' && c <= '9');
            boolean old = number && (years.length() > 2 || Integer.parseInt("0" + years) >= OLD);
            return old ? "'1900-01-01'" : SqlWords.literal(value);
        }
        return SqlWords.literal(value);
    }
}
