package dev.holdpoint.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value, for the formats of this project: the session, the audit, requests and approvals.
 * Immutable. {@link #parse} reads it, {@link CanonicalJson#write} writes it.
 */
public sealed interface Json {

    Json NULL = new Null();

    record Null() implements Json {}

    record Bool(boolean value) implements Json {}

    record Text(String value) implements Json {}

    /** A whole number that a double can hold exactly, as I-JSON (RFC 7493) asks. */
    record Whole(long value) implements Json {
        static final long MOST = (1L << 53) - 1;

        public Whole {
            if (value > MOST || value < -MOST) {
                throw new IllegalArgumentException(value + " does not fit a double exactly");
            }
        }
    }

    /** Any other number. */
    record Real(double value) implements Json {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("JSON has no " + value);
            }
        }
    }

    record Arr(List<Json> elements) implements Json {
        public Arr {
            elements = List.copyOf(elements);
        }
    }

    /** Members in the order in which they were given; the canonical form sorts them. */
    record Obj(Map<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> get(String name) {
            return Optional.ofNullable(members.get(name));
        }

        /** The member of that name, if it is a text. */
        public Optional<String> text(String name) {
            return get(name).flatMap(v -> v instanceof Text t ? Optional.of(t.value) : none());
        }

        /** The member of that name, if it is a whole number. */
        public Optional<Long> whole(String name) {
            return get(name).flatMap(v -> v instanceof Whole w ? Optional.of(w.value) : none());
        }

        /** The member of that name, if it is an object. */
        public Optional<Obj> object(String name) {
            return get(name).flatMap(v -> v instanceof Obj o ? Optional.of(o) : none());
        }

        /** The elements of the member of that name, if it is an array. */
        public Optional<List<Json>> array(String name) {
            return get(name).flatMap(v -> v instanceof Arr a ? Optional.of(a.elements) : none());
        }

        /** This object with one member more, or another value for one that it has. */
        public Obj with(String name, Json value) {
            Map<String, Json> all = new LinkedHashMap<>(members);
            all.put(name, value);
            return new Obj(all);
        }

        /** This object without that member. */
        public Obj without(String name) {
            Map<String, Json> all = new LinkedHashMap<>(members);
            all.remove(name);
            return new Obj(all);
        }

        private static <T> Optional<T> none() {
            return Optional.empty();
        }
    }

    static Json text(String value) {
        return new Text(value);
    }

    static Json whole(long value) {
        return new Whole(value);
    }

    static Json bool(boolean value) {
        return new Bool(value);
    }

    static Json texts(Iterable<String> values) {
        List<Json> all = new java.util.ArrayList<>();
        values.forEach(v -> all.add(new Text(v)));
        return new Arr(all);
    }

    static Builder object() {
        return new Builder();
    }

    /**
     * Reads exactly one JSON value.
     *
     * @throws JsonException if the text is not JSON, has a duplicate name, is nested more than 64
     *     deep, or has something after the value
     */
    static Json parse(String text) throws JsonException {
        return JsonReader.read(text);
    }

    /** Collects the members of an object; not thread-safe. */
    final class Builder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Builder put(String name, String value) {
            return put(name, new Text(value));
        }

        public Builder put(String name, long value) {
            return put(name, new Whole(value));
        }

        public Builder put(String name, boolean value) {
            return put(name, new Bool(value));
        }

        /** Adds the member where there is a value, and nothing otherwise. */
        public Builder put(String name, Optional<String> value) {
            value.ifPresent(v -> put(name, v));
            return this;
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
