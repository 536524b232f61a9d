package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import dev.holdpoint.effect.Verb;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads SET and RESET: settings of the session and of the server, roles, and which settings mean
 * more than that something is tuned. The variables that SET gives a value are {@code Variables}'.
 */
final class Settings {

    /** What stands for modes that are not known: the worst of them. */
    private static final String RISKY = "NO_BACKSLASH_ESCAPES";

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Settings(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
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
            return w.statements.tableDriven(i);
        }
        if (t.isWord(j, "cluster") && t.isWord(j + 1, "setting")) {
            global = true; // CockroachDB
        }
        if (first.startsWith("@@global") || first.startsWith("@@persist")) {
            global = true;
        }
        if (t.type(j) == Tokens.VARIABLE && !first.startsWith("@@")) {
            findings.kind(StatementKind.SET);
            int end = w.variables().list(j);
            settings(j, end);
            return end;
        }
        boolean local =
                t.isName(j)
                        && !global
                        && (w.inBlock()
                                || w.session.constants().containsKey(Constants.key(t.raw(j))));
        findings.kind(global ? StatementKind.SET_GLOBAL : StatementKind.SET);
        findings.deed(global ? Verb.WRITE : Verb.READ, Optional.of("setting"));
        int end = setExpression(j);
        if (!reset) {
            settings(j, end);
        }
        if (local) {
            w.variables().assign(j, end);
        } else if (t.is(j, '(')) {
            // SET (a, b) = (…)
            w.forget(j, t.mate(j));
        } else {
            forgetVariables(j, end);
        }
        return end;
    }

    /** MariaDB: {@code SET STATEMENT setting = value FOR statement}. */
    private int setStatement(int i) {
        findings.kind(StatementKind.SET);
        int j = i;
        while (!w.boundaries.endsStatement(j) && !t.is(j, Keyword.FOR)) {
            j++;
        }
        settings(i + 1, j);
        return w.boundaries.endsStatement(j) || w.boundaries.endsStatement(j + 1)
                ? j
                : w.statement(j + 1);
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

    /** {@code SET setting = 1, @variable = 2}. */
    private void forgetVariables(int from, int to) {
        for (int j = from; j < to && !w.session.constants().isEmpty(); j++) {
            if (t.type(j) == Tokens.VARIABLE) {
                w.forget(j);
            } else if (t.is(j, '@')) {
                // @`name`
                w.session.forgetAll();
            }
        }
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
        String raw =
                t.type(i) == Tokens.QUOTED ? Names.lower(w.names.part(i)) : Constants.key(t.raw(i));
        String name = raw.substring(Math.max(raw.lastIndexOf('.'), raw.lastIndexOf('@')) + 1);
        int first = i;
        while (t.is(first - 1, '.') && t.isName(first - 2)) {
            first -= 2;
        }
        int last = w.names.end(i);
        if (last - first > 1 && t.isName(i)) {
            // hive.exec.post.hooks, pgaudit.log
            Consequences.setting(Names.lower(w.names.text(first, last)), w.dialect)
                    .ifPresent(findings::deed);
        }
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
                        ? w.dynamic().constant(i, i + 1).orElse("")
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
                case Tokens.STRING -> all.append(w.dynamic().constant(i, i + 1).orElse(RISKY));
                case Tokens.WORD -> all.append(t.raw(i)).append(' ');
                case Tokens.NUMBER -> all.append(t.raw(i).equals("0") ? "" : RISKY);
                case Tokens.VARIABLE -> all.append(mode(i));
                default -> {}
            }
        }
        all.append(' ').append(w.dynamic().constant(from, to).orElse(""));
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
                : w.session.constants().getOrDefault(name, RISKY);
    }
}
