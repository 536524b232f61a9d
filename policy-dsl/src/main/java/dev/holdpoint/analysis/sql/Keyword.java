package dev.holdpoint.analysis.sql;

import java.util.Arrays;
import java.util.Locale;

/**
 * The words whose place in a statement tells its shape. Every other word is a name to this room, so
 * that vendor syntax does not break it.
 *
 * <p>Constants in the first group stand between the parts of an expression or a query and are never
 * taken for a column; the rest are names unless they stand where a statement or a clause begins.
 */
enum Keyword {
    /** Any other word, and every token that is no word. */
    OTHER,

    // between the parts of an expression or a query
    ALL,
    AND,
    ANY,
    AS,
    ASC,
    BETWEEN,
    BY,
    CASE,
    CAST,
    COLLATE,
    CROSS,
    CURRENT,
    DESC,
    DISTINCT,
    ELSE,
    END,
    ESCAPE,
    EXCEPT,
    EXISTS,
    FALSE,
    FETCH,
    FOR,
    FROM,
    FULL,
    GLOB,
    GROUP,
    HAVING,
    ILIKE,
    IN,
    INNER,
    INTERSECT,
    INTERVAL,
    INTO,
    IS,
    ISNULL,
    JOIN,
    LATERAL,
    LEFT,
    LIKE,
    LIMIT,
    MINUS,
    NATURAL,
    NOT,
    NOTNULL,
    NULL,
    OFFSET,
    ON,
    ONLY,
    OR,
    ORDER,
    OUTER,
    OVER,
    PARTITION,
    QUALIFY,
    REGEXP,
    RETURNING,
    RIGHT,
    RLIKE,
    SELECT,
    SET,
    SIMILAR,
    SOME,
    STRAIGHT_JOIN,
    THEN,
    TO,
    TRUE,
    UNION,
    UNKNOWN,
    USING,
    VALUES,
    WHEN,
    WHERE,
    WINDOW,
    WITH,
    XOR,

    // beginning or shaping a statement
    ABORT,
    ADD,
    AFTER,
    ALGORITHM,
    ALIAS,
    ALLOWOVERWRITE,
    ALTER,
    ANALYSE,
    ANALYZE,
    APPLY,
    AT,
    ATOMIC,
    ATTACH,
    ATTRIBUTE,
    AUTHORIZATION,
    BACKUP,
    BATCH,
    BEGIN,
    BODY,
    BREAK,
    CALL,
    CASCADE,
    CHANGE,
    CHECK,
    CHECKPOINT,
    CLEAR,
    CLOSE,
    COLUMN,
    COMMIT,
    CONCURRENTLY,
    CONFLICT,
    CONSTRAINT,
    CONTINUE,
    COPY,
    CREATE,
    CURSOR,
    DATABASE,
    DATABASES,
    DBCC,
    DEALLOCATE,
    DECLARE,
    DEFAULT,
    DEFERRED,
    DEFINER,
    DELAYED,
    DELETE,
    DENY,
    DESCRIBE,
    DETACH,
    DIRECTORY,
    DISABLE,
    DISCARD,
    DISTRIBUTED,
    DO,
    DROP,
    DUMPFILE,
    DUPLICATE,
    EACH,
    ELSEIF,
    ELSIF,
    ENABLE,
    EVENT,
    EXCEPTION,
    EXCHANGE,
    EXCLUSIVE,
    EXEC,
    EXECUTE,
    EXPLAIN,
    EXPORT,
    EXTENSION,
    EXTERNAL,
    EXTRACT,
    FILE,
    FIRST,
    FOREIGN,
    FORMAT,
    FUNCTION,
    GLOBAL,
    GO,
    GOTO,
    GRANT,
    HANDLER,
    HIGH_PRIORITY,
    HISTORY,
    IDENTIFIED,
    IDENTITY,
    IF,
    IGNORE,
    IMMEDIATE,
    IMPORT,
    INDEX,
    INFILE,
    INS,
    INSERT,
    INSTEAD,
    ISOLATION,
    JAVA,
    KEY,
    KILL,
    LANGUAGE,
    LINK,
    LOAD,
    LOCAL,
    LOCK,
    LOGIN,
    LOOP,
    LOW_PRIORITY,
    MACRO,
    MAPPING,
    MATCHED,
    MATERIALIZED,
    MERGE,
    MODIFY,
    MOVE,
    NO,
    NONE,
    NOTHING,
    OF,
    OPEN,
    OPTION,
    OUT,
    OUTFILE,
    OUTPUT,
    OVERWRITE,
    OWNED,
    OWNER,
    PACKAGE,
    PASSWORD,
    PERFORM,
    PERSIST,
    PERSIST_ONLY,
    PLAN,
    POLICY,
    PRAGMA,
    PREPARE,
    PREPARED,
    PRIMARY,
    PRINT,
    PRIVILEGES,
    PROC,
    PROCEDURE,
    PROFILE,
    PROGRAM,
    PUBLICATION,
    PURGE,
    QUERY,
    QUICK,
    RAISE,
    RAISERROR,
    READ,
    RECURSIVE,
    REFERENCES,
    REFRESH,
    REINDEX,
    RENAME,
    REPEAT,
    REPLACE,
    REPLACING,
    RESET,
    RESTORE,
    RETURN,
    RETURNS,
    REVOKE,
    ROLE,
    ROLLBACK,
    ROW,
    RULE,
    SAVEPOINT,
    SCHEMA,
    SECURITY,
    SEQUENCE,
    SERVER,
    SESSION,
    SHOW,
    SHUTDOWN,
    STAGE,
    START,
    STATEMENT,
    STDIN,
    STDOUT,
    SWITCH,
    SYSTEM,
    TABLE,
    TABLES,
    TABLESPACE,
    TEMP,
    TEMPORARY,
    THROW,
    TOP,
    TRAN,
    TRANSACTION,
    TRANSIENT,
    TRIGGER,
    TRUNCATE,
    TRY,
    TYPE,
    UNIQUE,
    UNLOAD,
    UNLOGGED,
    UNTIL,
    UNUSED,
    UPDATE,
    UPSERT,
    USE,
    USER,
    VACUUM,
    VERBOSE,
    VERSIONING,
    VIEW,
    VOLATILE,
    WAITFOR,
    WHENEVER,
    WHILE,
    WORK;

    /** Letters of the longest keyword. */
    static final int LONGEST = 2 * Long.BYTES;

    private static final int PAIR_BITS = 10;
    private static final Keyword[] EVERY = values();

    // pairs of places, for the keywords of each hash: the first eight letters, the rest, and which
    // keyword it is
    private static final long[] LETTERS = new long[2 << PAIR_BITS];
    private static final long[] REST = new long[LETTERS.length];
    private static final short[] BY_LETTERS = new short[LETTERS.length];

    /** Such that no more than two keywords have the same hash, so that finding one is no search. */
    private static final long MULTIPLIER;

    static {
        long multiplier = 0x9E37_79B9_7F4A_7C15L;
        while (!fill(multiplier)) {
            multiplier += 2;
        }
        MULTIPLIER = multiplier;
    }

    private static boolean fill(long multiplier) {
        Arrays.fill(LETTERS, 0);
        for (Keyword k : EVERY) {
            if (k == OTHER) {
                continue;
            }
            if (k.word.length() > LONGEST) {
                throw new IllegalStateException("a keyword is too long: " + k);
            }
            int place = place(k.letters, k.rest, multiplier);
            if (LETTERS[place] != 0) {
                place++;
            }
            if (LETTERS[place] != 0) {
                return false;
            }
            LETTERS[place] = k.letters;
            REST[place] = k.rest;
            BY_LETTERS[place] = (short) k.ordinal();
        }
        return true;
    }

    private static int place(long letters, long rest, long multiplier) {
        return (int) ((letters + rest * 31) * multiplier >>> Long.SIZE - PAIR_BITS) << 1;
    }

    private final String word = name().toLowerCase(Locale.ROOT);
    private final long letters = letters(word, 0, word.length());
    private final long rest = letters(word, Long.BYTES, word.length());

    /** The word in lower case. */
    String word() {
        return word;
    }

    /** True for words that stand between the parts of an expression or a query. */
    boolean between() {
        return this != OTHER && compareTo(ABORT) < 0;
    }

    /**
     * The keyword that stands in that range of the text, whatever its case; else {@link #OTHER}.
     */
    static Keyword of(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) >= 0x80) {
                return OTHER;
            }
        }
        if (to - from > LONGEST) {
            return OTHER;
        }
        return EVERY[ofMany(letters(text, from, to), letters(text, from + Long.BYTES, to))];
    }

    /**
     * The same, of a word of ASCII.
     *
     * @param bytes of which the word is some
     */
    static Keyword of(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return OTHER;
        }
        long letters = letters(Characters.eight(bytes, from), length);
        if (length < Long.BYTES) {
            return EVERY[ofFew(letters)];
        }
        long rest = letters(Characters.eight(bytes, from + Long.BYTES), length - Long.BYTES);
        return EVERY[ofMany(letters, rest)];
    }

    /**
     * The ordinal of the keyword of those letters, else that of {@link #OTHER}.
     *
     * @param letters all, as {@link #letters(long, int)} gives them; fewer than eight
     */
    static int ofFew(long letters) {
        int place = place(letters, 0, MULTIPLIER);
        return LETTERS[place] == letters
                ? BY_LETTERS[place]
                : LETTERS[place + 1] == letters ? BY_LETTERS[place + 1] : 0;
    }

    /**
     * The same, of up to {@link #LONGEST}.
     *
     * @param letters the first eight, as {@link #letters(long, int)} gives them
     * @param rest the others, alike
     */
    static int ofMany(long letters, long rest) {
        int place = place(letters, rest, MULTIPLIER);
        if (LETTERS[place] != letters || REST[place] != rest) {
            place++;
        }
        return LETTERS[place] == letters && REST[place] == rest ? BY_LETTERS[place] : 0;
    }

    private static long letters(String text, int from, int to) {
        long letters = 0;
        for (int i = Math.min(to, from + Long.BYTES) - 1; i >= from; i--) {
            letters = letters << Byte.SIZE | text.charAt(i);
        }
        return letters(letters, to - from);
    }

    /**
     * The letters of a word whatever their case, which differs in one bit: it is set in all.
     *
     * @param characters eight of ASCII from where they begin, from the lowest byte on
     * @param length how many of them belong to the word, if that is not more than eight; none where
     *     it is negative
     */
    static long letters(long characters, int length) {
        long cased = characters | 0x2020_2020_2020_2020L;
        return length >= Long.BYTES ? cased : length <= 0 ? 0 : cased & (1L << (length << 3)) - 1;
    }
}
