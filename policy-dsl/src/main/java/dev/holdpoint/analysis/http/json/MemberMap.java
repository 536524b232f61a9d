package dev.holdpoint.analysis.http.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of one object, in the order found; of a repeated name the last value. Filled by
 * {@link Entries}, then only read: it cannot be changed from outside.
 *
 * <p>A document is walked by everybody who looks for something in it, and most objects are small:
 * their members are compared one by one, and going over them follows one array.
 */
final class MemberMap extends AbstractMap<String, Json> {

    /** Members that are compared one by one; of more, the places are found by hash. */
    private static final int FEW = 4;

    private static final Member[] NOTHING = {};

    private record Member(String getKey, Json getValue) implements Map.Entry<String, Json> {
        @Override
        public Json setValue(Json value) {
            throw new UnsupportedOperationException("a document is not changed");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Map.Entry<?, ?> e
                    && getKey.equals(e.getKey())
                    && getValue.equals(e.getValue());
        }

        @Override
        public int hashCode() {
            return getKey.hashCode() ^ getValue.hashCode();
        }
    }

    private Member[] members = NOTHING;
    private int size;
    private Map<String, Integer> places = Map.of();

    /** The same members; another such map as it is. */
    static MemberMap of(Map<String, Json> entries) {
        if (entries instanceof MemberMap map) {
            return map;
        }
        MemberMap map = new MemberMap();
        entries.forEach(map::set);
        return map;
    }

    /**
     * Adds a member.
     *
     * @return true where one of that name was there, whose place it takes
     */
    boolean set(String name, Json value) {
        int place = place(name);
        Member member = new Member(name, value);
        if (place >= 0) {
            members[place] = member;
            return true;
        }
        if (size == members.length) {
            members = Arrays.copyOf(members, size == 0 ? 2 : 2 * size);
        }
        members[size++] = member;
        if (size > FEW) {
            if (places.isEmpty()) {
                places = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    places.put(members[i].getKey, i);
                }
            } else {
                places.put(name, size - 1);
            }
        }
        return false;
    }

    /** Where the member of that name stands; negative where there is none. */
    private int place(Object name) {
        if (size > FEW) {
            Integer place = places.get(name);
            return place == null ? -1 : place;
        }
        int hash = size == 0 ? 0 : name.hashCode();
        for (int i = 0; i < size; i++) {
            String other = members[i].getKey;
            if (other.hashCode() == hash && other.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable Json get(Object name) {
        int place = place(name);
        return place < 0 ? null : members[place].getValue;
    }

    @Override
    public boolean containsKey(Object name) {
        return place(name) >= 0;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Json> action) {
        for (int i = 0; i < size; i++) {
            action.accept(members[i].getKey, members[i].getValue);
        }
    }

    @Override
    public Set<Map.Entry<String, Json>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Json>> iterator() {
                return new InOrder(members, size);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static final class InOrder implements Iterator<Map.Entry<String, Json>> {
        private final Member[] members;
        private final int size;
        private int next;

        InOrder(Member[] members, int size) {
            this.members = members;
            this.size = size;
        }

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, Json> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            return members[next++];
        }
    }
}
