package dev.holdpoint.benchmarks;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading one ordinary command costs: a fresh one (its text differs in every call) and one
 * that was seen before, in another string.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ShellAnalysisBenchmark {

    /** The command; a number is put in its place. */
    @Param({
        "ls -la src/main%",
        "git commit -m 'fix %' && git push origin main",
        "rm -rf build/%",
        "cd app% && npm test",
        "grep -rn foo% src | head -20",
        "curl -s https://api.example.com/v%/health",
        "docker ps --filter name=web%",
        "python3 manage.py migrate --check --database db%",
        "cat <<EOF > f%.txt\nhello\nworld\nEOF",
        "for f in *.t%; do echo $f; done",
        "git status --short %",
        "mvn -q -pl module% test",
        "kubectl get pods -n shop%",
        "find . -name '*.java%' -type f",
        "export A=% && echo $A",
        "sed -n '1,%p' README.md",
        "mkdir -p out/% && cp -r src/% out/%",
        "tail -n % log/app.log 2>&1 | grep ERROR",
        "if [ -f x% ]; then cat x%; fi"
    })
    String command = "ls -la src/main%";

    private static final Optional<String> DIRECTORY = Optional.of("/work/shop");

    private final Analysis analysis = Analysis.standard();
    private int count;

    /** Read for the first time. */
    @Benchmark
    public Reading fresh() {
        return read(command.replace("%", Integer.toString(count++)));
    }

    /** Read before; the string is another one, so that its hash is computed again. */
    @Benchmark
    public Reading seen() {
        return read(command.replace("%", "1"));
    }

    /** What making the operation costs, which is in the others too. */
    @Benchmark
    public Operation making() {
        return Operation.Exec.shell(command.replace("%", "1"), DIRECTORY);
    }

    private Reading read(String text) {
        return analysis.read(Operation.Exec.shell(text, DIRECTORY), Surroundings.NOWHERE);
    }
}
