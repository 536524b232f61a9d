package dev.holdpoint.analysis.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs that turn text into another alphabet and back: what attackers hide commands with. */
final class Encodings {

    private Encodings() {}

    static Filters.@Nullable Filter base64(List<String> arguments) {
        boolean decode = false;
        int wrap = 76;
        List<String> files = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String a = arguments.get(i);
            switch (a) {
                case "-d", "-D", "--decode", "-di", "-id" -> decode = true;
                case "-i", "--ignore-garbage" -> {
                    // What is no base64 is left out below in any case.
                }
                case "-w", "--wrap" ->
                        wrap = ++i < arguments.size() ? Filters.whole(arguments.get(i)) : -1;
                default -> {
                    if (a.startsWith("-w")) {
                        wrap = Filters.whole(a.substring(2));
                    } else if (a.startsWith("--wrap=")) {
                        wrap = Filters.whole(a.substring(7));
                    } else if (a.startsWith("--d")) {
                        decode = true;
                    } else if (a.startsWith("-") && a.length() > 1) {
                        return null;
                    } else {
                        files.add(a);
                    }
                }
            }
        }
        if (wrap < 0) {
            return null;
        }
        int width = wrap;
        return decode
                ? Filters.on(files, Encodings::decoded)
                : Filters.on(files, t -> encoded(t, width));
    }

    private static @Nullable String decoded(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r' && c != ' ') {
                clean.append(c);
            }
        }
        try {
            return Escapes.decode(
                    Base64.getDecoder()
                            .decode(clean.toString().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encoded(String text, int width) {
        String s = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        if (width == 0) {
            return s;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < s.length(); i += width) {
            out.append(s, i, Math.min(s.length(), i + width)).append('\n');
        }
        return out.toString();
    }

    static Filters.@Nullable Filter openssl(List<String> arguments) {
        if (arguments.isEmpty()) {
            return null;
        }
        List<String> rest = new ArrayList<>(arguments);
        boolean enc = rest.remove("enc");
        enc = rest.remove("base64") || enc;
        rest.remove("-base64");
        rest.remove("-a");
        rest.remove("-A");
        boolean decode = rest.remove("-d");
        boolean known =
                enc
                        && rest.isEmpty()
                        && (arguments.get(0).equals("base64")
                                || arguments.contains("-base64")
                                || arguments.contains("-a"));
        return !known
                ? null
                : decode
                        ? Filters.on(List.of(), Encodings::decoded)
                        : Filters.on(List.of(), t -> encoded(t, 64));
    }

    static Filters.@Nullable Filter xxd(Filters.Arguments a) {
        boolean plain = a.has('p');
        if (!plain || !a.only("rp") || a.rest().size() > 1) {
            return null;
        }
        if (!a.has('r')) {
            return Filters.on(
                    a.rest(),
                    t -> {
                        StringBuilder hex = new StringBuilder();
                        for (byte b : t.getBytes(StandardCharsets.UTF_8)) {
                            hex.append(String.format("%02x", b));
                        }
                        StringBuilder out = new StringBuilder();
                        for (int i = 0; i < hex.length(); i += 60) {
                            out.append(hex, i, Math.min(hex.length(), i + 60)).append('\n');
                        }
                        return out.toString();
                    });
        }
        return Filters.on(
                a.rest(),
                t -> {
                    byte[] bytes = new byte[t.length() / 2 + 1];
                    int n = 0;
                    int high = -1;
                    for (int i = 0; i < t.length(); i++) {
                        int d = Character.digit(t.charAt(i), 16);
                        if (d < 0) {
                            continue;
                        }
                        if (high < 0) {
                            high = d;
                        } else {
                            bytes[n++] = (byte) (high * 16 + d);
                            high = -1;
                        }
                    }
                    return Escapes.decode(Arrays.copyOf(bytes, n));
                });
    }
}
