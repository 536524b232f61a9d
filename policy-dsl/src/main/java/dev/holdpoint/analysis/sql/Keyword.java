package dev.holdpoint.analysis.sql;

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

    private static final int SLOT_BITS = 11;
    private static final int SLOTS = 1 << SLOT_BITS;

    // the keywords of at most eight letters by their letters, from their slot on; and the longer
    // ones by their first eight
    private static final long[] LETTERS = new long[SLOTS];
    private static final short[] BY_LETTERS = new short[SLOTS];
    private static final Keyword[] EVERY = values();
    private static final int LONGEST;

    static {
        int longest = 0;
        for (Keyword k : values()) {
            if (k == OTHER) {
                continue;
            }
            longest = Math.max(longest, k.word.length());
            int slot = slot(k.letters);
            while (LETTERS[slot] != 0) {
                slot = next(slot);
            }
            LETTERS[slot] = k.letters;
            BY_LETTERS[slot] = (short) k.ordinal();
        }
        LONGEST = longest;
    }

    private final String word = name().toLowerCase(Locale.ROOT);
    private final long letters = letters(word, 0, word.length());

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
        int length = to - from;
        if (length < 2 || length > LONGEST) {
            return OTHER;
        }
        long letters = letters(text, from, to);
        for (int slot = slot(letters); LETTERS[slot] != 0; slot = next(slot)) {
            Keyword k = EVERY[BY_LETTERS[slot]];
            if (LETTERS[slot] == letters && k.is(text, from, length)) {
                return k;
            }
        }
        return OTHER;
    }

    /**
     * The ordinal of the keyword of those letters, else that of {@link #OTHER}; where there are
     * eight letters or more, that of one that begins with them.
     *
     * @param letters as {@link #letters(long, int)} gives them
     */
    static int ofLetters(long letters) {
        int slot = slot(letters);
        while (LETTERS[slot] != letters) {
            if (LETTERS[slot] == 0) {
                return 0;
            }
            slot = next(slot);
        }
        return BY_LETTERS[slot];
    }

    private boolean is(String text, int from, int length) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int c = text.charAt(from + i);
            if (c != word.charAt(i) && (c > 'Z' || c < 'A' || (c | 0x20) != word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long letters(String text, int from, int to) {
        int count = Math.min(to - from, Long.BYTES);
        long letters = 0;
        for (int i = from + count - 1; i >= from; i--) {
            letters = letters << Byte.SIZE | text.charAt(i) & 0xff;
        }
        return letters(letters, to - from);
    }

    /**
     * The letters of a word whatever their case, which differs in one bit: it is set in all.
     *
     * @param characters the first eight from where the word begins, from the lowest byte on
     * @param length of the word; what is beyond the first eight letters does not count
     */
    static long letters(long characters, int length) {
        long cased = characters | 0x2020_2020_2020_2020L;
        return length < Long.BYTES ? cased & (1L << (length << 3)) - 1 : cased;
    }

    private static int slot(long letters) {
        return (int) (letters * 0x9E37_79B9_7F4A_7C15L >>> Long.SIZE - SLOT_BITS);
    }

    private static int next(int slot) {
        return slot + 1 & SLOTS - 1;
    }
}
