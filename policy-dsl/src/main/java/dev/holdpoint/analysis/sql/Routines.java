package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads functions, procedures, triggers, events and rules: a header, and a body that is only
 * defined.
 */
final class Routines {

    /** Code that is not SQL. */
    static final Findings.Deed CODE = new Findings.Deed(Verb.RUN, true, Optional.of("function"));

    private final Walker w;
    private final Tokens t;
    private final Findings findings;
    private final Definitions shared;

    Routines(Walker w, Definitions shared) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
        this.shared = shared;
    }

    /**
     * Functions, procedures, triggers, packages, events: a header and a body that is only defined.
     */
    int routine(int at, String object) {
        findings.deed(Verb.WRITE, Optional.of(object));
        int j = shared.afterIf(at + 1);
        if (t.is(j, Keyword.BODY)) {
            j++;
        }
        String name = "";
        if (t.isName(j)) {
            int end = w.names.end(j);
            name = Names.lower(w.names.last(j, end));
            String whole = w.names.text(j, end);
            w.write(whole);
            findings.definedAs(whole);
            j = end;
        }
        boolean trigger = object.equals("trigger") || object.equals("event");
        Findings.Deed outer = findings.beginDefinition();
        if (trigger && w.dialect.name().equals("h2")) {
            // CALL "a.java.Class", AS 'source'
            findings.deed(CODE);
            triggered(outer, name);
            return w.skip(j);
        }
        String language = "";
        boolean library = t.isWord(at - 1, "external");
        if (library) {
            findings.deed(CODE); // Snowflake, Redshift: what answers at an address
        }
        int end = -1;
        int asText = -1;
        while (!w.boundaries.endsStatement(j)) {
            if (t.is(j, '(')) {
                if (t.is(j - 1, Keyword.WHEN)) {
                    shared.expressions(j - 1, t.mate(j));
                }
                j = t.mate(j) + 1;
                continue;
            }
            Keyword k = t.key(j);
            if (k == Keyword.LANGUAGE) {
                language = shared.word(j + 1);
                if (t.type(j + 1) == Tokens.STRING) {
                    language =
                            w.dynamic().constant(j + 1, j + 2).orElse("").toLowerCase(Locale.ROOT);
                }
                j += 2;
                continue;
            }
            if (k == Keyword.RETURN && w.dialect.has(Trait.Q_STRING)) {
                j++; // Oracle: the type in the header
                continue;
            }
            if (t.isWord(j, "soname")) {
                // MySQL: code of a library
                library = true;
                findings.deed(CODE);
            }
            if ((k == Keyword.AS || k == Keyword.IS)
                    && (t.is(j + 1, Keyword.LANGUAGE) || t.isWord(j + 1, "mle"))) {
                // Oracle: AS LANGUAGE JAVA NAME '…', AS MLE LANGUAGE JAVASCRIPT
                library = true;
                findings.deed(CODE);
                j++;
                continue;
            }
            if (k == Keyword.AS && t.type(j + 1) == Tokens.STRING) {
                asText = j + 1;
                j += 2;
                continue;
            }
            if (trigger
                    && k == Keyword.EXECUTE
                    && (t.is(j + 1, Keyword.FUNCTION) || t.is(j + 1, Keyword.PROCEDURE))) {
                int nameEnd = w.names.end(j + 2);
                if (t.isName(j + 2)) {
                    w.functions.called(j + 2, nameEnd, new Scope(null, findings, w.names));
                }
                j = nameEnd;
                continue;
            }
            if (trigger && k == Keyword.ON && t.isName(j + 1)) {
                w.write(w.names.text(j + 1, w.names.end(j + 1)));
                j = w.names.end(j + 1);
                continue;
            }
            if (bodyStarts(j, object)) {
                end = body(j, object);
                break;
            }
            j++;
        }
        if (end < 0) {
            end = j;
            if (asText < 0 && !library && hasBody(object) && creates(at)) {
                findings.hidden("a body that is not read");
            }
        }
        if (asText >= 0) {
            text(asText, language, object);
        }
        if (trigger) {
            triggered(outer, name);
        } else {
            findings.defined(findings.endDefinition(outer, name));
        }
        return end;
    }

    /** True for what has its body in the statement, in this dialect or in one that it may be. */
    private boolean hasBody(String object) {
        return switch (object) {
            case "function", "procedure" -> !w.dialect.has(Trait.NO_TERMINATOR);
            case "trigger", "event" ->
                    w.dialect.has(Trait.INLINE_BODY) && !w.dialect.has(Trait.NO_TERMINATOR);
            default -> false;
        };
    }

    /** True in CREATE, which has a body; ALTER may only change what is around it. */
    private boolean creates(int at) {
        int i = at;
        while (i > 0 && !w.boundaries.endsStatement(i - 1) && !t.is(i, Keyword.CREATE)) {
            i--;
        }
        return t.is(i, Keyword.CREATE);
    }

    private void triggered(Findings.Deed outer, String name) {
        findings.defined(findings.endDefinition(outer, TRIGGER + name));
        Findings.Deed deed = findings.definition(TRIGGER + name).orElse(Findings.Deed.NOTHING);
        if (deed.verb().compareTo(w.session.triggered.verb()) > 0) {
            w.session.triggered = deed;
        }
    }

    private static final String TRIGGER = " trigger ";

    int rule(int at) {
        findings.deed(Verb.WRITE, Optional.of("rule"));
        int j = shared.afterIf(at + 1);
        while (!w.boundaries.endsStatement(j) && !t.is(j, Keyword.DO)) {
            if (t.is(j, Keyword.TO) && t.isName(j + 1)) {
                w.write(w.names.text(j + 1, w.names.end(j + 1)));
            }
            j++;
        }
        Findings.Deed outer = findings.beginDefinition();
        shared.expressions(at, j);
        j++;
        while (t.is(j, Keyword.INSTEAD) || t.isWord(j, "also")) {
            j++;
        }
        if (t.is(j, '(')) {
            int close = t.mate(j);
            int i = j + 1;
            while (i < close) {
                int end = t.type(i) == Tokens.TERMINATOR ? i + 1 : w.statement(i);
                i = end > i ? end : i + 1;
            }
            j = close + 1;
        } else if (!t.is(j, Keyword.NOTHING) && !w.boundaries.endsStatement(j)) {
            j = w.statement(j);
        }
        triggered(outer, "");
        if (t.is(j, Keyword.NOTHING) && t.is(j - 1, Keyword.INSTEAD)) {
            findings.disguised(Verb.WRITE); // later changes are thrown away
        }
        return w.skip(j);
    }

    /** A body in a string: SQL and PL/pgSQL are read, every other language is code that is not. */
    private void text(int i, String language, String object) {
        Optional<String> body = w.dynamic().constant(i, i + 1);
        boolean sql =
                language.equals("sql")
                        || language.equals("plpgsql")
                        || language.isEmpty() && w.dialect.name().equals("snowflake");
        if (sql && body.isPresent()) {
            // Snowflake: an expression is a body too
            boolean expression =
                    w.dialect.name().equals("snowflake")
                            && object.equals("function")
                            && !Functions.looksLikeSql(body.get());
            w.inner(expression ? "SELECT " + body.get() : body.get(), true);
        } else if (!object.equals("macro")
                && !(object.equals("function") && isConfined(language))) {
            findings.deed(CODE);
        }
    }

    /**
     * Functions that can do nothing but compute: those of JavaScript in BigQuery ("User-defined
     * functions", limitations) and in Snowflake ("JavaScript UDF limitations"). Procedures can.
     */
    private boolean isConfined(String language) {
        return language.equals("js") && w.dialect.name().equals("bigquery")
                || language.equals("javascript") && w.dialect.name().equals("snowflake");
    }

    private boolean bodyStarts(int j, String object) {
        if (object.equals("trigger")
                && w.dialect.has(Trait.VERSION_COMMENT)
                && t.is(j - 1, Keyword.ROW)
                && t.is(j - 2, Keyword.EACH)) {
            return !t.isWord(j, "follows") && !t.isWord(j, "precedes");
        }
        if (t.isWord(j, "compound") && t.is(j + 1, Keyword.TRIGGER)) {
            return w.dialect.has(Trait.Q_STRING);
        }
        switch (t.key(j)) {
            case BEGIN, DECLARE:
                return true;
            case AS, IS:
                return !t.is(j + 1, Keyword.OF)
                        && t.type(j + 1) != Tokens.STRING
                        && (w.dialect.has(Trait.INLINE_BODY)
                                || w.boundaries.startsStatement(j + 1)
                                || w.dialect.isGeneric())
                        && !t.is(j - 1, Keyword.EXECUTE)
                        && !t.is(j - 1, Keyword.WITH);
            case RETURN:
                return true;
            case SELECT, CALL, IF, REPEAT, LOOP, WHILE:
                return !t.is(j + 1, Keyword.NOT) || !t.is(j, Keyword.IF);
            case INSERT, UPDATE, DELETE, REPLACE, SET:
                // BEFORE DELETE, AFTER INSERT OR UPDATE OF c, FOR INSERT, INSTEAD OF DELETE
                if (object.equals("trigger") && w.dialect.has(Trait.NO_TERMINATOR)) {
                    return false; // AFTER DELETE AS …: only AS begins the body
                }
                return object.equals("trigger")
                        ? t.is(j - 1, Keyword.ROW)
                                || t.is(j - 1, ')') && t.is(j, Keyword.SET)
                                || w.boundaries.startsStatement(j)
                                        && !t.is(j + 1, Keyword.OR)
                                        && !t.is(j + 1, Keyword.ON)
                                        && !t.is(j + 1, Keyword.OF)
                        : t.is(j, Keyword.SET)
                                ? w.dialect.has(Trait.VERSION_COMMENT)
                                : oneStatement(object) || w.boundaries.startsStatement(j);
            case DO:
                return object.equals("event");
            case DROP,
            TRUNCATE,
            ALTER,
            CREATE,
            GRANT,
            REVOKE,
            EXECUTE,
            PREPARE,
            KILL,
            LOAD,
            FOR,
            CASE:
                return oneStatement(object);
            default:
                return oneStatement(object)
                        && !t.is(j, Keyword.RETURNS)
                        && t.is(j - 1, ')')
                        && StatementTable.at(t, j).isPresent()
                        && !t.isWord(j, "comment");
        }
    }

    /** MySQL: the body of a procedure may be any one statement, without a word before it. */
    private boolean oneStatement(String object) {
        return w.dialect.has(Trait.VERSION_COMMENT)
                && (object.equals("procedure") || object.equals("function"));
    }

    private int body(int i, String object) {
        int j = i;
        int base = w.blockDepth();
        boolean declares = t.is(j, Keyword.AS) || t.is(j, Keyword.IS);
        if (declares || t.is(j, Keyword.DO)) {
            j++;
        }
        if (t.is(j, Keyword.RETURN)) {
            return w.boundaries.startsStatement(j + 1)
                    ? w.queryOrChange(j + 1, null)
                    : w.expression(j + 1);
        }
        w.enterBlock();
        try {
            if (w.dialect.has(Trait.NO_TERMINATOR) || object.equals("package")) {
                return toBatchEnd(j);
            }
            if (t.isWord(j, "compound")) {
                w.declaring(true);
                return toBatchEnd(j + 2);
            }
            if (declares && !t.is(j, Keyword.BEGIN) && declarative()) {
                w.declaring(true);
                j = declarations(j);
            }
            if (t.is(j, Keyword.DECLARE)) {
                j = declarations(j + 1);
            }
            if (!t.is(j, Keyword.BEGIN)) {
                return w.statement(j);
            }
            int inside = w.blockDepth();
            while (t.type(j) != Tokens.END && t.type(j) != Tokens.BATCH_END) {
                if (t.type(j) == Tokens.TERMINATOR) {
                    j++;
                    continue;
                }
                int end = w.statement(j);
                j = end > j ? end : j + 1;
                if (w.blockDepth() <= inside && t.key(j) != Keyword.BEGIN) {
                    return j;
                }
            }
            return j;
        } finally {
            w.declaring(false);
            w.leaveBlocks(base);
        }
    }

    /** True where declarations stand between the header and BEGIN, without a word before them. */
    private boolean declarative() {
        return w.dialect.name().equals("oracle") || w.dialect.name().equals("mariadb");
    }

    private int declarations(int i) {
        int j = i;
        w.declaring(true);
        while (t.type(j) != Tokens.END
                && t.type(j) != Tokens.BATCH_END
                && !t.is(j, Keyword.BEGIN)) {
            if (t.type(j) == Tokens.TERMINATOR) {
                j++;
                continue;
            }
            int end = w.variables().declaration(j);
            j = end > j ? end : j + 1;
        }
        w.declaring(false);
        return j;
    }

    private int toBatchEnd(int i) {
        int j = i;
        while (t.type(j) != Tokens.END && t.type(j) != Tokens.BATCH_END) {
            if (t.type(j) == Tokens.TERMINATOR) {
                j++;
                continue;
            }
            int end = w.statement(j);
            j = end > j ? end : j + 1;
        }
        return j;
    }

    int scheduled(int at, String object) {
        findings.deed(Verb.WRITE, Optional.of(object));
        int j = shared.creations.name(at, object);
        while (!w.boundaries.endsStatement(j)) {
            boolean begins = t.is(j, object.equals("alert") ? Keyword.THEN : Keyword.AS);
            if (begins && t.isName(j + 1)) {
                Findings.Deed outer = findings.beginDefinition();
                int end = w.statement(j + 1);
                findings.defined(findings.endDefinition(outer, ""));
                return end;
            }
            j++;
        }
        return j;
    }
}
