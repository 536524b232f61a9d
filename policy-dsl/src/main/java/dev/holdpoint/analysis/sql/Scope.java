package dev.holdpoint.analysis.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables that one query or change names, so that its columns can be told apart. A column
 * without a qualifier may belong to any of them or to any table around, since the schema is not
 * known: it is listed with each.
 */
final class Scope {

    private static final int MOST_CANDIDATES = 24;
    private static final int MOST_COLUMNS = 2_000;
    private static final int MOST_TABLES = 500;

    private final @Nullable Scope outer;
    private final Findings findings;
    private final List<String> aliases = new ArrayList<>(4);
    private final List<String> tables = new ArrayList<>(4);
    private final List<String> qualifiers = new ArrayList<>(8);
    private final List<String> names = new ArrayList<>(8);

    /** Where the condition of an update or delete stands; 0 where there is none. */
    int whereFrom;

    int whereTo;

    Scope(@Nullable Scope outer, Findings findings) {
        this.outer = outer;
        this.findings = findings;
    }

    /**
     * Adds a table.
     *
     * @param table empty for a subquery or a function
     */
    void table(String alias, String table) {
        if (tables.size() >= MOST_TABLES) {
            findings.someColumns();
            return;
        }
        aliases.add(alias);
        tables.add(table);
    }

    void renameLast(String alias) {
        if (aliases.size() >= MOST_TABLES) {
            return;
        }
        aliases.set(aliases.size() - 1, alias);
    }

    boolean hasTables() {
        return !tables.isEmpty();
    }

    List<String> tables() {
        return tables;
    }

    void column(String qualifier, String name) {
        if (names.size() >= MOST_COLUMNS) {
            findings.someColumns();
            return;
        }
        qualifiers.add(qualifier);
        names.add(name);
    }

    /** The tables that go by that alias, here; more than one where the alias was also a table. */
    List<String> tablesOf(String alias) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < aliases.size(); i++) {
            if (aliases.get(i).equals(alias)) {
                found.add(tables.get(i));
            }
        }
        return found;
    }

    /**
     * Tells the findings which columns were named. What may belong to a table around is handed on
     * to the scope around, whose tables may not have been read yet: {@code SELECT (SELECT email)
     * FROM users}.
     */
    void close() {
        for (int i = 0; i < names.size(); i++) {
            String qualifier = qualifiers.get(i);
            if (qualifier.isEmpty()) {
                unqualified(names.get(i));
            } else {
                qualified(qualifier, names.get(i));
            }
        }
        names.clear();
        qualifiers.clear();
    }

    private void qualified(String qualifier, String name) {
        int alias = aliases.indexOf(qualifier);
        if (alias < 0) {
            if (outer == null) {
                found(qualifier + "." + name);
            } else {
                outer.column(qualifier, name);
            }
        } else if (!tables.get(alias).isEmpty()) {
            found(tables.get(alias) + "." + name);
        }
        if (name.equals("*")) {
            findings.someColumns();
        }
    }

    private void unqualified(String name) {
        boolean star = name.equals("*");
        int candidates = 0;
        for (String table : tables) {
            if (table.isEmpty()) {
                continue;
            }
            if (++candidates > MOST_CANDIDATES) {
                break;
            }
            found(table + "." + name);
        }
        if (candidates > MOST_CANDIDATES || star) {
            findings.someColumns();
        }
        if (star) {
            findings.column(name);
        } else if (outer != null) {
            outer.inherited(name, candidates > 0);
        } else if (candidates == 0) {
            found(name);
        }
    }

    /** A column of a query inside, which may be one of this scope's. */
    private void inherited(String name, boolean placed) {
        if (!placed || !tables.isEmpty()) {
            column("", name);
        } else if (outer != null) {
            outer.inherited(name, true);
        }
    }

    private void found(String column) {
        findings.column(column);
    }
}
