package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The vocabulary of the attribute {@code stmts}: every kind of statement that this room tells
 * apart, across dialects. A statement has one kind, that of its first word, and sometimes a second
 * that names the part that matters ({@code alter} with {@code drop_column}, {@code insert} with
 * {@code overwrite}).
 */
public enum StatementKind {
    /** {@code SELECT}, {@code VALUES}, {@code TABLE t}, {@code FROM t}. */
    SELECT(Verb.READ),
    /** {@code SELECT … INTO t}, {@code … INTO OUTFILE}: beside {@link #SELECT}. */
    SELECT_INTO(Verb.WRITE),
    INSERT(Verb.WRITE),
    /** {@code INSERT OVERWRITE}: beside {@link #INSERT}. */
    OVERWRITE(Verb.DESTROY),
    /** {@code REPLACE INTO}, {@code INSERT OR REPLACE}: deletes the rows in its way. */
    REPLACE(Verb.DESTROY),
    /** Destroys where nothing or only a tautology bounds it. */
    UPDATE(Verb.WRITE),
    DELETE(Verb.DESTROY),
    /** With what its branches do: {@link #UPDATE}, {@link #DELETE}, {@link #INSERT}. */
    MERGE(Verb.WRITE),
    TRUNCATE(Verb.DESTROY),
    DROP(Verb.DESTROY),
    /** {@code UNDROP}, flashbacks, restores that bring back what was dropped. */
    UNDROP(Verb.WRITE),
    CREATE(Verb.WRITE),
    /** Destroys where it replaces what holds data. */
    CREATE_OR_REPLACE(Verb.WRITE),
    ALTER(Verb.WRITE),
    /** {@code ALTER … DROP COLUMN}, {@code DROP ATTRIBUTE}: beside {@link #ALTER}. */
    DROP_COLUMN(Verb.DESTROY),
    /** {@code ALTER … DROP PARTITION}, {@code SWITCH}, {@code EXCHANGE}: beside {@link #ALTER}. */
    DROP_PARTITION(Verb.DESTROY),
    /** {@code ALTER … TYPE}, {@code MODIFY}, {@code CHANGE}: beside {@link #ALTER}. */
    CHANGE_TYPE(Verb.WRITE),
    /** {@code ALTER … OWNER TO}, {@code REASSIGN OWNED}: beside {@link #ALTER}. */
    CHANGE_OWNER(Verb.WRITE),
    /** {@code ALTER … DISABLE ROW LEVEL SECURITY}: beside {@link #ALTER}. */
    DISABLE_SECURITY(Verb.WRITE),
    RENAME(Verb.WRITE),
    COMMENT(Verb.WRITE),
    GRANT(Verb.GRANT),
    REVOKE(Verb.GRANT),
    DENY(Verb.GRANT),
    /**
     * {@code CREATE USER}, {@code ALTER ROLE}, {@code DROP LOGIN}: beside the first word's kind.
     */
    USER(Verb.GRANT),
    /** {@code SET ROLE}, {@code SET SESSION AUTHORIZATION}, {@code EXECUTE AS}. */
    SET_ROLE(Verb.WRITE),
    SET_PASSWORD(Verb.GRANT),
    /** Settings of the session. */
    SET(Verb.WRITE),
    /** Settings of the server: {@code SET GLOBAL}, {@code ALTER SYSTEM}. */
    SET_GLOBAL(Verb.WRITE),
    /** Settings that change how later texts are read. */
    SET_SYNTAX(Verb.WRITE),
    USE(Verb.READ),
    SHOW(Verb.READ),
    DESCRIBE(Verb.READ),
    /** With what it runs, where it runs it. */
    EXPLAIN(Verb.READ),
    COPY(Verb.WRITE),
    /** {@code COPY … PROGRAM}, {@code xp_cmdshell}: a program on the server. */
    COPY_PROGRAM(Verb.RUN),
    /** {@code LOAD DATA}, {@code IMPORT}, {@code BULK INSERT}. */
    LOAD(Verb.WRITE),
    /** {@code UNLOAD}, {@code EXPORT DATA}, {@code INTO OUTFILE}. */
    UNLOAD(Verb.WRITE),
    /** A block of statements that runs at once: {@code DO}, {@code BEGIN … END}. */
    DO(Verb.READ),
    /** {@code CALL p()}, {@code EXEC p}: a procedure. */
    CALL(Verb.RUN),
    /** A text or a prepared statement that runs: {@code EXECUTE IMMEDIATE}, {@code EXECUTE p}. */
    EXECUTE(Verb.READ),
    PREPARE(Verb.READ),
    DEALLOCATE(Verb.READ),
    DECLARE(Verb.READ),
    OPEN(Verb.READ),
    FETCH(Verb.READ),
    CLOSE(Verb.READ),
    BEGIN(Verb.READ),
    COMMIT(Verb.READ),
    ROLLBACK(Verb.READ),
    SAVEPOINT(Verb.READ),
    RELEASE(Verb.READ),
    LOCK(Verb.READ),
    UNLOCK(Verb.READ),
    LISTEN(Verb.READ),
    UNLISTEN(Verb.READ),
    NOTIFY(Verb.WRITE),
    ANALYZE(Verb.WRITE),
    VACUUM(Verb.WRITE),
    /** {@code OPTIMIZE}, {@code CLUSTER}, {@code CHECKPOINT}, {@code FLUSH}, … */
    MAINTAIN(Verb.WRITE),
    REINDEX(Verb.WRITE),
    REFRESH(Verb.WRITE),
    ATTACH(Verb.WRITE),
    DETACH(Verb.WRITE),
    BACKUP(Verb.WRITE),
    RESTORE(Verb.DESTROY),
    /** Of history, logs or files: {@code PURGE BINARY LOGS}, {@code VACUUM} of a lake's history. */
    PURGE(Verb.DESTROY),
    KILL(Verb.DESTROY),
    SHUTDOWN(Verb.DESTROY),
    /** {@code RESET MASTER}, {@code CHANGE REPLICATION SOURCE}, {@code STOP REPLICA}. */
    REPLICATION(Verb.DESTROY),
    PRAGMA(Verb.READ),
    DBCC(Verb.READ),
    /** Steps of a block: {@code IF}, {@code LOOP}, {@code RETURN}, {@code RAISE}, assignments. */
    CONTROL(Verb.READ),
    /** A statement that this room does not know. */
    OTHER(Verb.UNKNOWN);

    private static final StatementKind[] KINDS = values();
    private static final Set<String> WORDS;

    /** What is known of a text that has one kind alone. */
    private static final Fact[] ALONE = new Fact[KINDS.length];

    static {
        Set<String> words = new LinkedHashSet<>();
        for (StatementKind kind : KINDS) {
            words.add(kind.word);
            ALONE[kind.ordinal()] = Fact.texts(List.of(kind.word), true);
        }
        WORDS = Collections.unmodifiableSet(words);
    }

    private final String word = name().toLowerCase(Locale.ROOT);
    private final Verb verb;

    StatementKind(Verb verb) {
        this.verb = verb;
    }

    /** The kind as the policy language and the session format write it. */
    public String word() {
        return word;
    }

    /** What a statement of this kind does where nothing in it says more. */
    public Verb verb() {
        return verb;
    }

    /**
     * What is known of the kinds in a text.
     *
     * @param low one bit for each of the first 64 kinds
     * @param high one bit for each of the others
     */
    static Fact fact(long low, long high, boolean complete) {
        int count = Long.bitCount(low) + Long.bitCount(high);
        if (count == 1 && complete) {
            return ALONE[low != 0 ? first(low) : Long.SIZE + first(high)];
        }
        String[] words = new String[count];
        int next = 0;
        for (long bits = low; bits != 0; bits &= bits - 1) {
            words[next++] = KINDS[first(bits)].word;
        }
        for (long bits = high; bits != 0; bits &= bits - 1) {
            words[next++] = KINDS[Long.SIZE + first(bits)].word;
        }
        return Fact.texts(Arrays.asList(words), complete);
    }

    private static int first(long bits) {
        return Long.numberOfTrailingZeros(bits);
    }

    /** Every value that {@code stmts} can have. */
    public static Set<String> words() {
        return WORDS;
    }

    /** The kind of that word. */
    public static Optional<StatementKind> named(String word) {
        for (StatementKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
