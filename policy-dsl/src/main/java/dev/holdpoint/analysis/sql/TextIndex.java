package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;

/**
 * SQLite's full-text indexes take commands in the column that is called as the table is: {@code
 * INSERT INTO docs(docs) VALUES('delete-all')}. SQLite "FTS5 Extension", 6 "Special INSERT
 * Commands"; FTS4 has some of them.
 */
final class TextIndex {

    private static final Optional<String> TABLE = Optional.of("table");

    private final Walker w;

    TextIndex(Walker w) {
        this.w = w;
    }

    /**
     * Reads the command, if there is one.
     *
     * @param from where the name of the table begins
     * @param open where the list of columns begins, and {@code close} where it ends
     */
    void commands(int from, int open, int close) {
        Tokens t = w.tokens;
        Findings findings = w.findings;
        int table = w.names.lastPart(from, open);
        boolean command = false;
        for (int c = open + 1; c < close; c++) {
            command |= t.isName(c) && w.names.part(c).equals(w.names.part(table));
        }
        if (!command) {
            return;
        }
        // the one row that is written out, its command first
        int row = t.is(close + 1, Keyword.VALUES) ? close + 2 : close;
        boolean plain =
                w.names.part(open + 1).equals(w.names.part(table))
                        && t.is(row, '(')
                        && t.type(row + 1) == Tokens.STRING
                        && (t.is(row + 2, ',') || row + 2 == t.mate(row))
                        && !t.is(t.mate(row) + 1, ',');
        String said = plain ? w.dynamic().constant(row + 1, row + 2).orElse("") : "";
        switch (said.toLowerCase(Locale.ROOT)) {
            case "rebuild", "optimize", "integrity-check", "merge", "automerge", "crisismerge":
            case "usermerge", "deletemerge", "pgsz", "hashsize", "rank", "secure-delete":
                break;
            case "delete":
                // the triggers of every such index do so; what it indexes is elsewhere
                findings.deed(findings.defining() ? Verb.WRITE : Verb.DESTROY, TABLE);
                break;
            case "delete-all":
                findings.deed(Verb.DESTROY, TABLE);
                break;
            default:
                findings.hidden("a command of a full-text index that is not known");
                break;
        }
    }
}
