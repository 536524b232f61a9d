package dev.holdpoint.analysis.http.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The YAML that people and tools write: mappings and lists by indentation, scalars plain, quoted
 * and in blocks, and flow collections on one line. What else YAML has is not read, and then nothing
 * of the text is: anchors and aliases, tags, merged and complex keys, tabs.
 */
final class Yaml {

    private static final int MOST_DEPTH = 60;
    private static final int MOST_LINES = 50_000;

    /** A line without its indentation; comments and blank lines are kept for blocks of text. */
    private record Line(int indent, String text) {
        boolean blank() {
            return text.isEmpty() || text.startsWith("#");
        }
    }

    private final List<Line> lines;
    private final List<String> doubts = new ArrayList<>();
    private int at;

    private Yaml(List<Line> lines) {
        this.lines = lines;
    }

    private static final class NotRead extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotRead() {
            super("YAML that is not read", null, false, false);
        }
    }

    /** Reads the text; empty where it has something that is not read. */
    static Optional<Document> read(String text) {
        if (breaksElsewhere(text)) {
            return Optional.empty();
        }
        List<Json> roots = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        String[] all = text.split("\r?\n", MOST_LINES + 1);
        if (all.length > MOST_LINES) {
            return Optional.empty();
        }
        try {
            for (String line : all) {
                if (line.startsWith("---") || line.startsWith("...")) {
                    if (!line.substring(3).isBlank()) {
                        return Optional.empty();
                    }
                    document(lines, roots, doubts);
                    lines = new ArrayList<>();
                } else {
                    lines.add(line(line));
                }
            }
            document(lines, roots, doubts);
        } catch (NotRead notRead) {
            return Optional.empty();
        }
        return roots.isEmpty() ? Optional.empty() : Optional.of(new Document(roots, doubts));
    }

    /** Some readers end a line at characters at which others do not. */
    private static boolean breaksElsewhere(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alone = c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (alone || c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\f') {
                return true;
            }
        }
        return false;
    }

    private static void document(List<Line> lines, List<Json> roots, List<String> doubts) {
        Yaml yaml = new Yaml(lines);
        if (yaml.next()) {
            roots.add(yaml.node(yaml.line().indent(), 0));
            if (yaml.next()) {
                throw new NotRead();
            }
            doubts.addAll(yaml.doubts);
        }
    }

    private static Line line(String text) {
        int indent = 0;
        while (indent < text.length() && text.charAt(indent) == ' ') {
            indent++;
        }
        if (indent < text.length() && text.charAt(indent) == '\t') {
            throw new NotRead();
        }
        return new Line(indent, text.substring(indent).stripTrailing());
    }

    /** Goes to the next line that says something. */
    private boolean next() {
        while (at < lines.size() && lines.get(at).blank()) {
            at++;
        }
        return at < lines.size();
    }

    private Line line() {
        return lines.get(at);
    }

    private Json node(int indent, int depth) {
        if (depth > MOST_DEPTH) {
            throw new NotRead();
        }
        String text = plain(line().text());
        if (isItem(text)) {
            return items(indent, depth);
        }
        if (colon(text) >= 0) {
            return members(indent, depth);
        }
        at++;
        return value(text, indent - 1, depth);
    }

    /** A tab parts words as a blank does, but not everywhere and not for everybody. */
    private static String plain(String text) {
        if (text.indexOf('\t') >= 0 || text.startsWith("? ") || text.equals("?")) {
            throw new NotRead();
        }
        return text;
    }

    private static boolean isItem(String text) {
        return text.equals("-") || text.startsWith("- ");
    }

    private Json items(int indent, int depth) {
        List<Json> items = new ArrayList<>();
        while (next() && line().indent() == indent && isItem(line().text())) {
            String rest = plain(line().text()).substring(1);
            int inner = indent + 1 + (rest.length() - rest.stripLeading().length());
            String text = rest.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                at++;
                items.add(below(indent + 1, depth));
            } else if (isItem(text) || colon(text) >= 0) {
                // what follows the dash is a node of its own, as if it stood on its own line
                lines.set(at, new Line(inner, text));
                items.add(node(inner, depth + 1));
            } else {
                at++;
                items.add(value(text, indent, depth));
            }
        }
        if (next() && line().indent() > indent) {
            throw new NotRead();
        }
        return new Json.Items(items);
    }

    private Json members(int indent, int depth) {
        Map<String, Json> entries = new LinkedHashMap<>();
        while (next() && line().indent() == indent && !isItem(line().text())) {
            String text = plain(line().text());
            int colon = colon(text);
            if (colon < 0) {
                throw new NotRead();
            }
            String key = key(text.substring(0, colon).strip());
            String rest = text.substring(colon + 1).strip();
            at++;
            Json value =
                    rest.isEmpty() || rest.startsWith("#")
                            ? belowKey(indent, depth)
                            : value(rest, indent, depth);
            if (entries.put(key, value) != null && doubts.isEmpty()) {
                doubts.add("the key " + key + " stands twice");
            }
        }
        if (next() && line().indent() > indent) {
            throw new NotRead();
        }
        return new Json.Members(entries);
    }

    /** A list may stand below its key without being indented. */
    private Json belowKey(int indent, int depth) {
        boolean list = next() && line().indent() == indent && isItem(line().text());
        return list ? items(indent, depth + 1) : below(indent + 1, depth);
    }

    private Json below(int least, int depth) {
        return next() && line().indent() >= least
                ? node(line().indent(), depth + 1)
                : new Json.Null();
    }

    /** Where the colon of a key stands, -1 where the text is none. */
    private static int colon(String text) {
        if (text.isEmpty() || "{[|>!&*%@`?".indexOf(text.charAt(0)) >= 0) {
            return -1;
        }
        int from = 0;
        char quote = text.charAt(0);
        if (quote == '"' || quote == '\'') {
            from = closing(text, 0);
            if (from < 0) {
                return -1;
            }
            from++;
            return from < text.length() && text.charAt(from) == ':' ? from : -1;
        }
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
                return i;
            }
            if (c == '#' && i > 0 && text.charAt(i - 1) == ' ') {
                return -1;
            }
        }
        return -1;
    }

    private static String key(String text) {
        if (text.equals("<<") || text.startsWith("? ")) {
            throw new NotRead();
        }
        return scalar(text).scalar().orElse("null");
    }

    private Json value(String text, int indent, int depth) {
        char first = text.charAt(0);
        if (first == '|' || first == '>') {
            return block(text, indent);
        }
        if (first == '{' || first == '[') {
            Flow flow = new Flow(text);
            Json read = flow.value(depth);
            flow.end();
            return read;
        }
        StringBuilder whole = new StringBuilder(text);
        // a scalar goes on where the lines below are indented further
        while (next() && line().indent() > indent) {
            String more = plain(line().text());
            if (isItem(more) || colon(more) >= 0 && first != '"' && first != '\'') {
                throw new NotRead();
            }
            whole.append(' ').append(more);
            at++;
        }
        return scalar(whole.toString());
    }

    /** {@code |} keeps the ends of lines, {@code >} makes them blanks. */
    private Json block(String header, int indent) {
        int comment = header.indexOf(" #");
        String head = comment < 0 ? header : header.substring(0, comment).strip();
        if (head.length() > 2 || head.length() == 2 && "+-".indexOf(head.charAt(1)) < 0) {
            throw new NotRead();
        }
        String end = head.charAt(0) == '|' ? "\n" : " ";
        StringBuilder text = new StringBuilder();
        int own = -1;
        for (; at < lines.size(); at++) {
            Line line = lines.get(at);
            if (!line.text().isEmpty()) {
                if (line.indent() <= indent) {
                    break;
                }
                own = own < 0 ? line.indent() : own;
                text.append(" ".repeat(Math.max(0, line.indent() - own))).append(line.text());
            }
            text.append(end);
        }
        return new Json.Text(text.toString().strip());
    }

    private static int closing(String text, int open) {
        char quote = text.charAt(open);
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote == '"') {
                i++;
            } else if (c == quote) {
                if (quote == '"' || i + 1 == text.length() || text.charAt(i + 1) != quote) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static Json scalar(String written) {
        char first = written.charAt(0);
        if (first == '"' || first == '\'') {
            int close = closing(written, 0);
            String rest = close < 0 ? "" : written.substring(close + 1).strip();
            if (close < 0 || !rest.isEmpty() && !rest.startsWith("#")) {
                throw new NotRead();
            }
            return new Json.Text(quoted(written.substring(0, close + 1)));
        }
        if ("!&*%@`|>".indexOf(first) >= 0) {
            throw new NotRead();
        }
        int comment = written.indexOf(" #");
        String text = comment < 0 ? written : written.substring(0, comment).strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "~", "null", "" -> new Json.Null();
            case "true", "yes", "on" -> new Json.Literal("true");
            case "false", "no", "off" -> new Json.Literal("false");
            default -> isNumber(text) ? new Json.Literal(text) : new Json.Text(text);
        };
    }

    /** A text between quotes; what is escaped in double ones is escaped as in JSON. */
    private static String quoted(String text) {
        String inner = text.substring(1, text.length() - 1);
        if (text.charAt(0) == '\'') {
            return inner.replace("''", "'");
        }
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        return Document.read(text)
                .flatMap(Document::single)
                .flatMap(Json::asText)
                .orElseThrow(NotRead::new);
    }

    private static boolean isNumber(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (!(c == '-' && i == 0)
                    && !(c == '.' && digits > 0 && i < text.length() - 1)) {
                return false;
            }
        }
        return digits > 0 && text.chars().filter(c -> c == '.').count() <= 1;
    }

    /** A collection in brackets. */
    private static final class Flow {
        private final String text;
        private int at;

        Flow(String text) {
            this.text = text;
        }

        void end() {
            blanks();
            if (at < text.length() && text.charAt(at) != '#') {
                throw new NotRead();
            }
        }

        Json value(int depth) {
            blanks();
            if (at >= text.length() || depth > MOST_DEPTH) {
                throw new NotRead();
            }
            return switch (text.charAt(at)) {
                case '{' -> members(depth);
                case '[' -> items(depth);
                default -> scalar(word(",]}"));
            };
        }

        private Json items(int depth) {
            List<Json> items = new ArrayList<>();
            at++;
            while (!ends(']')) {
                items.add(value(depth + 1));
                comma(']');
            }
            return new Json.Items(items);
        }

        private Json members(int depth) {
            Map<String, Json> entries = new LinkedHashMap<>();
            at++;
            while (!ends('}')) {
                String key = key(word(":,}"));
                if (at >= text.length() || text.charAt(at) != ':') {
                    throw new NotRead();
                }
                at++;
                if (entries.put(key, value(depth + 1)) != null) {
                    throw new NotRead();
                }
                comma('}');
            }
            return new Json.Members(entries);
        }

        private boolean ends(char close) {
            blanks();
            if (at >= text.length()) {
                throw new NotRead();
            }
            if (text.charAt(at) == close) {
                at++;
                return true;
            }
            return false;
        }

        private void comma(char close) {
            blanks();
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
            } else if (at >= text.length() || text.charAt(at) != close) {
                throw new NotRead();
            }
        }

        private void blanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        /** A scalar up to one of those characters. */
        private String word(String stops) {
            blanks();
            int start = at;
            if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
                int close = closing(text, at);
                if (close < 0) {
                    throw new NotRead();
                }
                at = close + 1;
                blanks();
                return text.substring(start, close + 1);
            }
            while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(start, at).strip();
            if (word.isEmpty() || word.indexOf(" #") >= 0) {
                throw new NotRead();
            }
            return word;
        }
    }
}
