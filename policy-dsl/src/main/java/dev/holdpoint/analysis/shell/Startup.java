package dev.holdpoint.analysis.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Programs that print what a shell is to evaluate as it starts: {@code source <(kubectl completion
 * bash)}, {@code eval "$(direnv hook bash)"}. What they print comes with the program and is as
 * trustworthy as the program itself, which runs as well. The resource {@code startup} lists them
 * with the arguments that have them do so and nothing else.
 */
final class Startup {

    private static final Set<String> SHELLS = Set.of("bash", "zsh", "sh", "ksh", "posix");

    private static final Map<String, List<List<String>>> FORMS = forms();

    private Startup() {}

    private static Map<String, List<List<String>>> forms() {
        Map<String, List<List<String>>> forms = new HashMap<>();
        for (String line : resource().split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (line.startsWith("//") || colon < 0) {
                continue;
            }
            List<List<String>> all = new ArrayList<>();
            for (String form : line.substring(colon + 2).split("\\|", -1)) {
                String words = form.strip();
                all.add(words.isEmpty() ? List.of() : List.of(words.split(" +", -1)));
            }
            for (String program : line.substring(0, colon).split(", *", -1)) {
                forms.computeIfAbsent(program, p -> new ArrayList<>()).addAll(all);
            }
        }
        return forms;
    }

    private static String resource() {
        try (InputStream in = Startup.class.getResourceAsStream("startup")) {
            if (in == null) {
                throw new IllegalStateException("the resource startup is not bundled");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the program, with those arguments, prints what a shell is to evaluate. */
    static boolean prints(String program, List<String> arguments) {
        for (List<String> form : FORMS.getOrDefault(program, List.of())) {
            if (matches(form, arguments)) {
                return true;
            }
        }
        return false;
    }

    /** Whether that is all there is of a text. */
    static boolean isAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != Gap.STARTUP.text().charAt(0) && !Character.isWhitespace(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(List<String> form, List<String> arguments) {
        if (form.size() != arguments.size()) {
            return false;
        }
        for (int i = 0; i < form.size(); i++) {
            String expected = form.get(i);
            String given = arguments.get(i);
            int at = expected.indexOf("SHELL");
            boolean same =
                    at >= 0
                            ? given.startsWith(expected.substring(0, at))
                                    && given.endsWith(expected.substring(at + 5))
                                    && given.length() >= expected.length() - 5
                                    && SHELLS.contains(
                                            given.substring(
                                                    at,
                                                    given.length() - (expected.length() - at - 5)))
                            : expected.equals("NAME") ? isName(given) : expected.equals(given);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }
}
