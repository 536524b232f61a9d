package dev.holdpoint.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;

/**
 * How long the worst inputs take to read: each at a quarter, a half and the whole of a mebibyte, so
 * that time which grows faster than the text shows. The figure is the processor time of the reading
 * thread, the least of a few readings after all rows were read once at a small size; what else the
 * machine does falls on the elapsed time alone, which is printed beside it.
 *
 * <p>{@code --cold N} reads the N dearest rows again, each as the first thing that a fresh JVM
 * does.
 */
public final class WorstInputs {

    private static final int MEBIBYTE = 1 << 20;
    private static final int REACH_MILLIS = 100;
    private static final int READINGS = 3;
    private static final Attribute[] ATTRIBUTES = Attribute.values();
    private static final int SHOWN = 25;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** One reading: milliseconds of processor and of the clock, mebibytes of garbage. */
    private record Cost(double processor, double elapsed, long garbage, String outcome) {
        Cost least(Cost other) {
            return other.processor < processor ? other : this;
        }
    }

    private record Row(String name, List<Cost> costs) {
        double worst() {
            return costs.stream().mapToDouble(Cost::processor).max().orElse(0);
        }

        Cost whole() {
            return costs.get(costs.size() - 1);
        }
    }

    private final Analysis analysis = Analysis.standard();

    private WorstInputs() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals("--first")) {
            Cost cost = new WorstInputs().read(input(arguments[1]).apply(MEBIBYTE));
            System.out.printf(Locale.ROOT, "%.1f %.1f%n", cost.processor(), cost.elapsed());
            return;
        }
        int cold = 0;
        String part = "";
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--cold")) {
                cold = Integer.parseInt(arguments[++i]);
            } else {
                part = arguments[i];
            }
        }
        System.exit(new WorstInputs().run(part, cold) ? 0 : 1);
    }

    private static IntFunction<Operation> input(String name) {
        return Optional.ofNullable(inputs().get(name)).orElseThrow();
    }

    private static Map<String, IntFunction<Operation>> inputs() {
        Map<String, IntFunction<Operation>> inputs = WorstShellInputs.all();
        inputs.putAll(WorstSqlInputs.all());
        return inputs;
    }

    private boolean run(String part, int cold) throws Exception {
        Map<String, IntFunction<Operation>> inputs = inputs();
        inputs.keySet().removeIf(name -> !name.contains(part));
        for (IntFunction<Operation> input : inputs.values()) {
            read(input.apply(4_000));
        }
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, IntFunction<Operation>> input : inputs.entrySet()) {
            List<Cost> costs = new ArrayList<>();
            for (int size = MEBIBYTE / 4; size <= MEBIBYTE; size *= 2) {
                Operation operation = input.getValue().apply(size);
                Cost cost = read(operation);
                for (int i = 1; i < READINGS; i++) {
                    cost = cost.least(read(operation));
                }
                costs.add(cost);
            }
            rows.add(new Row(input.getKey(), costs));
        }
        rows.sort(Comparator.comparingDouble(Row::worst).reversed());
        print(rows);
        for (Row row : rows.subList(0, Math.min(cold, rows.size()))) {
            System.out.println("cold " + first(row.name()) + " ms  " + row.name());
        }
        return rows.stream().allMatch(row -> row.worst() <= REACH_MILLIS);
    }

    private static void print(List<Row> rows) {
        System.out.println("processor ms at 256 KiB, 512 KiB, 1 MiB | elapsed | garbage | outcome");
        for (Row row : rows.subList(0, Math.min(SHOWN, rows.size()))) {
            StringBuilder line = new StringBuilder();
            for (Cost cost : row.costs()) {
                line.append(String.format(Locale.ROOT, "%7.1f", cost.processor()));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s | %6.1f ms | %4d MiB | %-14s | %s%n",
                    line,
                    row.whole().elapsed(),
                    row.whole().garbage(),
                    row.whole().outcome(),
                    row.name());
        }
        long over = rows.stream().filter(row -> row.worst() > REACH_MILLIS).count();
        System.out.printf(
                Locale.ROOT,
                "%d rows, %d above %d ms, median %.1f ms%n",
                rows.size(),
                over,
                REACH_MILLIS,
                rows.isEmpty() ? 0 : rows.get(rows.size() / 2).worst());
    }

    /** Reads on a thread of its own, whose stack is as deep as a platform's default. */
    private Cost read(Operation operation) throws InterruptedException, ExecutionException {
        FutureTask<Cost> task = new FutureTask<>(() -> measured(operation));
        new Thread(task, "reader").start();
        return task.get();
    }

    private Cost measured(Operation operation) {
        long id = Thread.currentThread().getId();
        long garbage = THREADS.getThreadAllocatedBytes(id);
        long clock = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        Reading reading = analysis.read(operation, Surroundings.NOWHERE);
        for (Effect effect : reading.effects()) { // what is spelled out when asked is part of it
            for (Attribute attribute : ATTRIBUTES) {
                effect.fact(attribute);
            }
            effect.summary();
        }
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - processor) / 1e6,
                (System.nanoTime() - clock) / 1e6,
                (THREADS.getThreadAllocatedBytes(id) - garbage) >> 20,
                reading.verb().word() + " " + reading.effects().size());
    }

    /** Processor and elapsed milliseconds of the first reading in a JVM of its own. */
    private static String first(String name) throws IOException, InterruptedException {
        Process jvm =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                WorstInputs.class.getName(),
                                "--first",
                                name)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String line =
                new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return jvm.waitFor() == 0 ? line.replace(" ", " / ") : "failed";
    }
}
