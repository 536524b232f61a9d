package dev.holdpoint.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class RememberedTest {

    @Test
    void equalObjectsAreNotTheSame() {
        HttpRequest one = HttpRequest.newBuilder(URI.create("http://localhost/")).build();
        HttpRequest other = HttpRequest.newBuilder(URI.create("http://localhost/")).build();
        assertEquals(one, other);
        Remembered<String> remembered = new Remembered<>();
        remembered.put(one, "judged");
        assertEquals("judged", remembered.get(one));
        assertNull(remembered.get(other));
    }

    @Test
    void theFirstValueStaysWhereOneIsPutIfAbsent() {
        Object object = new Object();
        Remembered<String> remembered = new Remembered<>();
        assertNull(remembered.putIfAbsent(object, "first"));
        assertEquals("first", remembered.putIfAbsent(object, "second"));
        assertEquals("first", remembered.get(object));
    }
}
