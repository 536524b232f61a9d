package dev.holdpoint.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shaded.reactor.core.scheduler.NonBlocking;

class BlockingThreadsTest {

    private static class Marked extends Thread implements NonBlocking {}

    private static final class BelowMarked extends Marked {}

    @ParameterizedTest
    @CsvSource({
        "main, true",
        "http-nio-8080-exec-1, true",
        "ForkJoinPool.commonPool-worker-1, true",
        "'', true",
        "nioEventLoopGroup-2-1, false",
        "vert.x-eventloop-thread-0, false",
        "vert.x-worker-thread-0, true"
    })
    void aNameTellsOnlyOfEventLoops(String name, boolean may) {
        assertEquals(may, BlockingThreads.mayBlock(new Thread(() -> {}, name)));
    }

    @Test
    void aMarkedThreadMayNotBlockWhateverItIsCalledAndHoweverDeepTheMark() {
        assertFalse(BlockingThreads.mayBlock(new Marked()));
        assertFalse(BlockingThreads.mayBlock(new BelowMarked()));
        assertTrue(BlockingThreads.STANDARD.get());
    }
}
