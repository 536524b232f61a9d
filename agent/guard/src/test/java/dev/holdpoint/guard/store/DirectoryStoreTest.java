package dev.holdpoint.guard.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.guard.approval.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryStoreTest {

    private static final String ID = "hp-abcdefghijkmnpqr";

    @TempDir private Path dir;
    private DirectoryStore store;

    @BeforeEach
    void open() throws Exception {
        store = DirectoryStore.open(dir);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../etc/passwd",
                "hp-../../../../etc",
                "hp-abcdefghijkmnpq/",
                "hp-abcdefghijkmnpq\0",
                "hp-ABCDEFGHIJKMNPQR",
                "hp-abcdefghijkmnpqrs"
            })
    void whatIsNoIdNeverBecomesAPath(String id) {
        assertFalse(Request.isId(id));
        assertThrows(StoreException.class, () -> store.request(id));
        assertThrows(StoreException.class, () -> store.offer(id, "{}"));
        assertThrows(StoreException.class, () -> store.statements(id));
        assertThrows(StoreException.class, () -> store.add(id, "{}"));
        assertThrows(StoreException.class, () -> store.consume(id, 0, ""));
        assertThrows(StoreException.class, () -> store.isConsumed(id, 0));
    }

    @Test
    void theFirstRequestOfAnIdStays() throws Exception {
        assertEquals("one", store.offer(ID, "one"));
        assertEquals("one", store.offer(ID, "two"));
        assertEquals(Optional.of("one"), store.request(ID));
        assertEquals(List.of(ID), store.requests());
    }

    @Test
    void symbolicLinksAreNotFollowed() throws Exception {
        Path secret = Files.writeString(dir.resolve("secret"), "secret");
        Files.createSymbolicLink(dir.resolve("requests/" + ID + ".json"), secret);
        assertThrows(StoreException.class, () -> store.request(ID));
        Files.createSymbolicLink(dir.resolve("consumed/" + ID + ".0"), dir.resolve("nowhere"));
        assertTrue(store.isConsumed(ID, 0), "a dangling link is there");
        assertFalse(store.consume(ID, 0, "x"));
        assertFalse(Files.exists(dir.resolve("nowhere")));
    }

    @Test
    void aPartThatIsALinkOrAFileStopsTheStart() throws Exception {
        Files.delete(dir.resolve("consumed"));
        Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.createSymbolicLink(dir.resolve("consumed"), elsewhere);
        assertThrows(StoreException.class, () -> DirectoryStore.open(dir));
        Files.delete(dir.resolve("consumed"));
        Files.writeString(dir.resolve("consumed"), "");
        assertThrows(StoreException.class, () -> DirectoryStore.open(dir));
    }

    @Test
    void aStatementThatIsTooLongOrAreTooManyIsAFailure() throws Exception {
        store.add(ID, "x".repeat(1 << 16));
        assertThrows(StoreException.class, () -> store.statements(ID));
        String other = "hp-bbbbbbbbbbbbbbbb";
        for (int i = 0; i < 257; i++) {
            store.add(other, "statement " + i);
        }
        assertThrows(StoreException.class, () -> store.statements(other));
    }

    @Test
    void nothingIsLeftBesideWhatWasStored() throws Exception {
        store.offer(ID, "one");
        store.add(ID, "yes");
        store.consume(ID, 0, "note");
        try (var files = Files.walk(dir)) {
            assertEquals(
                    List.of(
                            "approvals",
                            "approvals/" + ID,
                            "consumed",
                            "consumed/" + ID + ".0",
                            "limits",
                            "requests",
                            "requests/" + ID + ".json"),
                    files.map(dir::relativize)
                            .map(Path::toString)
                            .filter(
                                    s ->
                                            !s.isEmpty() && !s.endsWith(".json")
                                                    || s.endsWith(ID + ".json"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void twoStoresOnOneDirectoryShareEveryUse() throws Exception {
        DirectoryStore other = DirectoryStore.open(dir);
        AtomicInteger taken = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(16);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            DirectoryStore mine = i % 2 == 0 ? store : other;
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    start.await();
                                    if (mine.consume(ID, 0, "x")) {
                                        taken.incrementAndGet();
                                    }
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, taken.get());
    }

    @Test
    void theKeyIsMadeOnceAndADamagedOneIsNotUsed() throws Exception {
        byte[] key = store.redactionKey();
        assertEquals(32, key.length);
        assertTrue(java.util.Arrays.equals(key, DirectoryStore.open(dir).redactionKey()));
        Files.writeString(dir.resolve("redaction.key"), "00");
        assertThrows(StoreException.class, () -> store.redactionKey());
    }
}
