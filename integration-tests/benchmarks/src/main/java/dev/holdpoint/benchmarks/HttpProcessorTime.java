package dev.holdpoint.benchmarks;

import dev.holdpoint.effect.Reading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The same readings as {@link HttpAnalysisBenchmark} and {@link WorstHttpBenchmark} by processor
 * time of the reading thread, for a machine that does other things meanwhile: the least of several
 * runs. Collecting garbage is not in it.
 */
public final class HttpProcessorTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private HttpProcessorTime() {}

    /** Prints a line for each. */
    public static void main(String[] arguments) throws IOException {
        HttpAnalysisBenchmark ordinary = new HttpAnalysisBenchmark();
        Map<String, Supplier<Reading>> requests = new LinkedHashMap<>();
        requests.put("a GET of an unknown host", ordinary::get);
        requests.put("a chat completion of 2 KB", ordinary::chat);
        requests.put("a PATCH of GitHub", ordinary::known);
        requests.put("a GraphQL query", ordinary::graphql);
        requests.forEach(
                (name, read) ->
                        System.out.printf("%9.2f us  %s%n", least(read, 20_000, 12) / 1e3, name));
        for (String name : WorstHttpBenchmark.names()) {
            WorstHttpBenchmark worst = new WorstHttpBenchmark();
            worst.request = name;
            worst.spell();
            System.out.printf("%9.2f ms  %s%n", least(worst::read, 1, 16) / 1e6, name);
        }
    }

    /** Nanoseconds for one of so many readings in a row. */
    private static double least(Supplier<Reading> read, int times, int runs) {
        double least = Double.MAX_VALUE;
        int effects = 0;
        for (int run = 0; run < runs; run++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                effects += read.get().effects().size();
            }
            double each = (THREADS.getCurrentThreadCpuTime() - start) / (double) times;
            least = effects > 0 ? Math.min(least, each) : least;
        }
        return least;
    }
}
