package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what redirections name. */
final class Redirections {

    private final Interpreter interpreter;

    Redirections(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    /**
     * What redirections make of the streams.
     *
     * @param files those that open files, in order
     */
    record Opened(Io io, List<Command.Redirection> files) {
        static Opened none(Io io) {
            return new Opened(io, List.of());
        }
    }

    Opened open(List<Redirect> redirects, State s, Io start) {
        Io io = start;
        List<Command.Redirection> files = new ArrayList<>(1);
        for (Redirect r : redirects) {
            interpreter.budget.spend(Budget.WORD + io.others().size());
            if (!r.variable().isEmpty() && r.target().word().bare().equals("-")) {
                continue;
            }
            int descriptor = r.descriptor();
            if (!r.variable().isEmpty()) {
                descriptor = 10 + io.others().size();
                s.put(r.variable(), Variable.of(Integer.toString(descriptor)));
            }
            io = one(r, descriptor, s, io, files);
            if (descriptor > 2 && io.stream(descriptor) instanceof Io.In in) {
                named(descriptor, in);
            }
        }
        return new Opened(io, files);
    }

    /** A descriptor is a file too, which a shell may be told to run. */
    private void named(int descriptor, Io.In in) {
        String rest = in.rest();
        Word content = Fields.value(rest == null ? in.gap().text() : rest);
        interpreter.inquiry.wrote("/dev/fd/" + descriptor, content);
        interpreter.inquiry.wrote("/proc/self/fd/" + descriptor, content);
    }

    private Io one(Redirect r, int descriptor, State s, Io io, List<Command.Redirection> files) {
        switch (r.kind()) {
            case HERE_DOCUMENT:
                return io.with(
                        descriptor,
                        Io.In.of(interpreter.expansion.value(r.target().word(), s, io)));
            case HERE_STRING:
                return io.with(
                        descriptor,
                        Io.In.of(interpreter.expansion.value(r.target().word(), s, io) + "\n"));
            case COPY_INPUT, COPY_OUTPUT:
                return copied(r, descriptor, s, io, files);
            default:
                return file(r, r.kind(), descriptor, s, io, files);
        }
    }

    private Io copied(Redirect r, int descriptor, State s, Io io, List<Command.Redirection> files) {
        String target = interpreter.expansion.value(r.target().word(), s, io);
        if (target.equals("-")) {
            return io.with(descriptor, descriptor == 0 ? Io.In.of("") : Io.Out.NOWHERE);
        }
        boolean move = target.endsWith("-") && target.length() > 1;
        String number = move ? target.substring(0, target.length() - 1) : target;
        if (isNumber(number)) {
            Object stream = io.stream(Integer.parseInt(number));
            return stream == null ? io : io.with(descriptor, stream);
        }
        if (r.kind() == Redirect.Kind.COPY_OUTPUT && descriptor == 1 && !Gap.in(target)) {
            return file(r, Redirect.Kind.WRITE_BOTH, 1, s, io, files);
        }
        return r.kind() == Redirect.Kind.COPY_INPUT
                ? io.with(descriptor, Io.In.unknown("a descriptor that is not known"))
                : io.with(descriptor, Io.Out.NOWHERE);
    }

    private static boolean isNumber(String s) {
        if (s.isEmpty() || s.length() > 6) {
            return false;
        }
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private Io file(
            Redirect r,
            Redirect.Kind kind,
            int descriptor,
            State s,
            Io io,
            List<Command.Redirection> files) {
        interpreter.budget.spend(Budget.FILE);
        List<Word> words = interpreter.expansion.words(List.of(r.target().word()), s, io);
        Word target =
                words.size() == 1
                        ? words.get(0)
                        : words.isEmpty()
                                ? Word.of("")
                                : Word.hole("a redirection to several files", false);
        Command.Redirection.Mode mode =
                switch (kind) {
                    case READ -> Command.Redirection.Mode.READ;
                    case APPEND, APPEND_BOTH -> Command.Redirection.Mode.APPEND;
                    case READ_WRITE -> Command.Redirection.Mode.READ_WRITE;
                    default -> Command.Redirection.Mode.WRITE;
                };
        Optional<String> literal = target.literal();
        String text = literal.orElse("");
        if (mode == Command.Redirection.Mode.READ || mode == Command.Redirection.Mode.READ_WRITE) {
            Object same = standard(text, io);
            if (same instanceof Io.In in) {
                return io.with(descriptor, in);
            }
            files.add(new Command.Redirection(mode, target));
            if (descriptor != 0 && mode == Command.Redirection.Mode.READ_WRITE) {
                return io.with(descriptor, output(text, true, s));
            }
            return io.with(descriptor, input(text, s));
        }
        Object same = standard(text, io);
        if (same instanceof Io.Out out) {
            return io.with(descriptor, out);
        }
        files.add(new Command.Redirection(mode, target));
        Io.Out out = output(text, mode == Command.Redirection.Mode.APPEND, s);
        Io result = io.with(descriptor, out);
        return kind == Redirect.Kind.WRITE_BOTH || kind == Redirect.Kind.APPEND_BOTH
                ? result.with(2, out)
                : result;
    }

    /** The stream that a path names which is one of the shell's own. */
    static @Nullable Object standard(String path, Io io) {
        return switch (path) {
            case "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0" -> io.in();
            case "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1" -> io.out();
            case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2" -> io.err();
            default -> null;
        };
    }

    private Io.In input(String path, State s) {
        if (path.equals("/dev/null")) {
            return Io.In.of("");
        }
        String content = interpreter.content(path, s);
        Gap gap = Figures.ofTheKernel(path) ? Gap.SYSTEM : Gap.FILE;
        return content == null ? Io.In.unknown(gap.why()) : Io.In.of(content);
    }

    private Io.Out output(String path, boolean append, State s) {
        if (path.equals("/dev/null") || path.isEmpty()) {
            return Io.Out.NOWHERE;
        }
        Optional<String> resolved =
                interpreter.path(path, s).or(() -> Optional.of(Inquiry.adrift(path)));
        Optional<String> before = interpreter.inquiry.written(resolved.get()).map(Fields::text);
        String start = append ? before.orElse(Gap.FILE.text()) : "";
        if (!append && interpreter.branches.uncertain() && before.isPresent()) {
            // Whether this way is taken is not known, so the file may still hold what it held.
            start = Gap.BRANCH.text();
        }
        Io.Out out = Io.Out.file(resolved.get(), start);
        interpreter.handover.opened(out);
        return out;
    }
}
