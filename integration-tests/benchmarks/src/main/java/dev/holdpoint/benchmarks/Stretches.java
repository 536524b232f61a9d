package dev.holdpoint.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts with stretches that are repeated until the text has a given length: the notation of {@code
 * worst-shell.txt} and {@code worst-sql.txt}.
 */
final class Stretches {

    static final char OPEN = '⟨';
    static final char CLOSE = '⟩';

    private Stretches() {}

    /** A line of the list at that length. */
    static String repeated(String line, int length) {
        int open = line.indexOf(OPEN);
        int close = line.indexOf(CLOSE);
        String before = unescaped(line.substring(0, open));
        String text = unescaped(line.substring(open + 1, close));
        String rest = line.substring(close + 1);
        int second = rest.indexOf(OPEN);
        if (second < 0) {
            String after = unescaped(rest);
            return before + fill(text, length - before.length() - after.length()) + after;
        }
        String inner = unescaped(rest.substring(0, second));
        String closing = unescaped(rest.substring(second + 1, rest.indexOf(CLOSE)));
        int times = (length - inner.length()) / (text.length() + closing.length());
        return before + text.repeat(times) + inner + closing.repeat(times);
    }

    static String fill(String text, int length) {
        StringBuilder s = new StringBuilder(length);
        boolean counts = text.indexOf('%') >= 0;
        for (int i = 0; ; i++) {
            String next = counts ? text.replace("%", Integer.toString(i)) : text;
            if (s.length() + next.length() > length) {
                return s.toString();
            }
            s.append(next);
        }
    }

    private static String unescaped(String text) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                s.append(c);
                continue;
            }
            char e = text.charAt(++i);
            if (e == 'u') {
                s.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                s.append(
                        switch (e) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            case 'r' -> '\r';
                            case '0' -> '\0';
                            default -> e;
                        });
            }
        }
        return s.toString();
    }

    /** The lines of a table beside this class. */
    static List<String> lines(String table) {
        try (InputStream in = Stretches.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IllegalStateException(table + " is not there");
            }
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
