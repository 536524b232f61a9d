package dev.holdpoint.analysis.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one text leaves behind for what follows: constants, prepared statements. Shared by the
 * walkers of a text and of all texts inside it. Most texts leave nothing, and no map is made.
 */
final class Session {

    private Map<String, String> constants = Map.of();

    /** What the statements do that were prepared; made when one is. */
    private Map<String, Findings.Deed> prepared = Map.of();

    Findings.Deed triggered = Findings.Deed.NOTHING;

    /** The variables that hold a setting of the server as it was. */
    private Set<String> modes = Set.of();

    /** A branch, a loop or a jump has been seen: what follows may or may not happen. */
    boolean branched;

    /** The variables that hold a constant, by {@link Constants#key}. */
    Map<String, String> constants() {
        return constants;
    }

    void remember(String variable, String value) {
        constants = constants.isEmpty() ? new HashMap<>() : constants;
        constants.put(variable, value);
    }

    void forget(String variable) {
        if (!constants.isEmpty()) {
            constants.remove(variable);
        }
    }

    void forgetAll() {
        constants = Map.of();
    }

    /** Notes whether a variable holds the value that a setting of the server has. */
    void holdsSetting(String variable, boolean holds) {
        if (holds) {
            modes = modes.isEmpty() ? new HashSet<>() : modes;
            modes.add(variable);
        } else if (!modes.isEmpty()) {
            modes.remove(variable);
        }
    }

    boolean holdsSetting(String variable) {
        return modes.contains(variable);
    }

    /** Keeps what a prepared statement does. */
    void prepare(String name, Findings.Deed deed) {
        prepared = prepared.isEmpty() ? new HashMap<>() : prepared;
        prepared.put(name, deed);
    }

    /** What the statement does that was prepared by that name in this text, if one was. */
    Findings.@Nullable Deed prepared(String name) {
        return prepared.get(name);
    }
}
