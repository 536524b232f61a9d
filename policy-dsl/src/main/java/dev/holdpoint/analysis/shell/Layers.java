package dev.holdpoint.analysis.shell;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Names with values, changed in layers: a way through a branch, or a subshell, is a layer over what
 * was before, so that forking costs nothing and joining costs what was changed.
 */
final class Layers<V> {

    private final @Nullable Layers<V> below;
    private @Nullable Map<String, V> own;

    Layers(@Nullable Layers<V> below) {
        this.below = below;
    }

    @Nullable V get(String name) {
        for (Layers<V> l = this; l != null; l = l.below) {
            if (l.own != null) {
                V v = l.own.get(name);
                if (v != null) {
                    return v;
                }
            }
        }
        return null;
    }

    void put(String name, V value) {
        if (own == null) {
            own = new HashMap<>();
        }
        own.put(name, value);
    }

    /** What this layer changed. */
    Set<String> changed() {
        return own == null ? Set.of() : own.keySet();
    }

    /** Every name with its value. */
    void each(BiConsumer<String, V> taker) {
        Set<String> seen = null;
        for (Layers<V> l = this; l != null; l = l.below) {
            if (l.own == null) {
                continue;
            }
            if (seen == null && l.below == null) {
                l.own.forEach(taker);
                return;
            }
            seen = seen == null ? new HashSet<>() : seen;
            for (Map.Entry<String, V> e : l.own.entrySet()) {
                if (seen.add(e.getKey())) {
                    taker.accept(e.getKey(), e.getValue());
                }
            }
        }
    }

    /** All names in all layers. */
    Set<String> names() {
        Set<String> all = Set.of();
        for (Layers<V> l = this; l != null; l = l.below) {
            if (l.own != null) {
                all = all.isEmpty() ? new TreeSet<>() : all;
                all.addAll(l.own.keySet());
            }
        }
        return all;
    }
}
