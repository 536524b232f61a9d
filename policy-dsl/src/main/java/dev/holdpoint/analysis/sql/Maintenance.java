package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads statements about the database's own affairs that their first words do not tell. */
final class Maintenance {

    private final Walker w;

    Maintenance(Walker w) {
        this.w = w;
    }

    int pragma(int i) {
        Tokens t = w.tokens;
        w.findings.kind(StatementKind.PRAGMA);
        // SQLite takes a string for a name too
        int end = t.isName(i + 1) ? w.names.end(i + 1) : i + 2;
        boolean sets = t.is(end, '=');
        String name =
                t.type(end - 1) == Tokens.STRING
                        ? Names.lower(w.dynamic().constant(end - 1, end).orElse(""))
                        : Names.lower(w.names.unquoted(end - 1));
        Optional<Findings.Deed> more = Consequences.setting("pragma." + name, w.dialect);
        if (more.isPresent() && (sets || t.is(end, '('))) {
            w.findings.deed(more.get());
            w.findings.unnamedWrite();
        } else if (sets
                || name.equals("optimize")
                || name.equals("incremental_vacuum")
                || name.equals("wal_checkpoint")
                || name.equals("shrink_memory")
                || t.is(end, '(') && !READING_PRAGMAS.contains(name)) {
            w.findings.deed(Verb.WRITE, Optional.of("setting"));
            w.findings.unnamedWrite();
        }
        return w.skip(end);
    }

    /** Pragmas of SQLite and DuckDB whose argument is what is looked at. */
    private static final Set<String> READING_PRAGMAS =
            Set.of(
                    "table_info",
                    "table_xinfo",
                    "table_list",
                    "index_list",
                    "index_info",
                    "index_xinfo",
                    "foreign_key_list",
                    "foreign_key_check",
                    "integrity_check",
                    "quick_check",
                    "storage_info",
                    "show",
                    "database_size");

    int dbcc(int i) {
        w.findings.kind(StatementKind.DBCC);
        String command = w.tokens.raw(i + 1).toLowerCase(Locale.ROOT);
        switch (command) {
            case "checkdb",
            "checktable",
            "checkalloc",
            "checkcatalog",
            "checkfilegroup",
            "checkconstraints",
            "checkident":
                boolean changes = false;
                for (int j = i + 2; !w.boundaries.endsStatement(j); j++) {
                    String word = w.tokens.raw(j).toLowerCase(Locale.ROOT);
                    if (word.startsWith("repair_allow")) {
                        w.findings.deed(Verb.DESTROY, Optional.of("database"));
                    }
                    changes |= word.startsWith("repair") || word.equals("reseed");
                }
                w.findings.deed(changes ? Verb.WRITE : Verb.READ);
                break;
            case "inputbuffer",
            "opentran",
            "outputbuffer",
            "proccache",
            "show_statistics",
            "sqlperf",
            "tracestatus",
            "useroptions",
            "help":
                w.findings.deed(Verb.READ);
                break;
            default:
                w.findings.deed(Verb.WRITE, Optional.of("database"));
                w.findings.unnamedWrite();
                break;
        }
        return w.skip(i + 2);
    }

    int attach(int i) {
        boolean attach = w.tokens.is(i, Keyword.ATTACH);
        w.findings.kind(attach ? StatementKind.ATTACH : StatementKind.DETACH);
        int end = w.skip(i + 1);
        boolean destroys = false;
        if (!attach && w.dialect.name().equals("clickhouse")) {
            for (int j = i + 1; j < end; j++) {
                destroys |= w.tokens.isWord(j, "permanently");
            }
        }
        w.findings.deed(destroys ? Verb.DESTROY : Verb.WRITE, Optional.of("database"));
        w.findings.unnamedWrite();
        w.transfers().files(i + 1, end);
        return end;
    }

    /** True for Snowflake's PUT and GET, whose {@code file://} only looks like a comment. */
    boolean hasUrl(int i) {
        Tokens t = w.tokens;
        return (t.isWord(i, "put") || t.isWord(i, "get")) && t.is(i + 2, ':');
    }

    /**
     * {@code PUT file://path @stage}, read from the text since the rest of its line is no comment.
     */
    int transfer(int i) {
        Tokens t = w.tokens;
        int from = t.start(i);
        int lineEnd = t.source().indexOf('\n', from);
        String line = t.source().substring(from, lineEnd < 0 ? t.source().length() : lineEnd);
        boolean put = t.isWord(i, "put");
        w.findings.kind(put ? StatementKind.LOAD : StatementKind.UNLOAD);
        String words = line.toLowerCase(Locale.ROOT).replace(" ", "");
        boolean over = put && words.replace("overwrite=false", "").contains("overwrite");
        w.findings.deed(over ? Verb.DESTROY : Verb.WRITE, Optional.of("file"));
        w.findings.unnamedWrite();
        if (line.indexOf(';') >= 0 && !line.strip().endsWith(";")) {
            w.findings.hidden("what stands after a file's address is not read");
        }
        return w.skip(i + 1);
    }

    int load(int i) {
        Tokens t = w.tokens;
        if (t.isWord(i + 1, "data") || t.isWord(i + 1, "xml")) {
            w.findings.kind(StatementKind.LOAD);
            int end = w.skip(i + 1);
            boolean replaces = false;
            for (int j = i + 1; j < end; j++) {
                replaces |= t.is(j, Keyword.REPLACE) || t.is(j, Keyword.OVERWRITE);
                if (t.is(j, Keyword.INTO)) {
                    int name = t.is(j + 1, Keyword.TABLE) ? j + 2 : j + 1;
                    if (t.isName(name)) {
                        w.write(w.names.text(name, w.names.end(name)));
                    }
                }
            }
            w.findings.deed(replaces ? Verb.DESTROY : Verb.WRITE, Optional.of("table"));
            w.forget(i, end);
            return end;
        }
        return w.statements.tableDriven(i);
    }
}
