package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;

/**
 * Lines that are for the client that sends a text, and not for the server: how far they go, and
 * whether it is known what they do.
 */
final class ClientLines {

    private ClientLines() {}

    /**
     * Where a client takes a line for a command: what follows on the next line is a statement of
     * its own there, even without a terminator. SQL*Plus does so with SET, SHOW, DESCRIBE and EXEC,
     * that of MySQL with USE and HELP.
     */
    static int end(Walker w, int i, int end) {
        Tokens t = w.tokens;
        boolean plus = w.dialect.has(Trait.Q_STRING);
        boolean command =
                switch (t.key(i)) {
                    case SET ->
                            plus && !t.is(i + 1, Keyword.ROLE) && !t.is(i + 1, Keyword.TRANSACTION);
                    case SHOW, DESC, DESCRIBE, EXEC, EXECUTE -> plus;
                    case USE -> !plus;
                    default -> !plus && t.isWord(i, "help");
                };
        if (command) {
            for (int j = i + 1; j < end; j++) {
                if (t.startsLine(j)) {
                    return j;
                }
            }
        }
        return end;
    }

    /**
     * A command of psql or sqlcmd, up to the end of its line, and what follows is another
     * statement. Few of them only show the result otherwise.
     */
    static int command(Walker w, int i) {
        Tokens t = w.tokens;
        int j = i + 1;
        while (!w.boundaries.endsStatement(j) && !t.startsLine(j)) {
            j++;
        }
        boolean shows =
                j == i + 2
                        && (t.isWord(i + 1, "gset")
                                || t.isWord(i + 1, "gx")
                                || t.isWord(i + 1, "g")
                                || t.isWord(i + 1, "gdesc")
                                || t.isWord(i + 1, "crosstabview"));
        if (!shows) {
            w.findings.hidden("a command of the client: " + t.raw(i) + t.raw(i + 1));
        }
        return j;
    }
}
