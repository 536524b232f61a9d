package dev.holdpoint.analysis.program;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The lifters that catalog entries name. */
final class Lifters {

    private static final List<String> SQL_DIALECTS =
            List.of(
                    "postgresql",
                    "mysql",
                    "mariadb",
                    "sqlite",
                    "duckdb",
                    "clickhouse",
                    "tsql",
                    "oracle",
                    "bigquery",
                    "snowflake",
                    "trino",
                    "hive",
                    "spark",
                    "db2",
                    "generic");

    private static final List<String> LANGUAGES =
            List.of(
                    "python",
                    "javascript",
                    "perl",
                    "ruby",
                    "lua",
                    "r",
                    "julia",
                    "elixir",
                    "groovy",
                    "php",
                    "java",
                    "go",
                    "lisp",
                    "erlang",
                    "ocaml",
                    "haskell",
                    "raku",
                    "applescript",
                    "octave",
                    "bpftrace",
                    "c",
                    "rust");

    private final Judgement judgement;
    private final Map<String, Lifter> named = new HashMap<>();

    Lifters(Judgement judgement) {
        this.judgement = judgement;
        Sinks sinks = Sinks.bundled();
        named.put("shell", new ShellLifter());
        named.put("sudo", WrapperLifters::sudo);
        named.put("env", WrapperLifters::env);
        named.put("daemon", call -> WrapperLifters.daemon(call, judgement));
        named.put("python-run", WrapperLifters::pythonRun);
        named.put("subprogram", WrapperLifters::subprogram);
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
        named.put("vim", new VimLifter(sinks));
        named.put("crontab", TextLifters::crontab);
        named.put("pager", TextLifters::pager);
        named.put("at", TextLifters::at);
        named.put("fd", TextLifters::fd);
        named.put("awk", new AwkLifter());
        named.put("git", new GitLifter(judgement));
        for (String language : LANGUAGES) {
            CodeLifter lifter = new CodeLifter(language, sinks, judgement.vocabulary());
            named.put("code:" + language, lifter);
            // a program of its own that may be given code besides
            named.put(
                    "eval:" + language,
                    call -> {
                        if (call.of(Meaning.What.CODE).isEmpty()) {
                            judgement.listed(call);
                        } else {
                            lifter.read(call);
                        }
                    });
        }
        for (EscapeLifter.Language language : EscapeLifter.Language.values()) {
            named.put(
                    "escape:" + language.name().toLowerCase(Locale.ROOT),
                    new EscapeLifter(language, judgement, sinks));
        }
        named.put("task", new TaskLifter(judgement));
        named.put("mux", WrapperLifters::multiplexer);
        named.put("joined-tail", WrapperLifters::joinedTail);
        named.put("webrequest", WebLifters::webRequest);
        named.put("container", ContainerLifter::read);
        named.put("aws", call -> CloudLifters.aws(call, judgement));
        named.put("ansible", CloudLifters::ansible);
        named.put("curl", new CurlLifter());
        named.put("wget", WebLifters::wget);
        named.put("httpie", WebLifters::httpie);
        named.put("redis", new RedisLifter());
        named.put("mongo", MongoLifter::mongo);
        named.put("netcat", WebLifters::netcat);
        named.put("github", WebLifters.forge("https://api.github.com/"));
        named.put("gitlab", WebLifters.forge("https://gitlab.com/api/v4/"));
        for (String dialect : SQL_DIALECTS) {
            SqlLifter sql = new SqlLifter(dialect);
            named.put(
                    "sql:" + dialect,
                    call -> {
                        sql.read(call);
                        WrapperLifters.pagers(call, judgement);
                    });
        }
        named.put("foreach", GitLifter::foreach);
        named.put("patch-text", FileLifters::patchText);
        named.put("make", new MakeLifter(judgement.vocabulary()));
    }

    /** Whether there is a lifter of that name. */
    boolean has(String name) {
        return named.containsKey(name);
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
