package dev.holdpoint.guard.redact;

import dev.holdpoint.guard.redact.Lexicon.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds credentials in one text of whatever kind: a shell script, a word of an argv, a body, a URL.
 * It does not parse; it looks for names, options and shapes, and takes too much rather than too
 * little. One scan belongs to one thread.
 */
final class SecretScan {

    private static final Lexicon LEXICON = Lexicon.BUNDLED;

    /** What summaries have in the place of a credential. */
    private static final String HIDDEN = "***";

    private record Stretch(int start, int end) {}

    private final String text;
    private final List<Stretch> found = new ArrayList<>();

    private SecretScan(String text) {
        this.text = text;
    }

    /** The text with every credential replaced by its mark. */
    static String replace(String text, UnaryOperator<String> mark) {
        if (text.length() < 6) {
            return text;
        }
        SecretScan scan = new SecretScan(text);
        scan.namesAndShapes();
        scan.userInformation();
        scan.options();
        return scan.replaced(mark);
    }

    private String replaced(UnaryOperator<String> mark) {
        if (found.isEmpty()) {
            return text;
        }
        found.sort(Comparator.comparingInt(Stretch::start).thenComparingInt(Stretch::end));
        StringBuilder out = new StringBuilder(text.length() + 32);
        int done = 0;
        for (int i = 0; i < found.size(); i++) {
            int start = found.get(i).start;
            int end = found.get(i).end;
            while (i + 1 < found.size() && found.get(i + 1).start < end) {
                end = Math.max(end, found.get(++i).end);
            }
            out.append(text, done, start).append(mark.apply(text.substring(start, end)));
            done = end;
        }
        return out.append(text, done, text.length()).toString();
    }

    private void add(int start, int end) {
        if (end > start
                && !isReference(start, end)
                && !(end - start == HIDDEN.length() && text.startsWith(HIDDEN, start))) {
            found.add(new Stretch(start, end));
        }
    }

    /** {@code $NAME} and <code>${NAME}</code> name a variable; they are not its value. */
    private boolean isReference(int start, int end) {
        if (text.charAt(start) != '$' || end - start < 2) {
            return false;
        }
        boolean braces = text.charAt(start + 1) == '{' && text.charAt(end - 1) == '}';
        for (int i = start + (braces ? 2 : 1); i < end - (braces ? 1 : 0); i++) {
            char c = text.charAt(i);
            if (c != '_' && !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private void namesAndShapes() {
        int i = 0;
        while (i < text.length()) {
            if (!Lexicon.isTokenPart(text.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && Lexicon.isTokenPart(text.charAt(end))) {
                end++;
            }
            int shapeEnd = LEXICON.shapeEnd(text, i);
            if (shapeEnd > 0) {
                add(i, shapeEnd);
            } else if (end - i <= 128 && LEXICON.isSecret(text.substring(i, end))) {
                end = Math.max(end, value(end));
            }
            i = end;
        }
        for (int key = text.indexOf("-----BEGIN ");
                key >= 0;
                key = text.indexOf("-----BEGIN ", key + 1)) {
            int header = text.indexOf("-----", key + 11);
            if (header > 0
                    && header - key < 64
                    && text.startsWith("PRIVATE KEY", header - "PRIVATE KEY".length())) {
                int footer = text.indexOf("-----END", header);
                add(header + 5, footer < 0 ? text.length() : footer);
            }
        }
    }

    /**
     * The value after a name that ends at {@code i}: after {@code =}, {@code :} or the blank behind
     * a long option.
     */
    private int value(int i) {
        int at = skip(i, "\\\"'");
        int separator = skip(at, " \t");
        if (separator >= text.length()) {
            return i;
        }
        char c = text.charAt(separator);
        boolean colon = c == ':';
        if (c != '=' && !colon) {
            return i;
        }
        int start = skip(separator + 1, colon ? " \t" : "");
        if (start < text.length() && (text.charAt(start) == '>' || text.charAt(start) == '=')) {
            start = skip(start + 1, " \t");
        }
        boolean escaped = start < text.length() && text.charAt(start) == '\\';
        int open = escaped ? start + 1 : start;
        int end;
        if (open < text.length() && isQuote(text.charAt(open))) {
            start = open + 1;
            end = closing(start, text.charAt(open), escaped);
        } else {
            end = start;
            String stops = colon ? "\"'`\\\n\r" : "\"'`\\\n\r \t&;,|)}<>";
            while (end < text.length() && stops.indexOf(text.charAt(end)) < 0) {
                end++;
            }
        }
        start = afterScheme(start, end);
        int redacted = redactedEnd(start);
        if (redacted >= 0) {
            return redacted;
        }
        add(start, end);
        return end;
    }

    /** Behind what an earlier redaction put there, and which ends where a blank does; else -1. */
    private int redactedEnd(int start) {
        int end =
                text.startsWith(HIDDEN, start)
                        ? start + HIDDEN.length()
                        : text.startsWith(Redaction.MARK, start)
                                ? start + Redaction.MARK_LENGTH
                                : Integer.MAX_VALUE;
        return end == text.length() || (end < text.length() && text.charAt(end) == ' ') ? end : -1;
    }

    private int closing(int start, char quote, boolean escaped) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return escaped && text.charAt(i - 1) == '\\' ? i - 1 : i;
            }
            if (c == '\\' && !escaped && quote == '"') {
                i++;
            }
        }
        return text.length();
    }

    /** Behind {@code Bearer }, {@code Basic } and the like. */
    private int afterScheme(int start, int end) {
        int blank = find(' ', start, Math.min(end, start + 21));
        if (blank > start && blank < end && blank - start <= 20) {
            String word = text.substring(start, blank).toLowerCase(Locale.ROOT);
            boolean letters = word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
            if (letters && SCHEMES.contains(word)) {
                return skip(blank, " ");
            }
        }
        return start;
    }

    private static final java.util.Set<String> SCHEMES =
            java.util.Set.of(
                    "bearer",
                    "basic",
                    "token",
                    "digest",
                    "negotiate",
                    "apikey",
                    "api-key",
                    "bot",
                    "key",
                    "hawk",
                    "ntlm",
                    "oauth",
                    "aws4-hmac-sha256");

    private void userInformation() {
        for (int i = text.indexOf("://"); i >= 0; i = text.indexOf("://", i + 3)) {
            int start = i + 3;
            int at = -1;
            int colon = -1;
            for (int j = start;
                    j < text.length() && "/?# \t\n\"'`<>".indexOf(text.charAt(j)) < 0;
                    j++) {
                if (text.charAt(j) == '@') {
                    at = j;
                } else if (text.charAt(j) == ':' && colon < 0) {
                    colon = j;
                }
            }
            if (at > 0 && text.startsWith("hmac-sha256:", start)) {
                add(start, at);
            } else if (at > 0 && colon > 0 && colon < at) {
                add(colon + 1, at);
            } else if (at > 0 && i >= 4 && text.substring(Math.max(0, i - 5), i).contains("http")) {
                add(start, at);
            }
        }
        int oracle = text.indexOf("jdbc:oracle:");
        if (oracle >= 0) {
            int at = text.indexOf('@', oracle);
            int slash = text.indexOf('/', oracle);
            if (slash > 0 && slash < at) {
                add(slash + 1, at);
            }
        }
    }

    private void options() {
        String program = "";
        Optional<Form> expected = Optional.empty();
        int i = 0;
        while (i < text.length()) {
            i = skip(i, " \t\n\r;|&()`");
            int start = i;
            char quote = 0;
            for (; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote == 0 && " \t\n\r;|&()`".indexOf(c) >= 0) {
                    break;
                }
                if (quote == 0 && isQuote(c)) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else if (c == '\\' && quote != '\'') {
                    i++;
                }
            }
            i = Math.min(i, text.length());
            int from = start;
            int to = i;
            if (to - from >= 2
                    && isQuote(text.charAt(from))
                    && text.charAt(to - 1) == text.charAt(from)) {
                from++;
                to--;
            }
            String word = text.substring(from, to);
            if (expected.isPresent()) {
                held(expected.get(), from, to);
                expected = Optional.empty();
            } else if (word.startsWith("-")) {
                expected = LEXICON.option(program, word);
                Optional<String> joined = LEXICON.joinedOption(program, word);
                if (expected.filter(f -> f == Form.JOINED).isPresent()) {
                    expected = Optional.empty();
                } else if (expected.isEmpty() && joined.isPresent()) {
                    add(from + joined.get().length(), to);
                } else if (expected.isEmpty()
                        && word.startsWith("--")
                        && word.indexOf('=') < 0
                        && LEXICON.isSecret(word)) {
                    expected = Optional.of(Form.VALUE);
                }
            } else {
                String base = word.substring(word.lastIndexOf('/') + 1);
                if (LEXICON.isProgram(base)) {
                    program = base;
                }
            }
        }
    }

    /** Marks what the value of an option holds. */
    private void held(Form form, int from, int to) {
        switch (form) {
            case VALUE -> add(from, to);
            case PAIR -> {
                int colon = find(':', from, to);
                if (colon >= 0) {
                    add(colon + 1, to);
                }
            }
            case HEADER -> {
                int colon = find(':', from, to);
                if (colon >= 0) {
                    String name = text.substring(from, colon).strip().toLowerCase(Locale.ROOT);
                    if (!LEXICON.isPlainHeader(name)) {
                        int start = Math.min(to, skip(colon + 1, " \t"));
                        add(afterScheme(start, to), to);
                    }
                }
            }
            case JOINED -> {}
        }
    }

    private int find(char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private int skip(int i, String blanks) {
        int at = i;
        while (at < text.length() && blanks.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }
}
