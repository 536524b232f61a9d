package dev.holdpoint.analysis.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lifters that catalog entries name. */
final class Lifters {

    private final Judgement judgement;
    private final Map<String, Lifter> named = new HashMap<>();

    Lifters(Judgement judgement) {
        this.judgement = judgement;
        named.put("shell", new ShellLifter());
    }

    /** Reads a listed program's call: by the lifter that its entry names, else by its rules. */
    void read(Call call) {
        for (Optional<Node> n = call.node(); n.isPresent(); n = n.get().parent()) {
            Optional<String> name = n.get().lifter;
            if (name.isPresent()) {
                Lifter lifter = named.get(name.get());
                if (lifter == null) {
                    throw new IllegalStateException("no lifter is called " + name.get());
                }
                lifter.read(call);
                return;
            }
        }
        judgement.listed(call);
    }
}
