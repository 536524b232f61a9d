package dev.holdpoint.guard.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.redact.Redaction;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {

    private static final EntryForm FORM = EntryForm.audit(new Redaction(new byte[32]));

    @TempDir private Path dir;
    private Path file;

    @BeforeEach
    void name() {
        file = dir.resolve("audit.jsonl");
    }

    private static Entry entry(String program) {
        return new Entry(
                Instant.EPOCH,
                Fact.text("s"),
                Fact.ABSENT,
                Optional.of("coder"),
                Operation.Exec.of(List.of(program)),
                Optional.empty(),
                Optional.empty(),
                "hash",
                Ground.POLICY,
                false,
                true,
                "because",
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private void write(int records) throws Exception {
        write(records, "p");
    }

    private void write(int records, String program) throws Exception {
        try (Journal journal = Journal.open(file, FORM, Clock.systemUTC())) {
            for (int i = 0; i < records; i++) {
                journal.durable(entry(program + i));
            }
        }
    }

    private Chain.Report verify(Chain.Head... known) throws IOException {
        return Chain.verify(file, List.of(known));
    }

    @Test
    void aDurableRecordIsInTheFileWhenTheCallReturns() throws Exception {
        try (Journal journal = Journal.open(file, FORM, Clock.systemUTC())) {
            journal.durable(entry("rm"));
            assertTrue(Files.readString(file).contains("\"argv\":[\"rm\"]"));
        }
    }

    @Test
    void whatWasQueuedIsInTheFileInOrderAfterTheClose() throws Exception {
        try (Journal journal = Journal.open(file, FORM, Clock.systemUTC())) {
            for (int i = 0; i < 3 * Journal.CAPACITY; i++) {
                journal.queue(entry("p" + i));
            }
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(3 * Journal.CAPACITY, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).contains("[\"p" + i + "\"]"), lines.get(i));
        }
        assertTrue(verify().good());
    }

    @Test
    void theChainGoesOnWhereAnEarlierRunEnded() throws Exception {
        write(2);
        write(3);
        assertTrue(verify().good());
        assertEquals(5, verify().head().orElseThrow().seq());
    }

    /** What somebody could do to the file, and what no chain alone can show. */
    enum Tampering {
        EDITED,
        EDITED_AND_HASHED_AGAIN,
        REMOVED_IN_THE_MIDDLE,
        EXCHANGED,
        INSERTED_COPY,
        FIRST_REMOVED,
        SPACES_ADDED
    }

    @ParameterizedTest
    @EnumSource(Tampering.class)
    void tamperingIsFound(Tampering how) throws Exception {
        write(5);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        switch (how) {
            case EDITED -> lines.set(2, lines.get(2).replace("p2", "ls"));
            case EDITED_AND_HASHED_AGAIN -> {
                Json.Obj o = (Json.Obj) Json.parse(lines.get(2).replace("p2", "ls"));
                lines.set(2, CanonicalJson.write(o.with("hash", Json.text(Chain.hash(o)))));
            }
            case REMOVED_IN_THE_MIDDLE -> lines.remove(2);
            case EXCHANGED -> Collections.swap(lines, 2, 3);
            case INSERTED_COPY -> lines.add(3, lines.get(2));
            case FIRST_REMOVED -> lines.remove(0);
            case SPACES_ADDED -> lines.set(2, lines.get(2).replaceFirst(":", ": "));
        }
        Files.write(file, lines);
        assertFalse(verify().good());
    }

    @Test
    void aCutOffEndShowsOnlyAgainstAHeadThatWasKeptElsewhere() throws Exception {
        write(5);
        Chain.Head head = verify().head().orElseThrow();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 3));
        assertTrue(verify().good());
        assertFalse(verify(head).good());
    }

    @Test
    void aFileThatIsWrittenAnewShowsOnlyAgainstAHeadThatWasKeptElsewhere() throws Exception {
        write(5);
        Chain.Head head = verify().head().orElseThrow();
        Files.delete(file);
        write(6, "ls");
        assertTrue(verify().good());
        assertFalse(verify(head).good());
    }

    @Test
    void aFileThatIsMadeShorterUnderTheWriterShows() throws Exception {
        try (Journal journal = Journal.open(file, FORM, Clock.systemUTC())) {
            journal.durable(entry("p0"));
            journal.durable(entry("p1"));
            Files.write(file, Files.readAllLines(file).subList(0, 1));
            journal.durable(entry("p2"));
        }
        assertFalse(verify().good());
        assertTrue(Files.readString(file).contains("made shorter"));
    }

    @Test
    void aFileThatWasTakenAwayIsContinuedInANewOne() throws Exception {
        try (Journal journal = Journal.open(file, FORM, Clock.systemUTC())) {
            journal.durable(entry("p0"));
            Files.move(file, dir.resolve("old"));
            journal.durable(entry("p1"));
        }
        String prev =
                ((Json.Obj) Json.parse(Files.readAllLines(file).get(0))).text("prev").orElseThrow();
        Chain.Head old = Chain.verify(dir.resolve("old"), List.of()).head().orElseThrow();
        assertEquals(old.hash(), prev);
        assertFalse(verify().good(), "a file that begins with the number 2 says so");
    }

    @Test
    void anUnfinishedLineOfACrashIsTakenAwayAndSaid() throws Exception {
        write(2);
        Files.writeString(file, "{\"v\":1,\"se", StandardOpenOption.APPEND);
        write(1);
        assertTrue(verify().good(), verify().findings().toString());
        assertTrue(Files.readString(file).contains("unfinished line of 10 bytes"));
        assertEquals(4, verify().lines());
    }

    @Test
    void twoJournalsOnOneFileKeepOneChain() throws Exception {
        try (Journal one = Journal.open(file, FORM, Clock.systemUTC());
                Journal two = Journal.open(file, FORM, Clock.systemUTC())) {
            for (int i = 0; i < 50; i++) {
                (i % 3 == 0 ? one : two).durable(entry("p" + i));
            }
        }
        assertTrue(verify().good(), verify().findings().toString());
        assertEquals(50, verify().lines());
    }

    @Test
    void anEntryThatCannotBeWrittenOutLeavesANote() throws Exception {
        EntryForm broken =
                e -> {
                    throw new IllegalStateException("defect");
                };
        try (Journal journal = Journal.open(file, broken, Clock.systemUTC())) {
            journal.durable(entry("rm"));
        }
        assertTrue(Files.readString(file).contains("could not be written out"));
        assertTrue(verify().good());
    }

    @Test
    void anInterruptOfTheCallerLosesNothing() throws Exception {
        try (Journal journal = Journal.open(file, FORM, Clock.systemUTC())) {
            Thread.currentThread().interrupt();
            journal.durable(entry("rm"));
            assertTrue(Thread.interrupted());
        }
        assertEquals(1, verify().lines());
    }

    @Test
    void aClosedJournalTakesNothing() throws Exception {
        Journal journal = Journal.open(file, FORM, Clock.systemUTC());
        journal.close();
        assertThrows(AuditException.class, () -> journal.queue(entry("rm")));
        assertEquals("", Files.readString(file, StandardCharsets.UTF_8));
    }
}
