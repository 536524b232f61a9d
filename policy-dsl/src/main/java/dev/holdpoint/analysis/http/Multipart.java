package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Multipart bodies, RFC 2046 section 5.1 and RFC 7578. */
final class Multipart {

    /** Parts of one body. */
    static final int MOST_PARTS = 2_000;

    /** Headers of one part; servers refuse far fewer. */
    static final int MOST_HEADERS = 1_000;

    private Multipart() {}

    /** The parts; empty where the body has no boundary that could be found, or no end. */
    static Optional<List<Payload.Part>> read(String text, String contentType) {
        Optional<String> boundary = parameter(contentType, "boundary").or(() -> firstLine(text));
        int named = contentType.toLowerCase(Locale.ROOT).indexOf("boundary=");
        boolean twice =
                named >= 0 && contentType.indexOf("oundary=", named + 2) >= 0
                        || contentType.contains("oundary*");
        if (boundary.isEmpty() || twice) {
            return Optional.empty();
        }
        String delimiter = "--" + boundary.get();
        List<Payload.Part> parts = new ArrayList<>();
        int at = text.startsWith(delimiter) ? 0 : next(text, delimiter, 0);
        if (at < 0) {
            return Optional.empty();
        }
        while (!text.startsWith("--", at + delimiter.length())) {
            int start = text.indexOf('\n', at);
            int end = start < 0 ? -1 : next(text, delimiter, start);
            if (end < 0 || parts.size() >= MOST_PARTS) {
                return Optional.empty();
            }
            Payload.Part part = part(text.substring(start + 1, Math.max(start + 1, end)));
            if (part.headers().size() > MOST_HEADERS || isCoded(part)) {
                return Optional.empty();
            }
            parts.add(part);
            at = end + (text.charAt(end) == '\r' ? 2 : 1);
        }
        // Some servers read on behind the end.
        return next(text, delimiter, at + delimiter.length()) < 0
                ? Optional.of(parts)
                : Optional.empty();
    }

    /** A field, or a request, in base64 or quoted-printable: some servers decode it. */
    private static boolean isCoded(Payload.Part part) {
        String coding = part.header("content-transfer-encoding").toLowerCase(Locale.ROOT);
        boolean plain = coding.isEmpty() || PLAIN.contains(coding);
        boolean file = part.header("content-disposition").contains("filename");
        return !plain && !file;
    }

    private static final List<String> PLAIN = List.of("7bit", "8bit", "binary");

    /**
     * Where the line break before the next delimiter stands; -1 where there is none. A line that
     * merely begins like one belongs to the part ({@code --x} of SQL is a comment).
     */
    private static int next(String text, String delimiter, int from) {
        int at = text.indexOf("\n" + delimiter, from);
        while (at >= 0 && !ends(text, at + 1 + delimiter.length())) {
            at = text.indexOf("\n" + delimiter, at + 1);
        }
        return at > 0 && at > from && text.charAt(at - 1) == '\r' ? at - 1 : at;
    }

    private static boolean ends(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at >= text.length()
                || text.charAt(at) == '\n'
                || text.charAt(at) == '\r'
                || text.startsWith("--", from);
    }

    private static Payload.Part part(String text) {
        List<Field> headers = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String written = end < 0 ? text.substring(at) : text.substring(at, end);
            String line = written.strip();
            at = end < 0 ? text.length() : end + 1;
            if (line.isEmpty()) {
                break;
            }
            boolean folded = written.charAt(0) == ' ' || written.charAt(0) == '\t';
            if (folded && !headers.isEmpty()) {
                Field before = headers.remove(headers.size() - 1);
                headers.add(new Field(before.name(), before.value() + " " + line));
                continue;
            }
            int colon = line.indexOf(':');
            if (colon > 0 && headers.size() <= MOST_HEADERS) {
                headers.add(
                        new Field(
                                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                                line.substring(colon + 1).strip()));
            }
        }
        return new Payload.Part(headers, text.substring(at));
    }

    /** A body that begins with its delimiter tells the boundary itself. */
    private static Optional<String> firstLine(String text) {
        if (!text.startsWith("--")) {
            return Optional.empty();
        }
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).strip();
        return line.length() > 2 && line.length() <= 202
                ? Optional.of(line.substring(2))
                : Optional.empty();
    }

    /** A parameter of a header value: {@code form-data; name="x"}, or {@code name*=UTF-8''x}. */
    static Optional<String> parameter(String value, String name) {
        Optional<String> plain = written(value, name);
        if (plain.isPresent() || value.indexOf('*') < 0) {
            return plain;
        }
        return written(value, name + "*")
                .flatMap(v -> Percent.decoded(v.substring(v.lastIndexOf('\'') + 1), false));
    }

    /** All values that such a parameter is given, with and without what a backslash marks. */
    static List<String> parameters(String value, String name) {
        List<String> found = new ArrayList<>();
        parameter(value, name).ifPresent(found::add);
        String lower = value.toLowerCase(Locale.ROOT);
        int last = lower.lastIndexOf(name + "=");
        boolean whole = last > 0 && "; \t".indexOf(lower.charAt(last - 1)) >= 0;
        if (whole) {
            written(value.substring(last), name)
                    .filter(v -> !found.contains(v))
                    .ifPresent(found::add);
        }
        for (String written : List.copyOf(found)) {
            if (written.indexOf('\\') >= 0) {
                found.add(written.replace("\\", ""));
            }
        }
        return found;
    }

    private static Optional<String> written(String value, String name) {
        String lower = value.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(name + "=");
        while (at > 0 && "; \t".indexOf(lower.charAt(at - 1)) < 0) {
            at = lower.indexOf(name + "=", at + 1);
        }
        if (at < 0) {
            return Optional.empty();
        }
        int start = at + name.length() + 1;
        if (start < value.length() && value.charAt(start) == '"') {
            int end = value.indexOf('"', start + 1);
            return end < 0 ? Optional.empty() : Optional.of(value.substring(start + 1, end));
        }
        int end = value.indexOf(';', start);
        String found = (end < 0 ? value.substring(start) : value.substring(start, end)).strip();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }
}
