package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Clients of databases that speak no SQL: Redis commands, the JavaScript of the MongoDB shell. */
final class DataLifters {

    /** Source: redis.io/commands, 7.4. */
    private static final Set<String> REDIS_DESTROY =
            Set.of(
                    "FLUSHALL",
                    "FLUSHDB",
                    "DEL",
                    "UNLINK",
                    "GETDEL",
                    "HDEL",
                    "SREM",
                    "ZREM",
                    "LREM",
                    "LTRIM",
                    "XDEL",
                    "XTRIM",
                    "ZREMRANGEBYRANK",
                    "ZREMRANGEBYSCORE",
                    "ZREMRANGEBYLEX",
                    "EXPIRE",
                    "PEXPIRE",
                    "EXPIREAT",
                    "PEXPIREAT",
                    "SHUTDOWN",
                    "SWAPDB",
                    "RENAME",
                    "MOVE",
                    "DEBUG",
                    "REPLICAOF",
                    "SLAVEOF",
                    "FAILOVER",
                    "JSON.DEL",
                    "FT.DROPINDEX",
                    "FT.DROP",
                    "TS.DEL",
                    "SPOP",
                    "LPOP",
                    "RPOP");

    private static final Set<String> REDIS_READ =
            Set.of(
                    "GET",
                    "MGET",
                    "EXISTS",
                    "TTL",
                    "PTTL",
                    "TYPE",
                    "KEYS",
                    "SCAN",
                    "STRLEN",
                    "HGET",
                    "HGETALL",
                    "HMGET",
                    "HKEYS",
                    "HVALS",
                    "HLEN",
                    "HSCAN",
                    "HEXISTS",
                    "LRANGE",
                    "LLEN",
                    "LINDEX",
                    "SMEMBERS",
                    "SCARD",
                    "SISMEMBER",
                    "SSCAN",
                    "ZRANGE",
                    "ZCARD",
                    "ZSCORE",
                    "ZRANK",
                    "ZSCAN",
                    "ZCOUNT",
                    "XRANGE",
                    "XLEN",
                    "XREAD",
                    "XINFO",
                    "INFO",
                    "PING",
                    "ECHO",
                    "DBSIZE",
                    "TIME",
                    "LASTSAVE",
                    "MONITOR",
                    "SUBSCRIBE",
                    "PSUBSCRIBE",
                    "RANDOMKEY",
                    "GETRANGE",
                    "BITCOUNT",
                    "OBJECT",
                    "MEMORY",
                    "COMMAND",
                    "ROLE",
                    "DUMP",
                    "LOLWUT",
                    "PFCOUNT",
                    "GEOPOS",
                    "GEODIST",
                    "GEOSEARCH",
                    "SINTER",
                    "SUNION",
                    "SDIFF",
                    "HELP",
                    "AUTH",
                    "SELECT",
                    "QUIT",
                    "LATENCY",
                    "SLOWLOG");

    private static final Map<String, Set<String>> REDIS_TWO =
            Map.of(
                    "CONFIG", Set.of("GET"),
                    "CLIENT", Set.of("LIST", "INFO", "ID", "GETNAME", "SETNAME"),
                    "CLUSTER", Set.of("INFO", "NODES", "SLOTS", "SHARDS", "MYID", "KEYSLOT"),
                    "ACL", Set.of("LIST", "WHOAMI", "USERS", "GETUSER", "CAT"),
                    "SCRIPT", Set.of("EXISTS", "LOAD"),
                    "FUNCTION", Set.of("LIST", "STATS", "DUMP"));

    private static final List<String> MONGO_DESTROY =
            List.of(
                    "dropdatabase",
                    ".drop(",
                    "dropindex",
                    "dropuser",
                    "dropallusers",
                    "deletemany",
                    "deleteone",
                    ".remove(",
                    "bulkwrite",
                    "findoneanddelete",
                    "findandmodify",
                    "shutdownserver",
                    "fsyncunlock",
                    "converttocapped",
                    "droprole",
                    "dropallroles",
                    "removeshard",
                    "rs.remove",
                    "killop",
                    "renamecollection",
                    "dropsearchindex",
                    "rs.reconfig",
                    "replaceone",
                    "$out",
                    "removeuser");

    private static final List<String> MONGO_GRANT =
            List.of(
                    "createuser",
                    "updateuser",
                    "grantroles",
                    "revokeroles",
                    "changeuserpassword",
                    "createrole",
                    "grantprivileges");

    private static final List<String> MONGO_WRITE =
            List.of("insert", "update", "create", "save(", "$merge", "ensureindex");

    private DataLifters() {}

    static void redis(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        draft.target("database");
        if (call.has("cluster")) {
            String sub = call.argument(0).orElse("");
            boolean reads = sub.equals("check") || sub.equals("info") || sub.equals("help");
            draft.verb(
                            reads
                                    ? Verb.READ
                                    : sub.startsWith("del-")
                                                    || sub.equals("reshard")
                                                    || sub.equals("create")
                                            ? Verb.DESTROY
                                            : Verb.WRITE)
                    .add();
            return;
        }
        if (call.has("eval")) {
            draft.verb(Verb.RUN).add();
            return;
        }
        if (!call.arguments().isEmpty()) {
            draft.verb(redis(call.arguments())).add();
            return;
        }
        Feed feed = Feed.of(call);
        if (feed instanceof Feed.Text t) {
            Verb verb = Verb.READ;
            for (String line : t.content().rendering().split("\n", -1)) {
                List<Word> words = Start.split(line);
                if (!words.isEmpty()) {
                    verb = verb.or(redis(words));
                }
            }
            draft.verb(verb).add();
        } else if (feed instanceof Feed.Hidden h) {
            draft.hidden("commands that could not be read, " + h.why()).add();
        } else {
            draft.verb(feed instanceof Feed.File ? Verb.RUN : Verb.READ).add();
        }
    }

    private static Verb redis(List<Word> words) {
        Optional<String> first = words.get(0).literal();
        if (first.isEmpty()) {
            return Verb.UNKNOWN;
        }
        String name = first.get().toUpperCase(Locale.ROOT);
        String second = words.size() > 1 ? words.get(1).rendering().toUpperCase(Locale.ROOT) : "";
        if (REDIS_DESTROY.contains(name)) {
            return Verb.DESTROY;
        }
        if (REDIS_READ.contains(name)) {
            return second.equals("RESET") || second.equals("PURGE") ? Verb.WRITE : Verb.READ;
        }
        if (REDIS_TWO.containsKey(name)) {
            if (REDIS_TWO.get(name).contains(second)) {
                return Verb.READ;
            }
            return name.equals("ACL") ? Verb.GRANT : Verb.DESTROY;
        }
        return name.startsWith("EVAL") || name.equals("FCALL") ? Verb.RUN : Verb.WRITE;
    }

    static void mongo(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        draft.target("database");
        for (Word a : call.arguments()) {
            if (a.prefix().contains("://")) {
                draft.host(Word.of(a.rendering().substring(a.rendering().indexOf("://") + 3)));
            }
        }
        List<Word> codes = new ArrayList<>(call.values("eval"));
        List<Word> files = new ArrayList<>(call.values("file"));
        call.arguments().stream().filter(a -> a.rendering().endsWith(".js")).forEach(files::add);
        boolean unreadFile = false;
        for (Word f : files) {
            Optional<Word> text = ScriptFiles.text(call.setting(), f);
            text.ifPresent(codes::add);
            unreadFile |= text.isEmpty();
        }
        if (codes.isEmpty() && !unreadFile) {
            Feed feed = Feed.of(call);
            if (feed instanceof Feed.Text t) {
                codes.add(t.content());
            } else if (feed instanceof Feed.Hidden h) {
                draft.hidden("commands that could not be read, " + h.why()).add();
                return;
            }
        }
        Verb verb = unreadFile ? Verb.RUN : Verb.READ;
        for (Word code : codes) {
            verb = verb.or(code.hasHole() ? Verb.UNKNOWN : mongo(code.rendering()));
        }
        draft.verb(verb).add();
    }

    private static Verb mongo(String code) {
        String text = code.toLowerCase(Locale.ROOT).replace(" ", "");
        if (MONGO_DESTROY.stream().anyMatch(text::contains)) {
            return Verb.DESTROY;
        }
        if (MONGO_GRANT.stream().anyMatch(text::contains)) {
            return Verb.GRANT;
        }
        if (text.contains("eval(")
                || text.contains("atob(")
                || text.contains("fromcharcode")
                || text.contains("db[")) {
            return Verb.UNKNOWN;
        }
        return MONGO_WRITE.stream().anyMatch(text::contains) ? Verb.WRITE : Verb.READ;
    }
}
