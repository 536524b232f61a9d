package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Dialect.Trait;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads declarations and assignments, and remembers which variable holds a constant text, so that
 * {@code Dynamic} can read the text when it is executed.
 */
final class Variables {

    /** Types by which a declaration is told from a statement. */
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

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    /** How much the variables hold that were declared with a length. */
    private final Map<String, Integer> rooms = new HashMap<>();

    /** Tokens of a name and a method. */
    private static final int THREE = 3;

    /** What collections are changed by. */
    private static final Set<String> METHODS = Set.of("delete", "trim", "extend");

    Variables(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    /** DECLARE: variables, a cursor with its query, or a handler with its statement. */
    int declare(int i) {
        int j = i + 1;
        if (w.dialect.has(Trait.NO_TERMINATOR) && t.type(j) == Tokens.VARIABLE) {
            findings.kind(StatementKind.DECLARE);
            return list(j);
        }
        // DECLARE c [options] CURSOR [options] FOR query
        for (int k = j; k < j + 10 && !w.boundaries.endsStatement(k); k++) {
            if (t.is(k, Keyword.CURSOR)) {
                findings.kind(StatementKind.DECLARE);
                while (!w.boundaries.endsStatement(k)) {
                    if ((t.is(k, Keyword.FOR) || t.is(k, Keyword.IS))
                            && (w.boundaries.startsStatement(k + 1) || t.is(k + 1, '('))) {
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
        while (!w.boundaries.endsStatement(j)) {
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
    int list(int i) {
        Map<String, String> before =
                w.session.constants().isEmpty() ? Map.of() : Map.copyOf(w.session.constants());
        int end = w.expression(i);
        // what the expressions assign on their way is not known; the targets are read below
        before.forEach(w.session::remember);
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

    /** One declaration of a block: {@code name type := value}. */
    int declaration(int i) {
        if (t.isName(i)) {
            w.declared(t.raw(i));
        }
        int j = i;
        while (!w.boundaries.endsStatement(j) && !t.is(j, Keyword.BEGIN)) {
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
                if (w.boundaries.startsStatement(j + 1)) {
                    return w.queryOrChange(j + 1, null);
                }
            }
            j++;
        }
        return j;
    }

    /** Oracle: {@code a.DELETE(1)}, where {@code a} was declared here, changes nothing stored. */
    boolean isOfCollection(int i, int end) {
        return end - i == THREE
                && w.isDeclared(t.raw(i))
                && METHODS.contains(Names.lower(t.raw(i + 2)));
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
        while (!w.boundaries.endsStatement(j) && !t.isOperator(j, ":=") && !t.is(j, '=')) {
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

    /** Remembers what the one assignment in that range gives a variable. */
    void assign(int from, int to) {
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
                w.session.constants().containsKey(key)
                        || key.startsWith("@") && w.dialect.has(Trait.VERSION_COMMENT);
        Optional<String> value =
                w.conditional() && had
                        ? Optional.empty()
                        : w.dynamic()
                                .template(equals + 1, to)
                                .filter(v -> v.length() <= room(key, name, equals));
        if (value.isPresent()) {
            w.session.remember(key, value.get());
        } else {
            w.session.forget(key);
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
}
