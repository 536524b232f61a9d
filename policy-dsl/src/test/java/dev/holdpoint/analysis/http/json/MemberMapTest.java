package dev.holdpoint.analysis.http.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MemberMapTest {

    /** Whatever is put into it, in whatever order and however often: as a linked hash map. */
    @Property(tries = 500)
    void isAsALinkedHashMap(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 24) Integer> keys) {
        Map<String, Json> expected = new LinkedHashMap<>();
        MemberMap map = new MemberMap();
        for (int i = 0; i < keys.size(); i++) {
            // "Aa" and "BB" have the same hash
            String name = (keys.get(i) % 2 == 0 ? "Aa" : "BB") + keys.get(i) / 2;
            Json value = new Json.Literal(Integer.toString(i));
            assertEquals(expected.put(name, value) != null, map.set(name, value));
        }
        assertEquals(expected, map);
        assertEquals(expected.hashCode(), map.hashCode());
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(map.keySet()));
        assertEquals(List.copyOf(expected.values()), List.copyOf(map.values()));
        List<String> seen = new ArrayList<>();
        map.forEach((name, value) -> seen.add(name));
        assertEquals(List.copyOf(expected.keySet()), seen);
        for (int key = 0; key <= 12; key++) {
            for (String name : List.of("Aa" + key, "BB" + key)) {
                assertEquals(expected.get(name), map.get(name));
                assertEquals(expected.containsKey(name), map.containsKey(name));
            }
        }
    }

    @Test
    void cannotBeChangedFromOutside() {
        MemberMap map = new MemberMap();
        map.set("a", new Json.Null());
        Json other = new Json.Text("x");
        assertThrows(UnsupportedOperationException.class, () -> map.put("b", other));
        assertThrows(UnsupportedOperationException.class, () -> map.remove("a"));
        assertThrows(UnsupportedOperationException.class, map::clear);
        var iterator = map.entrySet().iterator();
        var first = iterator.next();
        assertThrows(UnsupportedOperationException.class, () -> first.setValue(other));
        assertThrows(UnsupportedOperationException.class, iterator::remove);
        assertThrows(NoSuchElementException.class, iterator::next);
        assertTrue(new MemberMap().isEmpty());
    }
}
