package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Walks what stands in place of text: command substitutions, whose output is the text, and process
 * substitutions, whose path is.
 */
final class Substitutions {

    private final Interpreter interpreter;
    private final Budget budget;

    /** Those that read, whose writers have not run yet. */
    private final List<Writing> writings = new ArrayList<>(0);

    /** The status of the last substitution, which a command of assignments only has. */
    int last;

    /** Substitutions around what is being walked. */
    int depth;

    /** The descriptor that the next process substitution gets. */
    private int next = 63;

    /** A process substitution that reads what the command writes. */
    private record Writing(String path, Node body) {}

    Substitutions(Interpreter interpreter, Budget budget) {
        this.interpreter = interpreter;
        this.budget = budget;
    }

    /** What a command substitution leaves. */
    String substitute(Node body, State s, Io io) {
        if (body instanceof Node.Sequence nothing && nothing.nodes().isEmpty()) {
            last = 0;
            return "";
        }
        Io.Out out = Io.Out.captured();
        State inner = s.fork();
        interpreter.tested++;
        depth++;
        try {
            interpreter.subshell(body, inner, io.writing(out));
        } finally {
            interpreter.tested--;
            depth--;
        }
        last = inner.status;
        String text = out.text();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        budget.spend(text.length());
        return text.substring(0, end);
    }

    /** The path of a process substitution. */
    String process(Piece.ProcessSubstitution p, State s, Io io) {
        String path = "/dev/fd/" + next++;
        if (p.reads()) {
            writings.add(new Writing(path, p.body()));
            return path;
        }
        Io.Out out = Io.Out.captured();
        depth++;
        interpreter.subshell(p.body(), s.fork(), io.writing(out));
        depth--;
        interpreter.inquiry.wrote(path, Fields.value(out.text()));
        return path;
    }

    /** How many commands wait for what a command writes to them. */
    int waiting() {
        return writings.size();
    }

    /** Walks the commands that read what the command before has written to them. */
    void settle(int before, State s, Io io) {
        interpreter.handover.flush();
        while (writings.size() > before) {
            Writing w = writings.remove(writings.size() - 1);
            Io.In in =
                    interpreter
                            .inquiry
                            .written(w.path)
                            .map(content -> Io.In.of(Fields.text(content)))
                            .orElseGet(() -> Io.In.unknown("what a command writes"));
            interpreter.subshell(w.body, s.fork(), io.reading(in));
        }
        if (before == 0) {
            interpreter.handover.tidy();
        }
    }
}
