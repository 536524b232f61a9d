package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Code that a command's environment brings along, before and beside what the program itself does:
 * libraries that are loaded, modules, options that load them, command lines for a shell, a search
 * path that begins in a place where anybody may leave a program. The resource {@code variables}
 * lists them. Immutable.
 *
 * <p>What lies in a directory of the system is as trustworthy as the program that loads it. Options
 * that tune and load nothing ({@code -Xmx1g}, {@code --max-old-space-size}) are no code.
 */
final class Hooks {

    private enum What {
        LIBRARY,
        MODULES,
        SCRIPT,
        PAGER,
        OPTIONS
    }

    private static final List<String> SYSTEM =
            List.of("/usr/", "/lib/", "/lib64/", "/opt/", "/etc/", "/nix/store/", "/System/");

    private final Map<String, What> kinds = new HashMap<>();
    private final List<String> loading = new ArrayList<>();

    private Hooks() {}

    static Hooks bundled() {
        Hooks hooks = new Hooks();
        for (String line : Catalog.resource("variables").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            int colon = line.indexOf(':');
            String kind = line.substring(0, colon);
            for (String name : line.substring(colon + 1).strip().split(" +", -1)) {
                if (kind.equals("loading")) {
                    hooks.loading.add(name);
                } else {
                    hooks.kinds.put(name, What.valueOf(kind.toUpperCase(Locale.ROOT)));
                }
            }
        }
        return hooks;
    }

    /** Tells what the variables of the command bring along. */
    void read(Setting setting) {
        Map<String, Word> variables = setting.command().variables();
        if (variables.isEmpty()) {
            return;
        }
        variables.forEach((name, value) -> read(name, value, setting));
    }

    private void read(String name, Word value, Setting setting) {
        if (value.parts().isEmpty()) {
            return;
        }
        if (name.equals("PATH")) {
            searchPath(value, setting);
            return;
        }
        What what = kinds.get(name);
        if (what == null) {
            return;
        }
        boolean hidden =
                switch (what) {
                    case LIBRARY -> !ofTheSystem(value, ":; ");
                    case MODULES -> !ofTheSystem(value, ":;,") && !saysNone(value);
                    case OPTIONS -> loads(value);
                    case PAGER -> types(value.rendering());
                    case SCRIPT -> {
                        script(name, value, setting);
                        yield false;
                    }
                };
        if (hidden) {
            tell(setting, Verb.UNKNOWN, name + " has the program run code that was not read");
        }
    }

    /** An entry that is relative or temporary may hold a program of any name. */
    private static void searchPath(Word value, Setting setting) {
        String first = value.prefix();
        boolean own = first.startsWith(".") || first.startsWith("/tmp/") || first.equals("/tmp");
        boolean inherited = value.hasHole() && first.isEmpty();
        boolean named = setting.command().words().get(0).prefix().indexOf('/') >= 0;
        if (own && !inherited && !named) {
            tell(setting, Verb.RUN, "PATH begins where anybody may leave a program");
        }
    }

    private static void tell(Setting setting, Verb verb, String why) {
        Effect.Builder b = Effect.of(Kind.EXEC).verb(verb).parent(setting.parent()).summary(why);
        if (verb == Verb.UNKNOWN) {
            b.opaque();
        }
        setting.inquiry().add(b.build());
    }

    /** A command line for a shell; it starts without the variables that start scripts. */
    private void script(String name, Word value, Setting setting) {
        Word text = value;
        if (name.startsWith("LESS")) {
            String prefix = value.prefix();
            int from = 0;
            while (from < prefix.length()
                    && (prefix.charAt(from) == '|' || prefix.charAt(from) == '-')) {
                from++;
            }
            text = from > 0 ? CallParser.suffix(value, from) : value;
        }
        if (saysNone(text)) {
            return;
        }
        Command c = setting.command();
        Map<String, Word> others = new HashMap<>(c.variables());
        Set<String> mine = new HashSet<>(others.keySet());
        mine.removeIf(n -> kinds.get(n) == null);
        others.keySet().removeAll(mine);
        others.remove("PATH");
        setting.inquiry()
                .script(
                        new Script(
                                text,
                                List.of(),
                                c.cwd(),
                                others,
                                new Command.Input.Inherited(),
                                "sh"),
                        setting.parent());
    }

    /** {@code BROWSER=none}, {@code GIT_CONFIG_GLOBAL=/dev/null}. */
    private static boolean saysNone(Word value) {
        Optional<String> text = value.literal();
        return text.isPresent()
                && switch (text.get()) {
                    case "", "0", "1", "none", "false", "true", ":", "/dev/null" -> true;
                    default -> false;
                };
    }

    /** Whether every entry lies where only the system's own administrator writes. */
    private static boolean ofTheSystem(Word value, String separators) {
        Optional<String> text = value.literal();
        if (text.isEmpty() || text.get().contains("..")) {
            return false;
        }
        for (String entry : cut(text.get(), separators)) {
            if (SYSTEM.stream().noneMatch(entry::startsWith)) {
                return false;
            }
        }
        return true;
    }

    /** {@code LESS='-R +!cmd'}. */
    private static boolean types(String options) {
        for (int plus = options.indexOf('+'); plus >= 0; plus = options.indexOf('+', plus + 1)) {
            int at = plus + 1;
            if (at < options.length() && "!#|".indexOf(options.charAt(at)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean loads(Word value) {
        if (value.literal().isEmpty()) {
            return true; // $NODE_OPTIONS itself is expanded where it is known
        }
        for (String option : cut(value.literal().get(), " \t\n|")) {
            for (String pattern : loading) {
                if (Globs.matches(pattern, option)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> cut(String text, String separators) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
                if (i > from) {
                    pieces.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return pieces;
    }
}
