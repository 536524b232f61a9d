package dev.holdpoint.analysis;

import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was read of equal process starts. Only readings that looked at no file are kept: what a
 * script or a link says may change between two equal operations. Bounded: two generations of at
 * most {@value #MOST} readings; what is not asked for again during a generation is forgotten.
 * Thread-safe.
 */
final class Memory {

    static final int MOST = 2_048;

    /** Characters of a command that is worth remembering. */
    private static final int LONGEST = 4_096;

    private record Key(Operation.Exec operation, Surroundings surroundings) {}

    private volatile Map<Key, Reading> young = new ConcurrentHashMap<>();
    private volatile Map<Key, Reading> old = Map.of();

    Optional<Reading> recall(Operation.Exec operation, Surroundings surroundings) {
        Key key = new Key(operation, surroundings);
        Reading reading = young.get(key);
        if (reading == null) {
            reading = old.get(key);
            if (reading != null) {
                keep(key, reading);
            }
        }
        return Optional.ofNullable(reading);
    }

    void remember(Operation.Exec operation, Surroundings surroundings, Reading reading) {
        int length = 0;
        for (String word : operation.argv()) {
            length += word.length();
        }
        if (length <= LONGEST) {
            keep(new Key(operation, surroundings), reading);
        }
    }

    private void keep(Key key, Reading reading) {
        if (young.size() >= MOST) {
            turn();
        }
        young.put(key, reading);
    }

    private synchronized void turn() {
        if (young.size() >= MOST) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
