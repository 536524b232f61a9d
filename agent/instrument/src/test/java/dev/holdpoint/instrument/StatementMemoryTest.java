package dev.holdpoint.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementMemoryTest {

    private final StatementMemory memory = new StatementMemory();

    @Test
    void parametersAreTextInOrder() {
        memory.bind(2, "b");
        memory.bind(1, 7);
        memory.bind(4, new byte[] {1, (byte) 0xAB});
        memory.bind("name", null);
        assertEquals(List.of("7", "b", "unset", "bytes 01ab", "name=null"), memory.parameters());
    }

    @Test
    void twoStreamsAreNeverTheSame() {
        memory.bind(1, new ByteArrayInputStream(new byte[1]));
        List<String> first = memory.parameters();
        memory.bind(1, new ByteArrayInputStream(new byte[1]));
        assertNotEquals(first, memory.parameters());
    }

    @Test
    void aStatementThatCameOutOfTwoTextsMayRunEither() {
        memory.prepared(Optional.of("SELECT 1"));
        memory.prepared(Optional.of("SELECT 1"));
        memory.prepared(Optional.of("DROP TABLE t"));
        assertEquals(Optional.of(List.of("SELECT 1", "DROP TABLE t")), memory.texts());
    }

    @Test
    void aTextThatIsNotKnownIsNotKnownWhateverElseIs() {
        assertEquals(Optional.empty(), memory.texts());
        memory.prepared(Optional.of("SELECT 1"));
        memory.prepared(Optional.empty());
        assertEquals(Optional.empty(), memory.texts());
    }

    @Test
    void aBatchHoldsItsTextsAndTheRowsOfItsOwn() {
        memory.prepared(Optional.of("INSERT INTO t VALUES (?)"));
        memory.bind(1, 1);
        memory.addRow();
        memory.bind(1, 2);
        memory.addRow();
        memory.addToBatch("DELETE FROM t");
        assertEquals(
                Optional.of(List.of("DELETE FROM t", "INSERT INTO t VALUES (?)")), memory.batch());
        assertEquals(List.of("1", "2"), memory.batchParameters());
        memory.clearBatch();
        assertEquals(Optional.of(List.of()), memory.batch());
    }

    @Test
    void aRowOfAStatementWithoutTextMakesTheBatchUnknown() {
        memory.addRow();
        assertEquals(Optional.empty(), memory.batch());
    }
}
