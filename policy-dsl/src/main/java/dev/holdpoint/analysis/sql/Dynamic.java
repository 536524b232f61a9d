package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements that run other statements: EXECUTE, PREPARE, CALL, DO, and the settings and
 * assignments that feed them. A text that is constant is read like one that was given to the
 * database; one that is computed from what is not known is hidden.
 */
final class Dynamic {

    private final Walker w;
    private final Tokens t;
    private final Findings findings;
    private final Map<String, Integer> rooms = new HashMap<>();

    Dynamic(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    /** The text that the range computes, if it is constant. */
    Optional<String> constant(int from, int to) {
        return new Constants(t, w.dialect, w.session.constants).text(from, to);
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
                return declare(i);
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
        Findings.Deed prepared = w.session.prepared.get(Names.lower(t.raw(j)));
        if (prepared != null) {
            findings.kind(StatementKind.EXECUTE);
            findings.deed(prepared);
            int to = w.expression(end);
            w.forget(end, to);
            return to;
        }
        // SQL*Plus: EXEC package.procedure(…)
        boolean plus = w.dialect.has(Trait.Q_STRING);
        if (transact || plus || t.is(j, Keyword.PROCEDURE)) {
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
        Optional<String> text = constant(from, to);
        if (text.isPresent()) {
            w.inner(text.get(), false);
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
            end = w.clauses.endsStatement(j + 1) ? j + 1 : w.statement(j + 1);
        } else if (t.is(j, Keyword.FROM)) {
            end = w.expression(j + 1);
            Optional<String> text = constant(j + 1, end);
            if (text.isPresent()) {
                w.inner(text.get(), false);
            } else if (w.clauses.startsStatement(j + 1)) {
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
        w.session.prepared.put(name, deed);
        // it is stopped here: its execution may come in a text of its own, which says nothing
        findings.deed(deed);
        return end;
    }

    private static final String PREPARED = " prepared ";

    private int declare(int i) {
        int j = i + 1;
        if (w.dialect.has(Trait.NO_TERMINATOR) && t.type(j) == Tokens.VARIABLE) {
            findings.kind(StatementKind.DECLARE);
            return variables(j);
        }
        // DECLARE c [options] CURSOR [options] FOR query
        for (int k = j; k < j + 10 && !w.clauses.endsStatement(k); k++) {
            if (t.is(k, Keyword.CURSOR)) {
                findings.kind(StatementKind.DECLARE);
                while (!w.clauses.endsStatement(k)) {
                    if ((t.is(k, Keyword.FOR) || t.is(k, Keyword.IS))
                            && (w.clauses.startsStatement(k + 1) || t.is(k + 1, '('))) {
                        return w.queryOrChange(k + 1, null);
                    }
                    k++;
                }
                return k;
            }
        }
        if (t.isWord(j + 1, "handler") || t.is(j + 1, Keyword.HANDLER)) {
            // DECLARE EXIT HANDLER FOR condition statement
            findings.kind(StatementKind.CONTROL);
            return handled(j + 2);
        }
        findings.kind(StatementKind.DECLARE);
        if (declaresUntilBegin()) {
            w.declaring(true);
        }
        return declaration(j);
    }

    /**
     * {@code FOR SQLSTATE '42000', NOT FOUND, 1062}: the index after the conditions, where the
     * statement begins that handles them.
     */
    private int handled(int i) {
        int j = t.is(i, Keyword.FOR) ? i + 1 : i;
        while (!w.clauses.endsStatement(j)) {
            if (t.isWord(j, "sqlstate")) {
                j += t.isWord(j + 1, "value") ? 3 : 2;
            } else {
                j += t.is(j, Keyword.NOT) ? 2 : 1;
            }
            if (!t.is(j, ',')) {
                break;
            }
            j++;
        }
        return j;
    }

    /** True where DECLARE opens a list that ends with BEGIN; elsewhere it is a statement. */
    private boolean declaresUntilBegin() {
        return switch (w.dialect.name()) {
            case "oracle", "snowflake", "postgresql", "redshift", "generic" -> true;
            // as Oracle writes it, outside of a block; in one MariaDB has DECLARE for each
            case "mariadb" -> !w.inBlock();
            default -> false;
        };
    }

    /** {@code @a type = value, @b type = value}. */
    private int variables(int i) {
        Map<String, String> before =
                w.session.constants.isEmpty() ? Map.of() : Map.copyOf(w.session.constants);
        int end = w.expression(i);
        // what the expressions assign on their way is not known; the targets are read below
        w.session.constants.putAll(before);
        int from = i;
        for (int j = i; j <= end; j++) {
            if (t.is(j, '(') && j < end) {
                j = t.mate(j);
            } else if (j == end || t.is(j, ',')) {
                assign(from, j);
                from = j + 1;
            }
        }
        return end;
    }

    private void assign(int from, int to) {
        for (int j = from; j < to; j++) {
            if (t.is(j, '=') || t.isOperator(j, ":=") || t.is(j, Keyword.DEFAULT)) {
                boolean compound =
                        t.type(j - 1) == Tokens.OPERATOR && t.adjacent(j - 1) && !t.is(j - 1, ')');
                if (!compound && !assignsWithin(j + 1, to)) {
                    remember(from, j, to);
                } else {
                    w.forget(from, to);
                }
                return;
            }
        }
    }

    /** {@code @a = (@b := 1)}: more than one variable gets a value. */
    private boolean assignsWithin(int from, int to) {
        for (int j = from; j < to; j++) {
            if (t.isOperator(j, ":=")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Remembers what a variable is set to, if that is constant.
     *
     * @param name where its name stands, perhaps with its type after it
     * @param equals where the sign of the assignment stands
     */
    private void remember(int name, int equals, int to) {
        String key = Constants.key(t.raw(name));
        // the variables of a MySQL session may have been set by a text before
        boolean had =
                w.session.constants.containsKey(key)
                        || key.startsWith("@") && w.dialect.has(Trait.VERSION_COMMENT);
        Optional<String> value =
                w.conditional() && had
                        ? Optional.empty()
                        : constant(equals + 1, to)
                                .filter(v -> v.length() <= room(key, name, equals));
        if (value.isPresent()) {
            w.session.constants.put(key, value.get());
        } else {
            w.session.constants.remove(key);
        }
        w.session.holdsSetting(
                key,
                t.type(equals + 1) == Tokens.VARIABLE
                        && equals + 2 == to
                        && t.raw(equals + 1).startsWith("@@"));
    }

    /** How much a variable holds before its value is cut: {@code @a varchar(10)}. */
    private int room(String key, int name, int equals) {
        for (int j = name + 1; j + 1 < equals; j++) {
            if (t.is(j, '(') && t.type(j + 1) == Tokens.NUMBER) {
                int room = Arithmetic.parsed(t.raw(j + 1)).orElse(0.0).intValue();
                rooms.put(key, room);
                return room;
            }
        }
        return rooms.getOrDefault(key, Integer.MAX_VALUE);
    }

    /** One declaration of a block: {@code name type := value}. */
    int declaration(int i) {
        int j = i;
        while (!w.clauses.endsStatement(j) && !t.is(j, Keyword.BEGIN)) {
            if (t.isOperator(j, ":=") || t.is(j, Keyword.DEFAULT) || t.is(j, '=')) {
                int end = w.expression(j + 1);
                w.forget(i, j);
                remember(i, j, end);
                return end;
            }
            if (j > i && notDeclared(j)) {
                return j;
            }
            if (t.is(j, Keyword.IS) || t.is(j, Keyword.FOR)) {
                if (w.clauses.startsStatement(j + 1)) {
                    return w.queryOrChange(j + 1, null);
                }
            }
            j++;
        }
        return j;
    }

    /** True for {@code name type} and {@code CURSOR name IS}, where words do not tell it yet. */
    boolean declares(int i) {
        if (t.is(i, Keyword.CURSOR)) {
            return t.isName(i + 1);
        }
        if (!t.isName(i + 1) || t.key(i) != Keyword.OTHER) {
            return false;
        }
        if (TYPES.contains(Names.lower(t.raw(i + 1)))) {
            return true;
        }
        int end = w.names.end(i + 1);
        return t.is(end, '%') && (t.is(end + 1, Keyword.TYPE) || t.isWord(end + 1, "rowtype"));
    }

    private static final Set<String> TYPES =
            Set.of(
                    "int",
                    "integer",
                    "bigint",
                    "smallint",
                    "number",
                    "numeric",
                    "decimal",
                    "float",
                    "double",
                    "varchar",
                    "varchar2",
                    "char",
                    "text",
                    "boolean",
                    "date",
                    "datetime",
                    "time",
                    "timestamp",
                    "row",
                    "blob",
                    "clob",
                    "enum",
                    "exception",
                    "condition");

    /** Words that no declaration has in it: what looked like one is a statement. */
    private boolean notDeclared(int i) {
        return switch (t.key(i)) {
            case THEN, LOOP, DO, DELETE, UPDATE, INSERT, MERGE, DROP, TRUNCATE, EXECUTE -> true;
            default -> false;
        };
    }

    /** {@code name := value}, {@code name = value}. */
    int assignment(int i, int end) {
        int j = end;
        while (!w.clauses.endsStatement(j) && !t.isOperator(j, ":=") && !t.is(j, '=')) {
            j++;
        }
        int to = w.expression(j + 1);
        if (assignsWithin(j + 1, to)) {
            w.forget(i, to);
        } else {
            remember(i, j, to);
        }
        return to;
    }

    private int open(int i) {
        findings.kind(StatementKind.OPEN);
        int j = i + 1;
        while (!w.clauses.endsStatement(j) && !t.is(j, Keyword.FOR)) {
            if (t.is(j, '(')) {
                j = t.mate(j);
            }
            if (w.clauses.startsNext(j, Clauses.Role.QUERY, true, true)) {
                return j;
            }
            j++;
        }
        if (w.clauses.endsStatement(j)) {
            return j;
        }
        j++;
        if (w.clauses.startsStatement(j)) {
            return w.queryOrChange(j, null);
        }
        return executeText(t.is(j, Keyword.EXECUTE) ? j + 1 : j, Clauses.Stop.NOTHING);
    }

    /** SET and RESET: the session, the server, a role, a variable. */
    int set(int i) {
        int j = i + 1;
        boolean global = false;
        if (t.is(j, Keyword.GLOBAL) || t.is(j, Keyword.PERSIST) || t.is(j, Keyword.PERSIST_ONLY)) {
            global = true;
            j++;
        } else if (t.is(j, Keyword.STATEMENT) && w.dialect.has(Trait.VERSION_COMMENT)) {
            return setStatement(j);
        } else if ((t.is(j, Keyword.SESSION) || t.is(j, Keyword.LOCAL))
                && !t.is(j + 1, '=')
                && !t.is(j + 1, Keyword.AUTHORIZATION)) {
            j++;
        }
        String first = t.raw(j).toLowerCase(Locale.ROOT);
        boolean reset = t.is(i, Keyword.RESET);
        if (first.equals("role")
                || first.equals("session") && t.is(j + 1, Keyword.AUTHORIZATION)
                || t.is(j, Keyword.AUTHORIZATION)
                || first.equals("default") && t.is(j + 1, Keyword.ROLE)
                || first.equals("secondary") && t.isWord(j + 1, "roles")) {
            return setRole(
                    j,
                    reset
                            || t.is(j + 1, Keyword.NONE)
                            || t.is(j + 1, Keyword.DEFAULT)
                            || t.is(j + 2, Keyword.DEFAULT));
        }
        if (first.equals("password")) {
            findings.kind(StatementKind.SET_PASSWORD);
            findings.deed(Verb.GRANT, Optional.of("user"));
            return w.skip(j + 1);
        }
        if (reset && StatementTable.at(t, i).filter(e -> e.words().size() > 1).isPresent()) {
            return w.tableDriven(i);
        }
        if (t.isWord(j, "cluster") && t.isWord(j + 1, "setting")) {
            global = true; // CockroachDB
        }
        if (first.startsWith("@@global") || first.startsWith("@@persist")) {
            global = true;
        }
        if (t.type(j) == Tokens.VARIABLE && !first.startsWith("@@")) {
            findings.kind(StatementKind.SET);
            int end = variables(j);
            settings(j, end);
            return end;
        }
        boolean local =
                t.isName(j)
                        && !global
                        && (w.inBlock()
                                || w.session.constants.containsKey(Constants.key(t.raw(j))));
        findings.kind(global ? StatementKind.SET_GLOBAL : StatementKind.SET);
        findings.deed(global ? Verb.WRITE : Verb.READ, Optional.of("setting"));
        int end = setExpression(j);
        if (!reset) {
            settings(j, end);
        }
        if (local) {
            assign(j, end);
        } else if (t.is(j, '(')) {
            // SET (a, b) = (…)
            w.forget(j, t.mate(j));
        } else {
            forgetVariables(j, end);
        }
        return end;
    }

    /** {@code SET setting = 1, @variable = 2}. */
    private void forgetVariables(int from, int to) {
        for (int j = from; j < to && !w.session.constants.isEmpty(); j++) {
            if (t.type(j) == Tokens.VARIABLE) {
                w.forget(j);
            } else if (t.is(j, '@')) {
                // @`name`
                w.session.constants.clear();
            }
        }
    }

    /**
     * Another role for the texts to come.
     *
     * @param back true where it is the role that the session began with
     */
    int setRole(int i, boolean back) {
        findings.kind(StatementKind.SET_ROLE);
        findings.deed(new Findings.Deed(Verb.WRITE, !back, Optional.of("role")));
        return w.skip(i + 1);
    }

    private int setExpression(int i) {
        if (w.dialect.has(Trait.NO_TERMINATOR)) {
            return w.skip(i);
        }
        return w.expression(i);
    }

    /**
     * Settings that mean more than that something is tuned: each name before a sign of assignment.
     */
    void settings(int from, int to) {
        for (int j = from; j < to; j++) {
            if ((t.isName(j) || t.type(j) == Tokens.VARIABLE)
                    && (j == from
                            || t.is(j + 1, '=')
                            || t.isOperator(j + 1, ":=")
                            || t.is(j + 1, Keyword.TO))) {
                setting(j, to);
            }
        }
        boolean off = t.isWord(to - 1, "off");
        for (int j = from; off && j < to; j++) {
            // SET ANSI_NULLS, QUOTED_IDENTIFIER OFF
            if (t.isWord(j, "quoted_identifier") || t.isWord(j, "ansi_defaults")) {
                changesSyntax();
            }
        }
    }

    private void setting(int i, int to) {
        String raw = Constants.key(t.raw(i));
        String name = raw.substring(Math.max(raw.lastIndexOf('.'), raw.lastIndexOf('@')) + 1);
        if (name.equals("sql_mode")) {
            if (quotesOtherwise(i + 2, to)) {
                changesSyntax();
            }
            return;
        }
        if (name.equals("standard_conforming_strings") && isOn(i + 2, to)) {
            return; // as it is anyway; every dump begins so
        }
        Optional<Findings.Deed> deed = Consequences.setting(name, w.dialect);
        if (deed.isPresent()) {
            findings.kind(StatementKind.SET_SYNTAX);
            findings.deed(deed.get());
        }
    }

    private boolean isOn(int i, int to) {
        String value =
                t.type(i) == Tokens.STRING
                        ? constant(i, i + 1).orElse("")
                        : t.raw(i).toLowerCase(Locale.ROOT);
        return i + 1 == to && (value.equals("on") || value.equals("true"));
    }

    /** Strings, comments or names mean something else in the texts to come. */
    private void changesSyntax() {
        findings.kind(StatementKind.SET_SYNTAX);
        findings.deed(new Findings.Deed(Verb.WRITE, true, Optional.of("setting")));
    }

    /**
     * True where the modes in that range change what a string or a name is, or where it is not
     * known which modes they are. Taking a mode away by REPLACE is how most are changed.
     */
    private boolean quotesOtherwise(int from, int to) {
        StringBuilder all = new StringBuilder();
        for (int i = from; i < to && !(t.is(i, ',') && t.type(i + 1) == Tokens.VARIABLE); i++) {
            switch (t.type(i)) {
                case Tokens.STRING -> all.append(constant(i, i + 1).orElse(RISKY));
                case Tokens.WORD -> all.append(t.raw(i)).append(' ');
                case Tokens.NUMBER -> all.append(t.raw(i).equals("0") ? "" : RISKY);
                case Tokens.VARIABLE -> all.append(mode(i));
                default -> {}
            }
        }
        all.append(' ').append(constant(from, to).orElse(""));
        String modes = all.toString().toUpperCase(Locale.ROOT);
        return modes.contains(RISKY)
                || modes.contains("ANSI")
                || modes.contains("ORACLE")
                || modes.contains("MSSQL");
    }

    /** The modes that a variable holds: those that were set, or what was set in this text. */
    private String mode(int i) {
        String name = Constants.key(t.raw(i));
        return name.startsWith("@@") || w.session.holdsSetting(name)
                ? ""
                : w.session.constants.getOrDefault(name, RISKY);
    }

    private static final String RISKY = "NO_BACKSLASH_ESCAPES";

    /** MariaDB: {@code SET STATEMENT setting = value FOR statement}. */
    private int setStatement(int i) {
        findings.kind(StatementKind.SET);
        int j = i;
        while (!w.clauses.endsStatement(j) && !t.is(j, Keyword.FOR)) {
            j++;
        }
        settings(i + 1, j);
        return w.clauses.endsStatement(j) || w.clauses.endsStatement(j + 1)
                ? j
                : w.statement(j + 1);
    }

    /** The arguments of a call, as ranges of tokens. */
    List<int[]> arguments(int from, int to) {
        List<int[]> ranges = new ArrayList<>();
        int start = from;
        for (int j = from; j <= to; j++) {
            if (j < to && t.is(j, '(')) {
                j = t.mate(j);
            } else if (j == to || t.is(j, ',')) {
                if (j > start) {
                    ranges.add(new int[] {start, j});
                }
                start = j + 1;
            }
        }
        return ranges;
    }
}
