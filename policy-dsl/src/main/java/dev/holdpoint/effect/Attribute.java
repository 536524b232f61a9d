package dev.holdpoint.effect;

import static dev.holdpoint.effect.Kind.CONNECT;
import static dev.holdpoint.effect.Kind.EXEC;
import static dev.holdpoint.effect.Kind.GRAPHQL;
import static dev.holdpoint.effect.Kind.HTTP;
import static dev.holdpoint.effect.Kind.SQL;
import static dev.holdpoint.effect.Kind.TOOL;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every attribute that an effect can have, with its name in the policy language, its type, the
 * kinds that have it, and who finds it out: analysis, or (for {@linkplain Source#POLICY placed}
 * ones) the engine, which alone knows the policy's environments and credentials.
 */
public enum Attribute {
    // what every effect has
    VERB("verb", Type.TEXT, Source.ANALYSIS),
    /**
     * The kind of thing touched: volume, database, table, bucket, backup, snapshot, file, process,
     * …
     */
    TARGET("target", Type.TEXT, Source.ANALYSIS),
    /**
     * True where part of what the effect does is hidden: computed words, encoded scripts, streamed
     * bodies.
     */
    OPAQUE("opaque", Type.FLAG, Source.ANALYSIS),
    /**
     * The names on the way to this effect: kinds, and programs of the execs above it ({@code bash},
     * {@code sudo}, …).
     */
    VIA("via", Type.TEXTS, Source.ANALYSIS),
    /**
     * Ids of the things touched, as {@code provider:kind:id}, e.g. {@code
     * railway:volume:3d2c42fb-1}.
     */
    RESOURCE("resource", Type.TEXTS, Source.ANALYSIS),
    TOOL_NAME("tool", Type.TEXT, Source.SITUATION),
    SESSION("session", Type.TEXT, Source.SITUATION),
    /** The trust tier of the session, where the policy has tiers. */
    TIER("tier", Type.TEXT, Source.SITUATION),
    ENV("env", Type.TEXT, Source.POLICY),
    CREDENTIAL("credential", Type.TEXT, Source.POLICY),
    CREDENTIAL_ID("credential.id", Type.TEXT, Source.POLICY),
    CREDENTIAL_OWNER("credential.owner", Type.TEXT, Source.POLICY),
    /**
     * {@code valid}, {@code unknown} (held, but declared nowhere), {@code expired} or {@code
     * exceeded}.
     */
    CREDENTIAL_STATUS("credential.status", Type.TEXT, Source.POLICY),

    // exec
    /** Base name of the program: {@code rm} for {@code /bin/rm}. */
    PROGRAM("program", Type.TEXT, Source.ANALYSIS, EXEC),
    /**
     * Words that choose what a program does, joined by one blank: {@code push}, {@code ec2
     * terminate-instances}.
     */
    SUBCOMMAND("subcommand", Type.TEXT, Source.ANALYSIS, EXEC),
    ARGS("args", Type.TEXTS, Source.ANALYSIS, EXEC),
    /**
     * Canonical long names without dashes where the catalog knows them: {@code recursive}, {@code
     * force}.
     */
    FLAGS("flags", Type.TEXTS, Source.ANALYSIS, EXEC),
    /**
     * All paths touched; absolute where the directory is known, else relative as {@code ./x} or
     * {@code ../x}.
     */
    PATHS("paths", Type.TEXTS, Source.ANALYSIS, EXEC),
    PATHS_READ("paths.read", Type.TEXTS, Source.ANALYSIS, EXEC),
    PATHS_WRITTEN("paths.written", Type.TEXTS, Source.ANALYSIS, EXEC),
    PATHS_DESTROYED("paths.destroyed", Type.TEXTS, Source.ANALYSIS, EXEC),
    CWD("cwd", Type.TEXT, Source.ANALYSIS, EXEC),
    ENVVARS("envvars", Type.TABLE, Source.ANALYSIS, EXEC),

    // shared by several kinds
    /** exec and sql: the user it runs as, where it is changed or stated. */
    USER("user", Type.TEXT, Source.ANALYSIS, EXEC, SQL),
    /**
     * Lower-case, without a trailing dot; IP literals in canonical form. exec: the host of ssh,
     * docker or kubectl exec.
     */
    HOST("host", Type.TEXT, Source.ANALYSIS, EXEC, HTTP, GRAPHQL, SQL, CONNECT),
    PORT("port", Type.NUMBER, Source.ANALYSIS, HTTP, SQL, CONNECT),
    /** The provider's service: {@code ec2}, {@code railway}, {@code kubernetes}. */
    SERVICE("service", Type.TEXT, Source.ANALYSIS, EXEC, HTTP, GRAPHQL),
    /** The provider's operation: {@code ec2:TerminateInstances}. */
    ACTION("action", Type.TEXT, Source.ANALYSIS, EXEC, HTTP),
    ARGUMENTS("arguments", Type.TABLE, Source.ANALYSIS, GRAPHQL, TOOL),

    // http
    /** Upper-case, after method overrides. */
    METHOD("method", Type.TEXT, Source.ANALYSIS, HTTP),
    SCHEME("scheme", Type.TEXT, Source.ANALYSIS, HTTP),
    /** Canonical: percent-decoded where that changes nothing, dot segments removed. */
    PATH("path", Type.TEXT, Source.ANALYSIS, HTTP),
    QUERY("query", Type.TABLE, Source.ANALYSIS, HTTP),
    /** By lower-case name. Values of credential-bearing headers are not among them. */
    HEADERS("headers", Type.TABLE, Source.ANALYSIS, HTTP),
    /** By JSON pointer, RFC 6901. */
    BODY("body", Type.TABLE, Source.ANALYSIS, HTTP),
    /** Bytes of the body. */
    SIZE("size", Type.NUMBER, Source.ANALYSIS, HTTP),

    // graphql
    /** {@code query}, {@code mutation} or {@code subscription}. */
    OP("op", Type.TEXT, Source.ANALYSIS, GRAPHQL),
    /** Root fields, by their real names. */
    FIELDS("fields", Type.TEXTS, Source.ANALYSIS, GRAPHQL),

    // sql
    /**
     * Kinds of all statements, nested ones too: {@code select}, {@code delete}, {@code
     * copy_program}, …
     */
    STMTS("stmts", Type.TEXTS, Source.ANALYSIS, SQL),
    /** The number of top-level statements in the text. */
    STATEMENTS("statements", Type.NUMBER, Source.ANALYSIS, SQL),
    /**
     * All tables named, folded as the dialect folds, schema-qualified where the text qualifies
     * them.
     */
    TABLES("tables", Type.TEXTS, Source.ANALYSIS, SQL),
    /** The tables that are changed. */
    WRITES("writes", Type.TEXTS, Source.ANALYSIS, SQL),
    /** {@code table.column} where the table is evident, {@code *} and {@code table.*} for stars. */
    COLUMNS("columns", Type.TEXTS, Source.ANALYSIS, SQL),
    FUNCTIONS("functions", Type.TEXTS, Source.ANALYSIS, SQL),
    /** Of updates and deletes: {@code bounded}, {@code none} or {@code tautology}. */
    WHERE("where", Type.TEXT, Source.ANALYSIS, SQL),
    DATABASE("database", Type.TEXT, Source.ANALYSIS, SQL),
    /** The connection's JDBC URL without credentials. */
    JDBC("jdbc", Type.TEXT, Source.ANALYSIS, SQL),
    DIALECT("dialect", Type.TEXT, Source.ANALYSIS, SQL),

    // connect
    /** {@code tcp} or {@code unix}. */
    PROTOCOL("protocol", Type.TEXT, Source.ANALYSIS, CONNECT),

    // tool
    NAME("name", Type.TEXT, Source.ANALYSIS, TOOL),
    FRAMEWORK("framework", Type.TEXT, Source.ANALYSIS, TOOL);

    /** Who finds an attribute out. */
    public enum Source {
        /** Read from the operation. */
        ANALYSIS,
        /** Known from where the operation was attempted: session and tool. */
        SITUATION,
        /** Placed by the engine with the policy's environments and credentials. */
        POLICY
    }

    private static final Map<String, Attribute> BY_NAME = new HashMap<>();

    static {
        for (Attribute a : values()) {
            BY_NAME.put(a.word, a);
        }
    }

    private final String word;
    private final Type type;
    private final Source source;

    @SuppressWarnings("ImmutableEnumChecker") // wrapped unmodifiable in the constructor
    private final Set<Kind> kinds;

    private final int kindBits;

    Attribute(String word, Type type, Source source, Kind... kinds) {
        this.word = word;
        this.type = type;
        this.source = source;
        EnumSet<Kind> set =
                kinds.length == 0 ? EnumSet.allOf(Kind.class) : EnumSet.noneOf(Kind.class);
        Collections.addAll(set, kinds);
        this.kinds = Collections.unmodifiableSet(set);
        int bits = 0;
        for (Kind kind : set) {
            bits |= 1 << kind.ordinal();
        }
        this.kindBits = bits;
    }

    /** The name in the policy language. */
    public String word() {
        return word;
    }

    public Type type() {
        return type;
    }

    public Source source() {
        return source;
    }

    /** The kinds of effect that have this attribute. */
    public Set<Kind> kinds() {
        return kinds;
    }

    /** True where effects of that kind have this attribute. */
    public boolean isOf(Kind kind) {
        return (kindBits & 1 << kind.ordinal()) != 0;
    }

    /** The attribute of that name in the policy language. */
    public static Optional<Attribute> named(String word) {
        return Optional.ofNullable(BY_NAME.get(word));
    }
}
