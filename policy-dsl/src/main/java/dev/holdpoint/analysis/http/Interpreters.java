package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How code that is sent somewhere to be run would be run here: the command line of its language's
 * interpreter, which the program room reads; and what code is that comes encoded.
 */
final class Interpreters {

    /** How the interpreter of a language is called for code in an argument. */
    private static final Map<String, List<String>> CALLS =
            Map.ofEntries(
                    Map.entry("python", List.of("python3", "-c")),
                    Map.entry("py", List.of("python3", "-c")),
                    Map.entry("ipython", List.of("python3", "-c")),
                    Map.entry("jupyter", List.of("python3", "-c")),
                    Map.entry("javascript", List.of("node", "-e")),
                    Map.entry("js", List.of("node", "-e")),
                    Map.entry("node", List.of("node", "-e")),
                    Map.entry("nodejs", List.of("node", "-e")),
                    Map.entry("deno", List.of("node", "-e")),
                    Map.entry("bun", List.of("node", "-e")),
                    Map.entry("typescript", List.of("node", "-e")),
                    Map.entry("ts", List.of("node", "-e")),
                    Map.entry("ruby", List.of("ruby", "-e")),
                    Map.entry("perl", List.of("perl", "-e")),
                    Map.entry("php", List.of("php", "-r")),
                    Map.entry("lua", List.of("lua", "-e")),
                    Map.entry("r", List.of("Rscript", "-e")),
                    Map.entry("groovy", List.of("groovy", "-e")),
                    Map.entry("applescript", List.of("osascript", "-e")),
                    Map.entry("powershell", List.of("pwsh", "-Command")),
                    Map.entry("pwsh", List.of("pwsh", "-Command")),
                    Map.entry("bash", List.of("bash", "-c")),
                    Map.entry("zsh", List.of("bash", "-c")),
                    Map.entry("sh", List.of("sh", "-c")),
                    Map.entry("shell", List.of("sh", "-c")));

    /** Encodings that leave a text as it is. */
    private static final Set<String> PLAIN =
            Set.of(
                    "",
                    "utf-8",
                    "utf8",
                    "ascii",
                    "us-ascii",
                    "plain",
                    "text",
                    "identity",
                    "none",
                    "no",
                    "off",
                    "0",
                    "raw",
                    "latin1",
                    "iso-8859-1",
                    "false",
                    "null");

    private static final List<String> ENDINGS = List.of("base64", "b64", "encoded");

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "y", "on");

    private Interpreters() {}

    /** Whether there is an interpreter for a language of that name. */
    static boolean know(String language) {
        return CALLS.containsKey(plain(language));
    }

    /**
     * The language of code that nobody names, where it cannot well be another: by what its first
     * lines load, and by the line that names its interpreter.
     */
    static Optional<String> guessed(String code) {
        if (code.startsWith("#!")) {
            int end = code.indexOf('\n');
            String line = end < 0 ? code : code.substring(0, end);
            for (String word : line.substring(2).strip().split("\\s+", MOST_WORDS)) {
                // #!/usr/bin/env -S python3 -u
                if (know(word)) {
                    return Optional.of(word);
                }
            }
        }
        for (int at = 0; at >= 0; ) {
            int end = code.indexOf('\n', at);
            String line = code.substring(at, end < 0 ? code.length() : end);
            String text = line.length() > MOST_LINE ? line.substring(0, MOST_LINE) : line;
            if (text.contains("require(") || text.startsWith("const ")) {
                return Optional.of("javascript");
            }
            if (importsAsPython(text.stripTrailing())) {
                return Optional.of("python");
            }
            at = end < 0 ? -1 : end + 1;
        }
        return Optional.empty();
    }

    /** Java's imports end in a semicolon, and JavaScript's name a text. */
    private static boolean importsAsPython(String line) {
        if (line.startsWith("from ")) {
            return line.contains(" import ") && !line.endsWith(";");
        }
        return line.startsWith("import ")
                && line.length() > 7
                && Character.isLetter(line.charAt(7))
                && !line.endsWith(";")
                && !line.contains(" from \"")
                && !line.contains(" from '");
    }

    /** Words of a first line; systems part it into fewer. */
    private static final int MOST_WORDS = 20;

    /** Letters of a line that are looked at: what is loaded stands at its beginning. */
    private static final int MOST_LINE = 400;

    /** The first of the words that names a language. */
    static Optional<String> among(Collection<String> words) {
        return words.stream().filter(CALLS::containsKey).findFirst();
    }

    /** The command line that runs the code; empty where nobody knows the language. */
    static Optional<Operation> run(String language, String code) {
        List<String> call = CALLS.getOrDefault(plain(language), List.of());
        if (call.isEmpty()) {
            return Optional.empty();
        }
        List<String> argv = new ArrayList<>(call);
        argv.add(code);
        return Optional.of(exec(argv));
    }

    static Operation shell(String script) {
        return exec(List.of("sh", "-c", script));
    }

    static Operation exec(List<String> argv) {
        return new Operation.Exec(argv, Optional.empty(), Map.of(), true, Body.EMPTY);
    }

    /**
     * A program and its words, each in a member of its own: {@code {"command": "bash", "args":
     * ["-c", "…"]}}. Where one of the two is a line it is all a line for a shell, in which some
     * servers quote the words and others do not.
     */
    static List<Operation> apart(Json object) {
        Optional<Json> rest = rest(object);
        if (rest.isEmpty()) {
            return List.of(); // most objects, of which there may be many
        }
        Optional<String> program =
                PROGRAM.stream().flatMap(p -> object.text(p).stream()).findFirst();
        if (program.filter(p -> !p.isBlank()).isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        rest.get().items().forEach(w -> w.scalar().ifPresent(words::add));
        String first = program.get();
        if (rest.get() instanceof Json.Items && first.indexOf(' ') < 0) {
            words.add(0, first);
            return List.of(exec(words));
        }
        rest.get().asText().ifPresent(words::add);
        Operation joined = shell(first + " " + String.join(" ", words));
        return rest.get() instanceof Json.Items && words.stream().anyMatch(w -> w.indexOf(' ') >= 0)
                ? List.of(joined, shell(first + " " + quoted(words)))
                : List.of(joined);
    }

    private static Optional<Json> rest(Json object) {
        Map<String, Json> members = object.members();
        for (String name : REST) {
            Json rest = members.get(name);
            if (rest != null && !(rest instanceof Json.Members)) {
                return Optional.of(rest);
            }
        }
        return Optional.empty();
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(w -> "'" + w.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** What a program is called that stands apart from its words. */
    private static final List<String> PROGRAM =
            List.of("command", "cmd", "program", "executable", "binary", "exec");

    /** What those are called. */
    static final List<String> REST = List.of("args", "arguments", "argv", "parameters");

    /** {@code /bin/bash}, {@code Python 3.11} and {@code python3} without what is no name. */
    private static String plain(String language) {
        String name = language.substring(language.lastIndexOf('/') + 1);
        int end = 0;
        while (end < name.length() && Character.isLetter(name.charAt(end))) {
            end++;
        }
        return name.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /** What is said of how the texts in an object are encoded; empty where they are plain. */
    static Optional<String> encoding(Json object) {
        for (Map.Entry<String, Json> e : object.members().entrySet()) {
            if (!maySayHow(e.getKey())) {
                continue;
            }
            String key = e.getKey().toLowerCase(Locale.ROOT);
            boolean named = key.contains("encoding");
            boolean flagged = key.contains("encoded") || key.contains("64");
            Optional<String> value =
                    e.getValue().scalar().map(v -> v.toLowerCase(Locale.ROOT).strip());
            boolean sentence = value.filter(v -> v.indexOf(' ') >= 0).isPresent();
            if (value.isEmpty() || sentence || !named && !flagged) {
                continue;
            }
            if (TRUE.contains(value.get())) {
                return Optional.of("base64");
            }
            if (named && !PLAIN.contains(value.get())) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** By letters alone, since every key passes here. */
    private static boolean maySayHow(String key) {
        for (int i = 0; i + 1 < key.length(); i++) {
            if (key.startsWith("64", i) || key.regionMatches(true, i, "encod", 0, 5)) {
                return true;
            }
        }
        return false;
    }

    /** The key without what says that its text is encoded: {@code script_base64}. */
    static String withoutEncoding(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        for (String ending : ENDINGS) {
            if (lower.endsWith(ending) && lower.length() > ending.length()) {
                String rest = lower.substring(0, lower.length() - ending.length());
                return rest.endsWith("_") || rest.endsWith("-")
                        ? rest.substring(0, rest.length() - 1)
                        : rest;
            }
        }
        return lower;
    }

    /** The text that is encoded so; empty where it is not, or not in Base64. */
    static Optional<String> decoded(String encoding, String text) {
        if (!encoding.startsWith("base64") && !ENDINGS.contains(encoding)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
            String plain =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return plain.isEmpty() || plain.indexOf('\0') >= 0
                    ? Optional.empty()
                    : Optional.of(plain);
        } catch (IllegalArgumentException | CharacterCodingException notSoCoded) {
            return Optional.empty();
        }
    }
}
