package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Optional;

/** Reads blocks: where they begin and end, conditions, loops. */
final class Blocks {

    private final Walker w;

    Blocks(Walker w) {
        this.w = w;
    }

    int begin(int i) {
        Tokens t = w.tokens;
        w.declaring(false);
        int j = i + 1;
        boolean transaction =
                w.blockDepth() == 0
                        && !w.isBody()
                        && !w.findings.defining()
                        && (w.boundaries.endsStatement(j)
                                || t.is(j, Keyword.TRANSACTION)
                                || t.is(j, Keyword.WORK)
                                || t.is(j, Keyword.ISOLATION)
                                || t.is(j, Keyword.READ)
                                || t.is(j, Keyword.DEFERRED)
                                || t.is(j, Keyword.IMMEDIATE)
                                || t.is(j, Keyword.EXCLUSIVE)
                                || t.is(j, Keyword.NOT) && !t.is(j + 1, Keyword.ATOMIC)
                                || t.isWord(j, "concurrent"));
        if (transaction
                || t.is(j, Keyword.TRAN)
                || t.is(j, Keyword.TRANSACTION)
                || t.is(j, Keyword.DISTRIBUTED)) {
            w.findings.kind(StatementKind.BEGIN);
            return w.skip(j);
        }
        if (w.dialect.has(Trait.NO_TERMINATOR)
                && (t.isWord(j, "dialog") || t.isWord(j, "conversation"))) {
            w.findings.kind(StatementKind.NOTIFY);
            w.findings.deed(Verb.WRITE, Optional.of("queue"));
            return w.skip(j + 2);
        }
        if (t.is(j, Keyword.BATCH) || t.is(j, Keyword.UNLOGGED) && t.is(j + 1, Keyword.BATCH)) {
            // Cassandra: BEGIN BATCH … APPLY BATCH
            w.findings.kind(StatementKind.BEGIN);
            return t.is(j, Keyword.BATCH) ? j + 1 : j + 2;
        }
        w.enterBlock();
        w.findings.kind(StatementKind.DO);
        if (t.is(j, Keyword.NOT) && t.is(j + 1, Keyword.ATOMIC)) {
            return j + 2;
        }
        if (t.is(j, Keyword.ATOMIC) || t.is(j, Keyword.TRY) || t.isWord(j, "catch")) {
            return j + 1;
        }
        return j;
    }

    int end(int i) {
        Tokens t = w.tokens;
        int j = i + 1;
        if (t.is(j, Keyword.IF)
                || t.is(j, Keyword.LOOP)
                || t.is(j, Keyword.WHILE)
                || t.is(j, Keyword.CASE)
                || t.is(j, Keyword.REPEAT)
                || t.is(j, Keyword.FOR)) {
            return endName(j + 1);
        }
        if (w.blockDepth() == 0 && !w.isBody()) {
            w.findings.kind(StatementKind.COMMIT);
            return w.skip(j);
        }
        if (w.blockDepth() > 0) {
            w.leaveBlocks(w.blockDepth() - 1);
        }
        if (t.is(j, Keyword.TRY) || t.isWord(j, "catch")) {
            return j + 1;
        }
        return endName(j);
    }

    /** {@code END name}. */
    private int endName(int i) {
        if (w.dialect.has(Trait.NO_TERMINATOR)) {
            return i;
        }
        int j = i;
        while (w.dialect.has(Trait.Q_STRING)
                && (w.tokens.isWord(j, "before")
                        || w.tokens.is(j, Keyword.AFTER)
                        || w.tokens.is(j, Keyword.EACH)
                        || w.tokens.is(j, Keyword.ROW)
                        || w.tokens.is(j, Keyword.STATEMENT))) {
            j++; // END AFTER EACH ROW
        }
        if (j > i) {
            return j;
        }
        return w.tokens.isName(i) && w.boundaries.endsStatement(i + 1) ? i + 1 : i;
    }

    /**
     * A step that computes at most: {@code RETURN x}, {@code RAISE}; but a function may return what
     * a text gives.
     */
    int step(int i) {
        Tokens t = w.tokens;
        w.findings.kind(StatementKind.CONTROL);
        int j = i + 1;
        if (t.is(i, Keyword.RETURN) && t.is(j, Keyword.QUERY)) {
            return t.is(j + 1, Keyword.EXECUTE)
                    ? w.dynamic().executeText(j + 2, Clauses.Stop.NOTHING)
                    : w.queryOrChange(j + 1, null);
        }
        return w.expression(j);
    }

    int control(int i) {
        Tokens t = w.tokens;
        w.findings.kind(StatementKind.CONTROL);
        w.session.branched = true;
        if (!w.inBlock() && !w.dialect.has(Trait.NO_TERMINATOR) && w.isGiven()) {
            w.findings.kind(StatementKind.DO);
        }
        switch (t.key(i)) {
            case IF, ELSEIF, ELSIF, WHEN:
                int then = w.expression(i + 1, Clauses.Stop.THEN);
                return t.is(then, Keyword.THEN) ? then + 1 : then;
            case CASE:
                int when = i + 1;
                while (!w.boundaries.endsStatement(when) && !t.is(when, Keyword.WHEN)) {
                    when++;
                }
                return when;
            case WHILE, FOR:
                return loop(i);
            default:
                return i + 1;
        }
    }

    /** The head of a loop, from its first word, up to its body. */
    int loop(int i) {
        Tokens t = w.tokens;
        int j = i + 1;
        if (t.is(i, Keyword.FOR)) {
            // FOR r IN query LOOP, FOR r AS c CURSOR FOR query DO, FOR i IN EXECUTE text LOOP
            while (!w.boundaries.endsStatement(j)
                    && !t.is(j, Keyword.IN)
                    && !t.is(j, Keyword.FOR)
                    && !t.is(j, Keyword.AS)
                    && !t.is(j, Keyword.LOOP)
                    && !t.is(j, Keyword.DO)) {
                j++;
            }
            w.forget(i + 1, j);
            while (t.is(j, Keyword.IN) || t.is(j, Keyword.AS) || t.isWord(j, "reverse")) {
                j++;
            }
            if (t.is(j, Keyword.EXECUTE)) {
                return afterLoop(w.dynamic().executeText(j + 1, Clauses.Stop.DO_OR_LOOP));
            }
        }
        Scope scope = new Scope(null, w.findings, w.names);
        if (changes(j)) {
            // FOR r IN DELETE … RETURNING * LOOP: read to its end, but what the loop does begins
            // earlier
            int end = w.queryOrChange(j, null);
            return afterLoop(Math.min(end, loopWord(j)));
        }
        return afterLoop(
                w.clauses.scan(j, scope, Clauses.Role.EXPRESSION, Clauses.Stop.DO_OR_LOOP));
    }

    private boolean changes(int i) {
        return switch (w.tokens.key(i)) {
            case WITH, INSERT, UPDATE, DELETE, MERGE -> true;
            default -> false;
        };
    }

    /** Where the body begins: the next LOOP or DO outside of parentheses. */
    private int loopWord(int from) {
        Tokens t = w.tokens;
        int i = from;
        while (!w.boundaries.endsStatement(i) && !t.is(i, Keyword.LOOP) && !startsDo(i)) {
            i = t.is(i, '(') ? t.mate(i) + 1 : i + 1;
        }
        return i;
    }

    /** DO, but not that of ON CONFLICT DO. */
    private boolean startsDo(int i) {
        return w.tokens.is(i, Keyword.DO)
                && !w.tokens.is(i + 1, Keyword.NOTHING)
                && !(w.tokens.is(i + 1, Keyword.UPDATE) && w.tokens.is(i + 2, Keyword.SET));
    }

    private int afterLoop(int i) {
        return w.tokens.is(i, Keyword.DO) || w.tokens.is(i, Keyword.LOOP) ? i + 1 : i;
    }
}
