package dev.holdpoint.analysis.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables that one query or change names, so that its columns can be told apart. A column
 * without a qualifier may belong to any of them or to any table around, since the schema is not
 * known: it is listed with each.
 *
 * <p>Tables and columns are kept as places among the tokens, and spelled out when the {@link
 * Mentions} are.
 */
final class Scope {

    /** No token: no alias, no qualifier. */
    static final int NONE = -1;

    /** The column {@code *}, whether or not it stands in the text. */
    static final int STAR = -2;

    private static final int MOST_CANDIDATES = 24;
    private static final int MOST_COLUMNS = 2_000;

    /** Places for columns: one each, two for those with a qualifier. */
    private static final int MOST_PLACES = 2 * MOST_COLUMNS;

    /** Less where a qualifier begins, the first of the two for a column with one. */
    private static final int QUALIFIED = -3;

    private static final int ROOM = 12;
    private static final int MOST_TABLES = 500;
    private static final int WIDTH = 3;
    private static final int[] EMPTY = {};

    private final @Nullable Scope outer;
    private final Findings findings;
    private final Names names;

    /** For each table: the token of its alias, and the range of its name. */
    private int[] tables = EMPTY;

    private int tablesEnd;

    /**
     * For each column its token or, with a qualifier, where that begins, as {@link #QUALIFIED}
     * says, and where it ends, doubled, with one more for {@link #STAR}.
     */
    private int[] columns = EMPTY;

    private int columnsEnd;

    private int closings;

    /** Where the condition of an update or delete stands; 0 where there is none. */
    int whereFrom;

    int whereTo;

    /** Where the update or delete begins whose tables these are; {@link #NONE} for others. */
    int changeFrom = NONE;

    /** How many of them are named before any other. */
    int targets = 1;

    Scope(@Nullable Scope outer, Findings findings, Names names) {
        this.outer = outer;
        this.findings = findings;
        this.names = names;
    }

    /**
     * Adds a table whose name stands in that range.
     *
     * @param alias the token of its alias, or {@link #NONE}
     */
    void table(int alias, int from, int to) {
        if (tablesEnd >= MOST_TABLES * WIDTH) {
            findings.someColumns();
            return;
        }
        int at = tablesEnd;
        int[] places = tables;
        if (at == places.length) {
            places = at == 0 ? new int[2 * WIDTH] : Arrays.copyOf(places, 2 * at);
            tables = places;
        }
        tablesEnd = at + WIDTH;
        places[at] = alias;
        places[at + 1] = from;
        places[at + 2] = to;
    }

    /**
     * Adds a subquery, a function or a name given to a query.
     *
     * @param alias the token of its alias, or {@link #NONE}
     * @param source where it begins: a parenthesis or a name; 0 for what is not looked at
     */
    void rows(int alias, int source) {
        table(alias, source, source);
    }

    void renameLast(int alias) {
        if (tablesEnd < MOST_TABLES * WIDTH) {
            tables[tablesEnd - WIDTH] = alias;
        }
    }

    /** The tables so far are those of an update or a delete that begins there. */
    void begins(int change) {
        changeFrom = change;
        targets = size();
    }

    /** True where it has one table, so that a column is that table's. */
    boolean isSingle() {
        return tablesEnd == WIDTH;
    }

    boolean hasTables() {
        return tablesEnd > 0;
    }

    /** A column without a qualifier: its token, or {@link #STAR}. */
    void column(int name) {
        int at = columnsEnd;
        if (at < columns.length || makeRoom()) {
            columns[at] = name;
            columnsEnd = at + 1;
        }
    }

    /**
     * A column with a qualifier that stands in that range, which a point and the column follow.
     *
     * @param all true for a star instead of a name
     */
    void column(int from, int to, boolean all) {
        int at = columnsEnd;
        if (at + 2 <= columns.length || makeRoom()) {
            columns[at] = QUALIFIED - from;
            columns[at + 1] = to << 1 | (all ? 1 : 0);
            columnsEnd = at + 2;
        }
    }

    private boolean makeRoom() {
        if (columns.length >= MOST_PLACES) {
            findings.someColumns();
            return false;
        }
        columns = columns.length == 0 ? new int[ROOM] : Arrays.copyOf(columns, 2 * columns.length);
        return true;
    }

    /** A part of it, or all, has been read; what is told of it is told with the last. */
    void close() {
        closings++;
        findings.closed(this);
    }

    /** True where one of its tables is more than the rows of a query or a function. */
    private boolean namesTable() {
        for (int i = 0; i < tablesEnd; i += WIDTH) {
            if (tables[i + 1] != tables[i + 2]) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return tablesEnd / WIDTH;
    }

    /** The token of that table's alias, or {@link #NONE}. */
    int aliasToken(int table) {
        return tables[table * WIDTH];
    }

    /**
     * Where the name of that table begins, or the query whose rows it is; 0 if that is not known.
     */
    int source(int table) {
        return tables[table * WIDTH + 1];
    }

    /** The alias of that table, and its name; each empty if it has none. */
    String alias(int table) {
        return aliasAt(table * WIDTH);
    }

    String name(int table) {
        return tableAt(table * WIDTH);
    }

    /** True where one of its tables has that name. */
    boolean hasTable(String name) {
        for (int i = 0; i < tablesEnd; i += WIDTH) {
            if (tableAt(i).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The tables that go by that alias; more than one where the alias was also a table. */
    List<String> tablesOf(String alias) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < tablesEnd; i += WIDTH) {
            if (aliasAt(i).equals(alias)) {
                found.add(tableAt(i));
            }
        }
        return found;
    }

    private String aliasAt(int i) {
        return tables[i] == NONE ? "" : names.part(tables[i]);
    }

    private String tableAt(int i) {
        return tables[i + 1] == tables[i + 2] ? "" : names.text(tables[i + 1], tables[i + 2]);
    }

    // ---- spelling out

    private record Column(String qualifier, String name) {}

    private @Nullable List<Column> inherited;

    /**
     * Tells which columns were named. What may belong to a table around is handed on to the scope
     * around, whose tables may not have been read before: {@code SELECT (SELECT email) FROM users}.
     */
    void tell(Distinct told) {
        closings--;
        if (closings > 0) {
            return;
        }
        List<String> aliases = new ArrayList<>();
        List<String> spelled = new ArrayList<>();
        for (int i = 0; i < tablesEnd; i += WIDTH) {
            aliases.add(aliasAt(i));
            spelled.add(tableAt(i));
        }
        Telling telling = new Telling(told, aliases, spelled);
        int i = 0;
        while (i < columnsEnd) {
            int column = columns[i];
            if (column > QUALIFIED) {
                telling.column("", column == STAR ? "*" : names.part(column));
                i++;
            } else {
                int to = columns[i + 1] >> 1;
                boolean all = (columns[i + 1] & 1) != 0;
                telling.column(names.text(QUALIFIED - column, to), all ? "*" : names.part(to + 1));
                i += 2;
            }
        }
        if (inherited != null) {
            for (Column column : inherited) {
                telling.column(column.qualifier, column.name);
            }
            inherited = null;
        }
    }

    private final class Telling {
        private final Distinct told;
        private final List<String> aliases;
        private final List<String> tables;

        Telling(Distinct told, List<String> aliases, List<String> tables) {
            this.told = told;
            this.aliases = aliases;
            this.tables = tables;
        }

        void column(String qualifier, String name) {
            if (qualifier.isEmpty()) {
                unqualified(name);
            } else {
                qualified(qualifier, name);
            }
        }

        private void qualified(String qualifier, String name) {
            int alias = aliases.indexOf(qualifier);
            if (alias < 0) {
                if (outer == null) {
                    told.add(qualifier + "." + name);
                } else {
                    outer.inherit(told, qualifier, name);
                }
            } else if (!tables.get(alias).isEmpty()) {
                told.add(tables.get(alias) + "." + name);
            }
            if (name.equals("*")) {
                told.incomplete();
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
                told.add(table + "." + name);
            }
            if (candidates > MOST_CANDIDATES || star) {
                told.incomplete();
            }
            if (star) {
                told.add(name);
            } else if (outer != null) {
                outer.inherited(told, name, candidates > 0);
            } else if (candidates == 0) {
                told.add(name);
            }
        }
    }

    /** A column of a query inside, which may be one of this scope's. */
    private void inherited(Distinct told, String name, boolean placed) {
        if (!placed || namesTable()) {
            inherit(told, "", name);
        } else if (outer != null) {
            outer.inherited(told, name, true);
        }
    }

    private void inherit(Distinct told, String qualifier, String name) {
        if (inherited == null) {
            inherited = new ArrayList<>();
        }
        if (inherited.size() >= MOST_COLUMNS) {
            told.incomplete();
            return;
        }
        inherited.add(new Column(qualifier, name));
    }
}
