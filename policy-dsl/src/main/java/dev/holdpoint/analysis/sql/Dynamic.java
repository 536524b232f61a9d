package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements that run other statements: EXECUTE, PREPARE, CALL, DO, OPEN. A text that is
 * constant is read like one that was given to the database; one that is computed from what is not
 * known is hidden.
 */
final class Dynamic {

    private static final String PREPARED = " prepared ";

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Dynamic(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    /** The text that the range computes, if it is constant. */
    Optional<String> constant(int from, int to) {
        return new Constants(t, w.dialect, w.session.constants(), false).text(from, to);
    }

    /** The same, or a {@link Template}: for a text that is executed, now or later. */
    Optional<String> template(int from, int to) {
        return new Constants(t, w.dialect, w.session.constants(), true).text(from, to);
    }

    /** Reads a text that {@link #template} gave and that runs here. */
    void executed(String text) {
        if (Template.hasHole(text)) {
            if (!Template.isPlain(Lexer.lex(text, w.dialect, Lexer.EVERY_VERSION).tokens())) {
                findings.hidden("a text is executed that is computed when it runs");
                return;
            }
            findings.unnamed();
        }
        w.inner(text, false);
    }

    int statement(int i) {
        switch (t.key(i)) {
            case DO:
                return doBlock(i);
            case CALL:
                return callStatement(i);
            case EXEC, EXECUTE:
                return execute(i, null);
            case PREPARE:
                return prepare(i);
            case DECLARE:
                return w.variables().declare(i);
            case OPEN:
                return open(i);
            default: // PERFORM
                findings.kind(StatementKind.SELECT);
                return w.expression(i + 1);
        }
    }

    private int doBlock(int i) {
        int j = i + 1;
        if (t.is(j, Keyword.LANGUAGE)) {
            j += 2;
        }
        if (t.type(j) == Tokens.STRING) {
            findings.kind(StatementKind.DO);
            findings.deed(Verb.READ);
            String language = "plpgsql";
            int end = j + 1;
            while (t.type(end) == Tokens.STRING) {
                end++;
            }
            if (t.is(i + 1, Keyword.LANGUAGE)) {
                language = language(i + 2);
            } else if (t.is(end, Keyword.LANGUAGE)) {
                language = language(end + 1);
            }
            Optional<String> body = constant(j, end);
            if (language.equals("plpgsql") && body.isPresent()) {
                w.inner(body.get(), true);
            } else {
                findings.hidden("a block of " + language + " is not read");
            }
            return w.skip(end);
        }
        // MySQL: DO expression
        findings.kind(StatementKind.DO);
        return w.expression(j);
    }

    private String language(int i) {
        return (t.type(i) == Tokens.STRING ? constant(i, i + 1).orElse("") : t.raw(i))
                .toLowerCase(Locale.ROOT);
    }

    private int callStatement(int i) {
        int j = i + 1;
        if (t.type(j) == Tokens.PARAMETER || !t.isName(j)) {
            findings.kind(StatementKind.CALL);
            findings.hidden("the procedure that is called is not known");
            return w.skip(j);
        }
        return call(j, w.names.end(j));
    }

    /** A procedure by its name, with or without parentheses around its arguments. */
    int call(int i, int end) {
        findings.kind(StatementKind.CALL);
        w.functions.procedure(i, end);
        int to = w.expression(end);
        w.forget(end, to);
        return to;
    }

    /** {@code EXECUTE}, {@code EXEC}: a text, a prepared statement or a procedure. */
    int execute(int i, @Nullable Scope scope) {
        int j = i + 1;
        if (t.is(j, Keyword.AS)) {
            findings.kind(StatementKind.SET_ROLE);
            findings.deed(new Findings.Deed(Verb.WRITE, true, Optional.of("role")));
            return w.skip(j);
        }
        if (t.is(j, Keyword.IMMEDIATE)) {
            j++;
            if (t.is(j, Keyword.FROM)) {
                // Snowflake: EXECUTE IMMEDIATE FROM a file in a stage
                findings.kind(StatementKind.EXECUTE);
                findings.hidden("the script that is executed is in a file");
                return w.skip(j);
            }
            return executeText(j, Clauses.Stop.NOTHING);
        }
        boolean block = t.isName(j) && (t.isWord(j, "block") || t.isWord(j, "task"));
        if (block && t.isWord(j, "task")) {
            findings.kind(StatementKind.CALL);
            findings.deed(Verb.RUN, Optional.of("task"));
            return w.skip(j + 1);
        }
        if (t.is(j, '(') || t.type(j) == Tokens.STRING) {
            return executeText(j, Clauses.Stop.NOTHING);
        }
        if (t.type(j) == Tokens.VARIABLE && t.is(j + 1, '=')) {
            j += 2; // EXEC @result = procedure
        }
        if (t.type(j) == Tokens.VARIABLE || t.type(j) == Tokens.PARAMETER) {
            findings.kind(StatementKind.EXECUTE);
            findings.hidden("the procedure that is executed is in a variable");
            return w.skip(j);
        }
        if (!t.isName(j)) {
            findings.kind(StatementKind.EXECUTE);
            findings.hidden("what is executed is not named");
            return w.skip(j);
        }
        int end = w.names.end(j);
        boolean transact = w.dialect.has(Trait.NO_TERMINATOR);
        if (w.inBlock() && !transact) {
            return executeText(j, Clauses.Stop.NOTHING);
        }
        Findings.Deed prepared = w.session.prepared(Names.lower(t.raw(j)));
        if (prepared != null) {
            findings.kind(StatementKind.EXECUTE);
            findings.deed(prepared);
            int to = w.expression(end);
            w.forget(end, to);
            return to;
        }
        // SQL*Plus: EXEC package.procedure(…)
        boolean plus = w.dialect.has(Trait.Q_STRING);
        boolean qualified = end - j > 1; // which no prepared statement's name is
        if (transact || plus || qualified || t.is(j, Keyword.PROCEDURE)) {
            return call(
                    t.is(j, Keyword.PROCEDURE) ? j + 1 : j,
                    t.is(j, Keyword.PROCEDURE) ? w.names.end(j + 1) : end);
        }
        findings.kind(StatementKind.EXECUTE);
        // it was judged when it was prepared, which was elsewhere
        findings.deed(Verb.RUN, Optional.of("statement"));
        findings.unnamedWrite();
        int to = w.expression(end);
        w.forget(end, to);
        return to;
    }

    /** A text that is executed; returns the end of the statement. */
    int executeText(int from, Clauses.Stop stop) {
        findings.kind(StatementKind.EXECUTE);
        int end = w.expression(from, stop);
        int to = end;
        for (int j = from; j < end; j++) {
            if (t.is(j, '(')) {
                j = t.mate(j);
            } else if (t.is(j, Keyword.USING)
                    || t.is(j, Keyword.INTO)
                    || t.isWord(j, "bulk")
                    || t.is(j, Keyword.AT)
                    || t.is(j, Keyword.AS)
                    || t.is(j, Keyword.RETURNING)) {
                to = j;
                break;
            }
        }
        run(from, to);
        w.forget(to, end);
        return end;
    }

    /** Reads the text that the range computes, or takes it for hidden. */
    void run(int from, int to) {
        Optional<String> text = template(from, to);
        if (text.isPresent()) {
            executed(text.get());
        } else {
            findings.hidden("a text is executed that is computed when it runs");
        }
    }

    private int prepare(int i) {
        int j = i + 1;
        if (t.is(j, Keyword.TRANSACTION)) {
            findings.kind(StatementKind.COMMIT);
            return w.skip(j);
        }
        findings.kind(StatementKind.PREPARE);
        String name = Names.lower(t.raw(j));
        j++;
        if (t.is(j, '(')) {
            j = t.mate(j) + 1;
        }
        Findings.Deed outer = findings.beginDefinition();
        int end;
        if (t.is(j, Keyword.AS)) {
            end = w.boundaries.endsStatement(j + 1) ? j + 1 : w.statement(j + 1);
        } else if (t.is(j, Keyword.FROM)) {
            end = w.expression(j + 1);
            Optional<String> text = template(j + 1, end);
            if (text.isPresent()) {
                executed(text.get());
            } else if (w.boundaries.startsStatement(j + 1)) {
                w.queryOrChange(j + 1, null);
            } else {
                findings.hidden("a text is prepared that is computed when it runs");
            }
        } else {
            findings.hidden("what is prepared is not read");
            end = w.skip(j);
        }
        findings.endDefinition(outer, PREPARED + name);
        Findings.Deed deed = findings.definition(PREPARED + name).orElse(Findings.Deed.NOTHING);
        w.session.prepare(name, deed);
        // it is stopped here: its execution may come in a text of its own, which says nothing
        findings.deed(deed);
        return end;
    }

    private int open(int i) {
        findings.kind(StatementKind.OPEN);
        int j = i + 1;
        while (!w.boundaries.endsStatement(j) && !t.is(j, Keyword.FOR)) {
            if (t.is(j, '(')) {
                j = t.mate(j);
            }
            if (w.boundaries.startsNext(j, Clauses.Role.QUERY, true, true)) {
                return j;
            }
            j++;
        }
        if (w.boundaries.endsStatement(j)) {
            return j;
        }
        j++;
        if (w.boundaries.startsStatement(j)) {
            return w.queryOrChange(j, null);
        }
        return executeText(t.is(j, Keyword.EXECUTE) ? j + 1 : j, Clauses.Stop.NOTHING);
    }
}
