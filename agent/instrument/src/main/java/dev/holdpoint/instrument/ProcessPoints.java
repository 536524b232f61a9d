package dev.holdpoint.instrument;

import static dev.holdpoint.instrument.ChokePoint.Weave.AROUND;
import static dev.holdpoint.instrument.ChokePoint.Weave.NATIVE;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.guard.Gate;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Process starts. {@code ProcessImpl.start} sees {@code ProcessBuilder}, every {@code Runtime.exec}
 * and every stage of a pipeline, one at a time; so the stages of a pipeline are judged before its
 * first starts, and each passes {@code start} once for that. The native method below is guarded for
 * whoever reaches it another way: it passes only within a start that was judged.
 *
 * <p>A file that the output goes to is emptied by the JVM and not by the program. It is put as the
 * shell command that does just that, besides the start itself.
 *
 * <p>What is fed on standard input is known where it is redirected from a file. What is written
 * into a pipe after the start is not.
 */
final class ProcessPoints implements Family {

    private static final int START = 0;
    private static final int PIPELINE = 1;
    private static final int FORK = 2;

    /** Longer files on standard input are not read. */
    private static final int MOST_STDIN = 1 << 20;

    private static final String FORK_AND_EXEC = "(I[B[B[BI[BI[B[IZ)I";

    /** The starts and pipelines that are under way on this thread, innermost first. */
    private final UnderWay<Frame> underWay = new UnderWay<>();

    /** Stages that were judged and have not started. */
    private record Frame(boolean start, List<Operation.Exec> judged) {}

    @Override
    public Kind kind() {
        return Kind.EXEC;
    }

    @Override
    public List<ChokePoint> table() {
        return List.of(
                new ChokePoint(
                        "java.lang.ProcessImpl",
                        "start",
                        "([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;"
                                + "[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process;",
                        AROUND,
                        START),
                new ChokePoint(
                        "java.lang.ProcessBuilder",
                        "startPipeline",
                        "(Ljava/util/List;)Ljava/util/List;",
                        AROUND,
                        PIPELINE),
                new ChokePoint(
                        "java.lang.ProcessImpl", "forkAndExec", FORK_AND_EXEC, NATIVE, FORK));
    }

    /** For the self-test. */
    @Override
    public List<Opening> openings() {
        return List.of(new Opening("java.base", "java.lang"));
    }

    @Override
    public @Nullable Object enter(
            Gate gate, int sight, @Nullable Object self, @Nullable Object[] arguments)
            throws IOException {
        switch (sight) {
            case START -> start(gate, arguments);
            case PIPELINE -> pipeline(gate, (List<?>) arguments[0]);
            default -> fork(gate);
        }
        return null;
    }

    @Override
    public void leave(int sight, @Nullable Object self, @Nullable Object result) {
        underWay.end();
    }

    private void start(Gate gate, @Nullable Object[] arguments) throws IOException {
        Operation.Exec operation =
                operation(
                        List.of((String[]) some(arguments[0])),
                        (Map<?, ?>) arguments[1],
                        (String) arguments[2],
                        (Redirect[]) arguments[3]);
        if (!isJudgedStage(operation)) {
            gate.demand(operation);
            outputs(gate, operation, (Redirect[]) arguments[3]);
        }
        underWay.begin(new Frame(true, List.of()));
    }

    /** A stage passes once for the pipeline's judgement, if it starts as it was judged. */
    private boolean isJudgedStage(Operation.Exec operation) {
        Frame frame = underWay.innermost();
        if (frame == null || frame.start) {
            return false;
        }
        for (int i = 0; i < frame.judged.size(); i++) {
            Operation.Exec judged = frame.judged.get(i);
            if (judged.argv().equals(operation.argv())
                    && judged.cwd().equals(operation.cwd())
                    && judged.environment().equals(operation.environment())
                    && judged.inheritsEnvironment() == operation.inheritsEnvironment()) {
                frame.judged.remove(i);
                return true;
            }
        }
        return false;
    }

    private void pipeline(Gate gate, @Nullable List<?> builders) throws IOException {
        List<Operation.Exec> stages = new ArrayList<>();
        List<Redirect[]> redirects = new ArrayList<>();
        if (builders != null) {
            for (Object each : builders) {
                ProcessBuilder builder = (ProcessBuilder) some(each);
                List<String> argv = List.copyOf(builder.command());
                File directory = builder.directory();
                Redirect input = stages.isEmpty() ? builder.redirectInput() : Redirect.PIPE;
                Redirect[] own = {input, builder.redirectOutput(), builder.redirectError()};
                redirects.add(own);
                stages.add(
                        operation(
                                argv,
                                builder.environment(),
                                directory == null ? null : directory.toString(),
                                own));
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            gate.demand(stages.get(i));
            outputs(gate, stages.get(i), redirects.get(i));
        }
        underWay.begin(new Frame(false, stages));
    }

    private void fork(Gate gate) {
        Frame frame = underWay.innermost();
        if (frame == null || !frame.start) {
            String why = "a process start that went around ProcessBuilder";
            gate.demand(new Operation.Unreadable(Kind.EXEC, why));
            throw new HoldpointException(
                    "holdpoint: stopped " + why + "; another way around is stopped too");
        }
    }

    private static Operation.Exec operation(
            List<String> argv,
            @Nullable Map<?, ?> environment,
            @Nullable String directory,
            Redirect @Nullable [] redirects)
            throws IOException {
        Map<String, String> inherited = System.getenv();
        Map<String, String> declared = new LinkedHashMap<>();
        boolean inherits = true;
        if (environment != null) {
            for (Map.Entry<?, ?> variable : environment.entrySet()) {
                String name = variable.getKey().toString();
                String value = variable.getValue().toString();
                if (!value.equals(inherited.get(name))) {
                    declared.put(name, value);
                }
            }
            inherits = environment.keySet().containsAll(inherited.keySet());
            if (!inherits) {
                declared.clear();
                for (Map.Entry<?, ?> variable : environment.entrySet()) {
                    declared.put(variable.getKey().toString(), variable.getValue().toString());
                }
            }
        }
        return new Operation.Exec(
                argv,
                directory == null
                        ? Optional.empty()
                        : Optional.of(new File(directory).getAbsolutePath()),
                declared,
                inherits,
                stdin(redirects));
    }

    private static void outputs(
            Gate gate, Operation.Exec operation, Redirect @Nullable [] redirects) {
        for (int i = 1; redirects != null && i < redirects.length; i++) {
            Redirect.Type type = redirects[i].type();
            File file = redirects[i].file();
            if (file != null && (type == Redirect.Type.WRITE || type == Redirect.Type.APPEND)) {
                String quoted = "'" + file.getAbsolutePath().replace("'", "'\\''") + "'";
                String command = (type == Redirect.Type.WRITE ? ": > " : ": >> ") + quoted;
                gate.demand(Operation.Exec.shell(command, operation.cwd()));
            }
        }
    }

    private static Body stdin(Redirect @Nullable [] redirects) throws IOException {
        Redirect input = redirects == null ? Redirect.PIPE : redirects[0];
        if (input.type() == Redirect.Type.INHERIT) {
            return new Body.Unread("the JVM's own standard input");
        }
        File file = input.file();
        if (file == null) {
            return new Body.Unread("written into a pipe after the start");
        }
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] content = in.readNBytes(MOST_STDIN + 1);
            return content.length > MOST_STDIN
                    ? new Body.Unread(file + " is longer than " + MOST_STDIN + " bytes")
                    : Body.of(content);
        }
    }

    private static Object some(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("null where a value is needed");
        }
        return value;
    }
}
