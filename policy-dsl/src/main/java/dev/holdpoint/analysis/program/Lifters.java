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
        named.put("sudo", WrapperLifters::sudo);
        named.put("env", WrapperLifters::env);
        named.put("joined", WrapperLifters::joined);
        named.put("applet", WrapperLifters::applet);
        named.put("versioned", WrapperLifters::versioned);
        named.put("gdb", WrapperLifters::gdb);
        named.put("cmd", WrapperLifters.windows("cmd"));
        named.put("powershell", WrapperLifters.windows("powershell"));
        named.put("xargs", new XargsLifter());
        named.put("parallel", new ParallelLifter());
        named.put("find", new FindLifter());
        named.put("ssh", new SshLifter());
        named.put("copy", FileLifters::copy);
        named.put("dd", FileLifters::dd);
        named.put("compress", FileLifters::compress);
        named.put("archive", FileLifters::archive);
        named.put("tar", FileLifters::tar);
        named.put("sed", TextLifters::sed);
        named.put("vim", TextLifters::vim);
        named.put("at", TextLifters::at);
        named.put("fd", TextLifters::fd);
        named.put("awk", new AwkLifter());
        named.put("git", new GitLifter(judgement));
        named.put("foreach", GitLifter::foreach);
        named.put("make", new MakeLifter(judgement.vocabulary()));
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
