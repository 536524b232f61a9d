package dev.holdpoint.language;

import java.util.List;

/**
 * Diagnostics as text for people, without colour:
 *
 * <pre>
 *   policy.hold:12:35: error: an effect of kind exec has no `method` [lacking-attribute]
 *      12 | deny x on exec when method == GET
 *         |                     ^^^^^^
 *         = write the rule `on http`
 * </pre>
 */
public final class DiagnosticRendering {

    private static final int MOST_LINE = 160;

    private DiagnosticRendering() {}

    /**
     * All of them, each followed by a line break. Lines of other files than the source are not
     * shown.
     */
    public static String render(List<Diagnostic> diagnostics, Source source) {
        StringBuilder out = new StringBuilder();
        for (Diagnostic diagnostic : diagnostics) {
            render(diagnostic, source, out);
        }
        return out.toString();
    }

    /** One line for logs: place, message and fix. */
    public static String line(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder();
        head(diagnostic, out);
        if (diagnostic.fix().isPresent()) {
            out.append("; ").append(printable(diagnostic.fix().get()));
        }
        return out.toString();
    }

    private static void head(Diagnostic diagnostic, StringBuilder out) {
        out.append(diagnostic.span())
                .append(
                        diagnostic.severity() == Diagnostic.Severity.ERROR
                                ? ": error: "
                                : ": warning: ")
                .append(printable(diagnostic.message()))
                .append(" [")
                .append(diagnostic.code())
                .append(']');
    }

    private static void render(Diagnostic diagnostic, Source source, StringBuilder out) {
        head(diagnostic, out);
        out.append('\n');
        Span span = diagnostic.span();
        String margin = "      ";
        if (span.file().equals(source.name())) {
            String number = Integer.toString(span.line());
            margin = " ".repeat(Math.max(4, number.length()) + 2);
            String line = lineOf(source.text(), span.line());
            // a long line is shown from shortly before the place
            int from =
                    line.length() > MOST_LINE ? Math.max(0, span.column() - 1 - MOST_LINE / 2) : 0;
            from = Math.min(from, line.length());
            int to = Math.min(line.length(), from + MOST_LINE);
            out.append(" ".repeat(margin.length() - 1 - number.length()))
                    .append(number)
                    .append(" | ")
                    .append(printable(line.substring(from, to)))
                    .append('\n');
            int column = Math.max(0, Math.min(span.column() - 1, line.length()) - from);
            int carets = Math.max(1, Math.min(span.length(), to - from - column));
            out.append(margin)
                    .append("| ")
                    .append(" ".repeat(column))
                    .append("^".repeat(carets))
                    .append('\n');
        }
        if (diagnostic.fix().isPresent()) {
            out.append(margin).append("= ").append(printable(diagnostic.fix().get())).append('\n');
        }
    }

    private static String lineOf(String text, int number) {
        int from = 0;
        for (int line = 1; line < number; line++) {
            int end = text.indexOf('\n', from);
            if (end < 0) {
                return "";
            }
            from = end + 1;
        }
        int end = text.indexOf('\n', from);
        return text.substring(from, end < 0 ? text.length() : end);
    }

    /** Tabs count as one column, and controls must not reach a terminal. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control =
                    c < ' '
                            || (c >= 0x7F && c < 0xA0)
                            || (c >= '\u200B' && c <= '\u200F')
                            || (c >= '\u202A' && c <= '\u202E')
                            || (c >= '\u2060' && c <= '\u206F');
            out.append(c == '\t' || c == '\r' ? ' ' : control ? '\uFFFD' : c);
        }
        return out.toString();
    }
}
