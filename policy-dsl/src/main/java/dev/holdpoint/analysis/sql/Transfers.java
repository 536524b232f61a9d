package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;
import java.util.Optional;

/**
 * Reads COPY and UNLOAD, and the files and programs that they and other statements name: where rows
 * come from that are in no table, and where they go.
 */
final class Transfers {

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Transfers(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    /** COPY and UNLOAD. */
    int copy(int i) {
        findings.kind(t.is(i, Keyword.UNLOAD) ? StatementKind.UNLOAD : StatementKind.COPY);
        int j = i + 1;
        Scope scope = new Scope(null, findings, w.names);
        boolean into = false;
        String table = "";
        if (t.is(j, Keyword.INTO)) {
            into = true;
            j++;
        }
        if (t.is(j, '(')) {
            int close = t.mate(j);
            if (w.boundaries.startsStatement(j + 1)) {
                w.clauses.nested(j + 1, close, scope);
            } else if (t.type(j + 1) == Tokens.STRING) {
                Optional<String> query = w.dynamic().constant(j + 1, close);
                if (query.isPresent()) {
                    w.inner(query.get(), false);
                } else {
                    findings.hidden("the query that is unloaded is computed");
                }
            } else if (t.isName(j + 1)) {
                w.statement(j + 1);
            }
            j = close + 1;
        } else if (t.isName(j)) {
            if (t.isWord(j, "binary") && t.isName(j + 1)) {
                j++;
            }
            int end = w.names.end(j);
            table = w.names.text(j, end);
            j = end;
        } else {
            j++;
        }
        int end = w.skip(j);
        boolean from = false;
        boolean to = false;
        boolean stdout = false;
        boolean destroys = false;
        for (int k = j; k < end; k++) {
            switch (t.key(k)) {
                case FROM:
                    from = true;
                    break;
                case TO:
                    to = true;
                    break;
                case STDOUT:
                    stdout |= t.is(k - 1, Keyword.TO);
                    break;
                case PROGRAM:
                    if (t.is(k - 1, Keyword.FROM) || t.is(k - 1, Keyword.TO)) {
                        program(k + 1);
                    }
                    break;
                case PURGE:
                    destroys |= t.is(k + 1, '=') && t.is(k + 2, Keyword.TRUE);
                    break;
                case OTHER:
                    destroys |= t.isWord(k, "overwrite_or_ignore");
                    break;
                case OVERWRITE, ALLOWOVERWRITE:
                    destroys |= !(t.is(k + 1, '=') && t.is(k + 2, Keyword.FALSE));
                    break;
                default:
                    break;
            }
        }
        if (destroys) {
            findings.deed(Verb.DESTROY, Optional.of("file"));
        }
        if (into || from && !to) {
            for (int k = j; k < end; k++) {
                if (t.type(k) == Tokens.STRING) {
                    file(k);
                }
            }
            if (table.isEmpty()) {
                findings.unnamedWrite();
            } else {
                w.write(table);
            }
            findings.deed(Verb.WRITE, Optional.of("table"));
        } else {
            if (!table.isEmpty()) {
                w.table(table);
            }
            if (!stdout) {
                // PostgreSQL overwrites what the server may write to
                boolean over = w.dialect.name().equals("postgresql") && keptFile(j, end);
                findings.deed(over ? Verb.DESTROY : Verb.WRITE, Optional.of("file"));
                if (!over) {
                    files(j, end);
                }
            }
        }
        return end;
    }

    /** True where a file outside of the temporary directories stands after TO. */
    private boolean keptFile(int from, int end) {
        for (int k = from; k < end; k++) {
            if (t.is(k, Keyword.TO)) {
                return t.type(k + 1) == Tokens.STRING
                        && w.dynamic()
                                .constant(k + 1, k + 2)
                                .filter(f -> temporary(f) && !f.contains(".."))
                                .isEmpty();
            }
        }
        return false;
    }

    private static boolean temporary(String file) {
        return file.startsWith("/tmp/") || file.startsWith("/var/tmp/");
    }

    /** The files that are named in that range, to be written or to be read. */
    void files(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.type(i) == Tokens.STRING) {
                file(i);
                if (!t.is(i - 1, Keyword.FROM)) {
                    written(i);
                }
            }
        }
    }

    /** A file that is written; what is run or read as settings is more than data. */
    void written(int i) {
        if (Files.isMore(w.dynamic().constant(i, i + 1).orElse(""))) {
            findings.disguised(Verb.WRITE);
        }
    }

    /** A name of a file that is a command if it begins or ends with a bar: DuckDB's shellfs. */
    void file(int i) {
        if (!w.dialect.name().equals("duckdb") && !w.dialect.isGeneric()) {
            return;
        }
        String name = w.dynamic().constant(i, i + 1).orElse("").strip();
        if (name.length() > 1 && (name.endsWith("|") || name.startsWith("|"))) {
            program(name.substring(name.startsWith("|") ? 1 : 0).replace("|", " ").strip());
        }
    }

    /** A command in a string, which the server gives to its shell. */
    void program(int i) {
        program(w.dynamic().constant(i, i + 1).orElse(""));
    }

    private void program(String command) {
        findings.kind(StatementKind.COPY_PROGRAM);
        findings.deed(new Findings.Deed(Verb.RUN, true, Optional.of("process")));
        if (!command.isEmpty()) {
            findings.program(command);
        }
    }
}
