package dev.holdpoint.analysis.shell;

/** Quotes in both directions. */
final class Quotes {

    private Quotes() {}

    /** The text without its quoting, for a delimiter in which nothing is expanded. */
    static String removed(String raw) {
        StringBuilder s = new StringBuilder(raw.length());
        char open = '\0';
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && open != '\'' && i + 1 < raw.length()) {
                s.append(raw.charAt(++i));
            } else if (open == '\0' && (c == '\'' || c == '"')) {
                open = c;
            } else if (c == open) {
                open = '\0';
            } else {
                s.append(c);
            }
        }
        return s.toString();
    }

    /** The text so that a shell reads it back as one word, as {@code printf %q} writes it. */
    static String added(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        StringBuilder s = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                return ansiC(text);
            }
            if (!Character.isLetterOrDigit(c) && "_-./:=@%+,".indexOf(c) < 0 && !Gap.is(c)) {
                s.append('\\');
            }
            s.append(c);
        }
        return s.toString();
    }

    private static String ansiC(String text) {
        StringBuilder s = new StringBuilder("$'");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> s.append("\\n");
                case '\t' -> s.append("\\t");
                case '\r' -> s.append("\\r");
                case '\'' -> s.append("\\'");
                case '\\' -> s.append("\\\\");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        s.append('\\').append(String.format("%03o", (int) c));
                    } else {
                        s.append(c);
                    }
                }
            }
        }
        return s.append('\'').toString();
    }

    /** Between single quotes, as {@code ${x@Q}} writes it. */
    static String single(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ') {
                return ansiC(text);
            }
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
