package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The line that people see of a command: short, and without the secrets that stand in it. */
final class Summary {

    private static final int LONGEST = 200;

    private static final List<String> VALUE_FOLLOWS =
            List.of(
                    "-u",
                    "--user",
                    "--password",
                    "--token",
                    "--api-key",
                    "--secret",
                    "--auth",
                    "--access-token",
                    "--bearer",
                    "-H",
                    "--header",
                    "--proxy-user",
                    "--pass");

    private Summary() {}

    static String of(List<Word> words, Optional<String> why) {
        StringBuilder s = new StringBuilder(80);
        if (why.isPresent()) {
            s.append(why.get()).append(": ");
        }
        boolean hide = false;
        for (Word w : words) {
            if (s.length() > LONGEST) {
                s.setLength(LONGEST);
                return s.append('…').toString();
            }
            int n = s.length();
            if (n > 0 && !(n > 1 && s.charAt(n - 1) == ' ' && s.charAt(n - 2) == ':')) {
                s.append(' ');
            }
            String text = w.rendering();
            s.append(hide ? hidden(text) : redacted(text));
            hide = VALUE_FOLLOWS.contains(text);
        }
        return s.toString();
    }

    /** Of a header only its name, of a user only the name, else nothing. */
    private static String hidden(String text) {
        int colon = text.indexOf(':');
        return colon > 0 ? text.substring(0, colon + 1) + " ***" : "***";
    }

    /** The word without what its own text marks as a credential. */
    static String redacted(String text) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            String name = text.substring(0, equals);
            String bare = name.startsWith("-") ? Option.bare(name) : name;
            String variable = bare.replace('-', '_');
            if (SecretFinder.isSecretName(variable)
                    || VALUE_FOLLOWS.contains("--" + bare.toLowerCase(Locale.ROOT))) {
                return name + "=***";
            }
        }
        int scheme = text.indexOf("://");
        int at = scheme < 0 ? -1 : text.indexOf('@', scheme);
        if (at > 0) {
            int colon = text.indexOf(':', scheme + 3);
            int slash = text.indexOf('/', scheme + 3);
            if (colon > 0 && colon < at && (slash < 0 || slash > at)) {
                return text.substring(0, colon + 1) + "***" + text.substring(at);
            }
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("authorization:") || lower.startsWith("-hauthorization:")) {
            return text.substring(0, text.indexOf(':') + 1) + " ***";
        }
        return text;
    }
}
