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
        aliases.add(alias);
        tables.add(table);
    }

    void renameLast(String alias) {
        aliases.set(aliases.size() - 1, alias);
    }

    boolean hasTables() {
        return !tables.isEmpty();
    }

    List<String> tables() {
        return tables;
    }

    void column(String qualifier, String name) {
        qualifiers.add(qualifier);
        names.add(name);
    }

    /** The table that the alias stands for; empty for a subquery; null where there is none. */
    @Nullable String resolve(String alias) {
        for (Scope s = this; s != null; s = s.outer) {
            for (int i = 0; i < s.aliases.size(); i++) {
                if (s.aliases.get(i).equals(alias)) {
                    return s.tables.get(i);
                }
            }
        }
        return null;
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

    /** Tells the findings which columns were named. */
    void close() {
        for (int i = 0; i < names.size(); i++) {
            String qualifier = qualifiers.get(i);
            String name = names.get(i);
            if (!qualifier.isEmpty()) {
                String table = resolve(qualifier);
                if (table == null) {
                    findings.column(qualifier + "." + name);
                } else if (!table.isEmpty()) {
                    findings.column(table + "." + name);
                }
            } else {
                unqualified(name);
            }
            if (name.equals("*")) {
                findings.someColumns();
            }
        }
        names.clear();
        qualifiers.clear();
    }

    private void unqualified(String name) {
        int candidates = 0;
        for (Scope s = this; s != null; s = s.outer) {
            for (String table : s.tables) {
                if (!table.isEmpty() && candidates++ < MOST_CANDIDATES) {
                    findings.column(table + "." + name);
                }
            }
            if (name.equals("*")) {
                break;
            }
        }
        if (candidates == 0 || name.equals("*")) {
            findings.column(name);
        }
        if (candidates > MOST_CANDIDATES) {
            findings.someColumns();
        }
    }
}
