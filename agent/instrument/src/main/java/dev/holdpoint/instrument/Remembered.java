package dev.holdpoint.instrument;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects of the application, for as long as they live. By identity: that two
 * requests or statements are equal does not make them one. Thread-safe.
 */
final class Remembered<V> {

    private final ConcurrentHashMap<Object, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    @Nullable V get(Object object) {
        return values.get(new Probe(object));
    }

    void put(Object object, V value) {
        forgetTheGone();
        values.put(new Key(object, gone), value);
    }

    /** The value that is there already, or null when this one was put. */
    @Nullable V putIfAbsent(Object object, V value) {
        forgetTheGone();
        return values.putIfAbsent(new Key(object, gone), value);
    }

    private void forgetTheGone() {
        Reference<?> reference = gone.poll();
        while (reference != null) {
            values.remove(reference);
            reference = gone.poll();
        }
    }

    /** Equal to itself, and to any key or probe of the same living object. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> queue) {
            super(object, queue);
            hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Object mine = get();
            return mine != null && other instanceof Key key && key.get() == mine;
        }
    }

    /** A key to look up with, which no collector needs to watch. */
    private static final class Probe {
        private final Object object;

        Probe(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        @SuppressWarnings("EqualsUnsafeCast") // only ever compared with keys
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.get() == object;
        }
    }
}
