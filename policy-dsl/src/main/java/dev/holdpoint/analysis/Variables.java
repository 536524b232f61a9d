package dev.holdpoint.analysis;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The environment of a command, unmodifiable. Its names come from whoever wrote the command, and
 * {@code Map.copyOf} takes quadratic time for names that were chosen to have one hash; this takes
 * none but that of a {@code HashMap}, which sorts such names.
 */
public final class Variables extends AbstractMap<String, Word> {

    private final Map<String, Word> words;

    private Variables(Map<String, Word> words) {
        this.words = words;
    }

    /** A copy, unless it is one already. */
    public static Map<String, Word> of(Map<String, Word> words) {
        if (words instanceof Variables) {
            return words;
        }
        return words.isEmpty()
                ? Map.of()
                : new Variables(Collections.unmodifiableMap(new HashMap<>(words)));
    }

    @Override
    public int size() {
        return words.size();
    }

    @Override
    public @Nullable Word get(Object name) {
        return words.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return words.containsKey(name);
    }

    @Override
    public Set<Entry<String, Word>> entrySet() {
        return words.entrySet();
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Word> taker) {
        words.forEach(taker);
    }
}
