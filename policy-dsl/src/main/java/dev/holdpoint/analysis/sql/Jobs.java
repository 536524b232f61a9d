package dev.holdpoint.analysis.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a scheduler is given to run later: {@code cron.schedule('n', '@daily', 'VACUUM')},
 * {@code sp_add_jobstep @command = N'…'}, {@code DBMS_SCHEDULER.CREATE_JOB(job_action => '…')}.
 * What it does counts as if it ran now.
 */
final class Jobs {

    /** Names of the argument that is run. */
    private static final Set<String> COMMANDS = Set.of("command", "job_action", "what");

    /** Names of the argument that says what kind of command it is. */
    private static final Set<String> KINDS = Set.of("subsystem", "job_type");

    /** Kinds of command that are SQL. */
    private static final Set<String> SQL = Set.of("tsql", "plsql_block");

    /** Where the command stands among arguments without names: after a name and a time. */
    private static final int THIRD = 2;

    private final Walker w;
    private final Tokens t;

    Jobs(Walker w) {
        this.w = w;
        this.t = w.tokens;
    }

    /** Reads the statement among the arguments; false where there is none that can be read. */
    boolean read(List<int[]> arguments) {
        Optional<int[]> command = Optional.empty();
        boolean named = false;
        for (int[] a : arguments) {
            String name = name(a[0]);
            named |= !name.isEmpty();
            if (KINDS.contains(name)
                    && !text(a).filter(k -> SQL.contains(Names.lower(k))).isPresent()) {
                return false;
            }
            if (COMMANDS.contains(name)) {
                command = Optional.of(a);
            }
        }
        if (!named && arguments.size() > 1) {
            command = Optional.of(arguments.get(Math.min(THIRD, arguments.size() - 1)));
            boolean oracle = w.dialect.has(Dialect.Trait.Q_STRING);
            if (oracle
                    && text(arguments.get(1)).filter(k -> SQL.contains(Names.lower(k))).isEmpty()) {
                return false;
            }
        }
        Optional<String> statement = command.flatMap(this::text);
        if (statement.isEmpty() || !Functions.looksLikeSql(statement.get() + " ")) {
            return false;
        }
        w.inner(statement.get(), false);
        return true;
    }

    private Optional<String> text(int[] argument) {
        return w.dynamic().constant(w.functions.value(argument[0]), argument[1]);
    }

    /** The name of an argument that has one, in lower case and without its sign. */
    private String name(int i) {
        if (w.functions.value(i) == i) {
            return "";
        }
        String raw = t.raw(i).toLowerCase(Locale.ROOT);
        return raw.startsWith("@") ? raw.substring(1) : raw;
    }
}
