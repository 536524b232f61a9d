package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How one family of databases writes SQL: what quotes, comments and escapes mean, and how names are
 * folded. The families stand in {@code dialects.txt}; a dialect without a family of its own is
 * mapped there to the nearest.
 *
 * @param named the name as the attribute {@code dialect} has it
 * @param name as facts and catalogs name it
 * @param fold what becomes of names that are not quoted
 * @param traits the lexical and grammatical peculiarities, one bit for each {@link Trait}
 * @param bit its own among all dialects, for lists of them
 */
record Dialect(Fact named, String name, Fold fold, int traits, int bit) {

    /** What becomes of the case of a name. */
    enum Fold {
        /** Unquoted names become lower case. */
        LOWER,
        /** Unquoted names become upper case. */
        UPPER,
        /** All names become lower case, quoted ones too: they are compared without case. */
        CASELESS,
        /**
         * Names stay as they are, and whether case matters depends on the server: a name with
         * capitals is listed as it stands and in lower case.
         */
        KEEP
    }

    /** One peculiarity of a dialect. The names are those of {@code dialects.txt}. */
    enum Trait {
        /** {@code $tag$ … $tag$} quotes. */
        DOLLAR,
        /** {@code $$ … $$} quotes, without tags. */
        DOLLAR_PLAIN,
        /** {@code E'…'} has backslash escapes. */
        ESCAPE_STRING,
        /** {@code U&'…'} and {@code U&"…"} have Unicode escapes. */
        UNICODE_STRING,
        /** A backslash in {@code '…'} escapes. */
        BACKSLASH,
        /** A hash sign starts a comment that ends with the line. */
        HASH_COMMENT,
        /** Two slashes start a comment that ends with the line. */
        SLASH_COMMENT,
        /** Two dashes start a comment only before white space. */
        DASH_SPACE,
        /** Block comments nest. */
        NESTED_COMMENT,
        /** Block comments that begin with an exclamation mark are read as SQL. */
        VERSION_COMMENT,
        /** Double quotes make strings. */
        DOUBLE_QUOTED_STRING,
        /** Backticks quote names. */
        BACKTICK,
        /** Brackets quote names. */
        BRACKET,
        /** {@code q'[…]'} quotes. */
        Q_STRING,
        /** Three quotes in a row quote over lines. */
        TRIPLE_QUOTE,
        /** {@code r'…'} has no escapes. */
        RAW_STRING,
        /** A carriage return ends a line comment. */
        CR_ENDS_LINE,
        /** A line {@code GO} ends a batch. */
        GO,
        /** A line that holds one slash ends a statement. */
        SLASH_LINE,
        /** {@code DELIMITER} changes the terminator. */
        DELIMITER,
        /** Statements may follow one another without a terminator. */
        NO_TERMINATOR,
        /** {@code FROM t} is a whole query. */
        FROM_FIRST,
        /** {@code SELECT … INTO name} creates a table. */
        SELECT_INTO_TABLE,
        /** Bodies of functions, procedures and triggers stand in the statement, not in a string. */
        INLINE_BODY,
        /** Statements follow each other in one: Snowflake's pipes, ClickHouse's PARALLEL WITH. */
        CHAINED,
        /** {@code TRANSFORM (a) USING 'command'} gives rows to a program. */
        TRANSFORM,
        /** Commands are inserted into the column that is called as a full-text index is. */
        TEXT_INDEX
    }

    private static final Map<String, Dialect> BY_NAME = new HashMap<>();
    private static final Dialect GENERIC;

    /** In every list of dialects, and the generic dialect's own: an unknown one may be any. */
    private static final int ANY = 1 << 31;

    static {
        int next = 1;
        for (List<String> row : Resource.rows("dialects.txt", 4)) {
            int traits = 0;
            if (!row.get(3).equals("-")) {
                for (String trait : row.get(3).split(" ", -1)) {
                    traits |= bit(Trait.valueOf(trait.toUpperCase(Locale.ROOT).replace('-', '_')));
                }
            }
            Dialect dialect =
                    new Dialect(
                            Fact.text(row.get(0)),
                            row.get(0),
                            Fold.valueOf(row.get(2).toUpperCase(Locale.ROOT)),
                            traits,
                            row.get(0).equals("generic") ? ANY : next);
            next <<= 1;
            if (next == ANY) {
                throw new IllegalStateException("dialects.txt has more than 31 dialects");
            }
            BY_NAME.put(dialect.name, dialect);
            if (!row.get(1).equals("-")) {
                for (String alias : row.get(1).split(" ", -1)) {
                    BY_NAME.put(alias, dialect);
                }
            }
        }
        Dialect generic = BY_NAME.get("generic");
        if (generic == null) {
            throw new IllegalStateException("dialects.txt has no generic dialect");
        }
        GENERIC = generic;
    }

    /** The bit of a trait among {@link #traits}. */
    static int bit(Trait trait) {
        return 1 << trait.ordinal();
    }

    /** The dialect of that name or alias; {@code generic} where none is known. */
    static Dialect named(String name) {
        Dialect exact = BY_NAME.get(name);
        if (exact != null) {
            return exact;
        }
        return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), GENERIC);
    }

    /** Each of them once. */
    static Set<Dialect> all() {
        return Set.copyOf(BY_NAME.values());
    }

    /** What {@link #isOneOf} asks of: a list of names, separated by blanks, or the star for all. */
    static int bits(String dialects) {
        if (dialects.equals("*")) {
            return -1;
        }
        int bits = ANY;
        for (String name : dialects.split(" ", -1)) {
            Dialect dialect = BY_NAME.get(name);
            if (dialect != null && dialect.name.equals(name)) {
                bits |= dialect.bit;
            }
        }
        return bits;
    }

    /** True where the list with those {@link #bits} has this dialect; an unknown one is any. */
    boolean isOneOf(int bits) {
        return (bits & bit) != 0;
    }

    boolean has(Trait trait) {
        return (traits & bit(trait)) != 0;
    }

    @SuppressWarnings("ReferenceEquality") // there is one instance of each dialect
    boolean isGeneric() {
        return this == GENERIC;
    }
}
