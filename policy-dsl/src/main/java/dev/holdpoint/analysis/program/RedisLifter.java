package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.analysis.program.CodeTokens.Token;
import dev.holdpoint.effect.Verb;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Redis commands, as arguments, on standard input and in the Lua that {@code EVAL} has the server
 * run. The table is the resource {@code redis}.
 */
final class RedisLifter implements Lifter {

    /** Names under which Lua calls the server, and those that stand for its whole name table. */
    private static final List<String> SERVER = List.of("redis", "server", "_G", "_ENV");

    private static final List<String> COMPUTING =
            List.of("load", "loadstring", "dofile", "getfenv", "setmetatable", "rawget");

    private final Map<String, String> kinds = new HashMap<>();

    RedisLifter() {
        for (String line : Catalog.resource("redis").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            int colon = line.indexOf(':');
            for (String command : line.substring(colon + 1).strip().split(" +", -1)) {
                kinds.put(command, line.substring(0, colon));
            }
        }
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        draft.target("database");
        Verb verb =
                call.has("cluster")
                        ? cluster(call.argument(0).orElse(""))
                        : call.has("eval") ? file(call) : commands(call, draft);
        if (verb == Verb.UNKNOWN) {
            draft.hidden("a command or script that could not be read").add();
        } else {
            draft.verb(verb).add();
        }
    }

    private static Verb cluster(String sub) {
        return switch (sub) {
            case "check", "info", "help" -> Verb.READ;
            case "create", "reshard" -> Verb.DESTROY;
            default -> sub.startsWith("del-") ? Verb.DESTROY : Verb.WRITE;
        };
    }

    /** {@code --eval FILE}: a script that lies here. */
    private Verb file(Call call) {
        return call.value("eval")
                .flatMap(f -> ScriptFiles.text(call.setting(), f))
                .map(this::script)
                .orElse(Verb.RUN);
    }

    private Verb commands(Call call, Draft draft) {
        if (!call.arguments().isEmpty()) {
            Verb verb = command(call.arguments());
            boolean more = call.has("x") || call.has("X"); // the last argument is on the input
            return more && verb == Verb.RUN ? Verb.UNKNOWN : verb;
        }
        Feed feed = Feed.of(call);
        if (feed instanceof Feed.Text t) {
            if (t.content().hasHole()) {
                draft.opaque();
            }
            Verb verb = Verb.READ;
            for (String line : t.content().rendering().split("\n", -1)) {
                List<Word> words = Start.split(line);
                if (!words.isEmpty()) {
                    verb = verb.or(command(words));
                }
            }
            return verb;
        }
        return feed instanceof Feed.Hidden
                ? Verb.UNKNOWN
                : feed instanceof Feed.File ? Verb.RUN : Verb.READ;
    }

    private Verb command(List<Word> words) {
        Optional<String> first = words.get(0).literal();
        if (first.isEmpty()) {
            return Verb.UNKNOWN;
        }
        String name = first.get().toUpperCase(Locale.ROOT);
        String second = words.size() > 1 ? words.get(1).rendering().toUpperCase(Locale.ROOT) : "";
        String two = kinds.get(name + "/" + second);
        return switch (two == null ? kinds.getOrDefault(name, "write") : two) {
            case "destroy" -> Verb.DESTROY;
            case "grant" -> Verb.GRANT;
            case "read" -> Verb.READ;
            case "script" ->
                    words.size() > 1
                            ? script(words.get(two == null ? 1 : words.size() - 1))
                            : Verb.READ;
            case "stored" -> Verb.UNKNOWN;
            default -> Verb.WRITE;
        };
    }

    /** The gravest of the commands that the Lua calls; unknown where it computes which. */
    private Verb script(Word code) {
        if (code.hasHole()) {
            return Verb.UNKNOWN;
        }
        List<Token> tokens = CodeTokens.of(code.rendering(), "lua");
        Verb verb = Verb.RUN;
        for (int i = 0; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            if (t.type() != CodeTokens.Type.NAME) {
                continue;
            }
            if (SERVER.contains(t.text()) || COMPUTING.contains(t.text())) {
                return Verb.UNKNOWN; // redis['call'], local r = redis
            }
            if (t.text().endsWith(".call") || t.text().endsWith(".pcall")) {
                int at = i + 1 < tokens.size() && tokens.get(i + 1).is("(") ? i + 2 : i + 1;
                boolean known =
                        at < tokens.size()
                                && tokens.get(at).type() == CodeTokens.Type.TEXT
                                && (at + 1 == tokens.size() || !tokens.get(at + 1).is("."));
                if (!known) {
                    return Verb.UNKNOWN;
                }
                verb = verb.or(command(CommandReader.words(tokens.get(at).text())));
            }
        }
        return verb;
    }
}
