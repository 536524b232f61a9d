package dev.holdpoint.dist.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options of the agent: {@code name=value} pairs, divided by commas, after {@code
 * -javaagent:holdpoint.jar=}; each also as a variable of the environment, {@code HOLDPOINT_POLICY}
 * for {@code policy}, which the option overrides.
 */
final class Options {

    private static final List<String> NAMES =
            List.of(
                    "policy",
                    "store",
                    "record",
                    "audit",
                    "agent",
                    "session",
                    "mode",
                    "key",
                    "deployment",
                    "runners");

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException with a message for people, if one is not known, has no value
     *     or stands there twice
     */
    static Options of(String text, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < text.length()) {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            String option = text.substring(at, end);
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no option `" + name + "`; there are " + NAMES);
            }
            if (equals < 0 || equals == option.length() - 1) {
                throw new IllegalArgumentException("the option `" + name + "` needs a value");
            }
            if (values.put(name, option.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("the option `" + name + "` is given twice");
            }
            at = end + 1;
        }
        for (String name : NAMES) {
            String value = environment.get("HOLDPOINT_" + name.toUpperCase(Locale.ROOT));
            if (value != null && !value.isEmpty() && !values.containsKey(name)) {
                values.put(name, value);
            }
        }
        return new Options(values);
    }

    /** Whether there is nothing that could be missing, unreadable or wrong. */
    boolean namesNoFile() {
        return !values.containsKey("policy")
                && !values.containsKey("store")
                && !values.containsKey("audit")
                && !values.containsKey("record")
                && !values.containsKey("key")
                && !values.containsKey("runners");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * Whether denials are only recorded.
     *
     * @throws IllegalArgumentException if the mode is neither
     */
    boolean observing() {
        String mode = get("mode").orElse("enforce");
        if (!mode.equals("enforce") && !mode.equals("observe")) {
            throw new IllegalArgumentException(
                    "mode is `enforce` or `observe`, and not `" + mode + "`");
        }
        return mode.equals("observe");
    }
}
