package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Redis over HTTP, as Upstash, its like and Webdis speak it: a command is an array, a list of
 * arrays or a path ({@code /SET/key/value}). It is handed on as {@code redis-cli} would send it, so
 * that commands, and the scripts that they carry, are read in one place.
 */
final class RedisCommands {

    private static final String PROVIDER = "upstash";

    /**
     * Everyday commands that read, or write what can be written again: of these the request itself
     * says enough, and a policy that allows it need not allow a program besides.
     */
    private static final Set<String> PLAIN =
            Set.of(
                    "get",
                    "mget",
                    "set",
                    "setex",
                    "psetex",
                    "setnx",
                    "mset",
                    "append",
                    "strlen",
                    "incr",
                    "incrby",
                    "incrbyfloat",
                    "decr",
                    "decrby",
                    "exists",
                    "type",
                    "ttl",
                    "pttl",
                    "keys",
                    "scan",
                    "ping",
                    "echo",
                    "time",
                    "dbsize",
                    "info",
                    "hset",
                    "hsetnx",
                    "hmset",
                    "hget",
                    "hmget",
                    "hgetall",
                    "hkeys",
                    "hvals",
                    "hlen",
                    "hexists",
                    "hincrby",
                    "lpush",
                    "rpush",
                    "lrange",
                    "llen",
                    "lindex",
                    "sadd",
                    "smembers",
                    "sismember",
                    "scard",
                    "zadd",
                    "zrange",
                    "zscore",
                    "zcard",
                    "zrank",
                    "zincrby",
                    "xadd",
                    "xlen",
                    "xrange",
                    "publish",
                    "json.set",
                    "json.get");

    /** Commands of one pipeline. */
    private static final int MOST = 1_000;

    private final Inside inside;
    private int found;

    private RedisCommands(Inside inside) {
        this.inside = inside;
    }

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        boolean own =
                known.catalog().filter(c -> c.provider().equals(PROVIDER)).isPresent()
                        && request.hosts().stream().noneMatch(RedisCommands::isOther);
        RedisCommands commands = new RedisCommands(inside);
        for (String path : request.url().paths()) {
            List<String> segments = PathReadings.segments(path);
            boolean several = segments.size() == 1 && isList(segments.get(0));
            if (segments.isEmpty() || several) {
                commands.body(request.payload(), own);
            } else if (own) {
                commands.path(segments, request);
            }
        }
    }

    /** Queues, vectors and searches of the same provider are no Redis. */
    private static boolean isOther(String host) {
        return host.startsWith("qstash.") || host.contains("-vector.") || host.contains("-search.");
    }

    private static boolean isList(String segment) {
        return segment.equals("pipeline") || segment.equals("multi-exec");
    }

    private void body(Payload payload, boolean own) {
        if (payload instanceof Payload.JsonText j) {
            for (Json root : j.document().roots()) {
                array(root, own);
                root.items().forEach(each -> array(each, own));
            }
        } else if (own && payload instanceof Payload.Text t) {
            line(t.value());
        } else if (own && payload instanceof Payload.Form f) {
            line(f.text());
        }
    }

    /** At a host that nobody knows an array is a command if it begins as one is written. */
    private void array(Json json, boolean own) {
        List<String> words = new ArrayList<>();
        json.items().forEach(i -> words.add(i.scalar().orElse("")));
        boolean command =
                !words.isEmpty()
                        && json.items().get(0) instanceof Json.Text
                        && (own || isCommand(words.get(0)));
        if (command) {
            run(words);
        }
    }

    private static boolean isCommand(String word) {
        return word.length() >= 3
                && word.equals(word.toUpperCase(Locale.ROOT))
                && word.chars().allMatch(c -> c == '.' || c == '_' || c >= 'A' && c <= 'Z');
    }

    /** Webdis takes in the body of a POST what it takes in the path of a GET. */
    private void line(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("/", -1)) {
            if (!word.isEmpty()) {
                words.add(Percent.decoded(word, false).orElse(word));
            }
        }
        run(words);
    }

    private void path(List<String> segments, Request request) {
        List<String> words = new ArrayList<>();
        for (String segment : segments) {
            words.add(Percent.decoded(segment, false).orElse(segment));
        }
        // Upstash appends the body of a POST to the command.
        if (request.payload() instanceof Payload.Text t) {
            words.add(t.value());
        } else if (request.payload() instanceof Payload.JsonText j) {
            j.document().single().map(JsonText::write).ifPresent(words::add);
        }
        run(words);
    }

    private void run(List<String> command) {
        if (command.isEmpty() || PLAIN.contains(command.get(0).toLowerCase(Locale.ROOT))) {
            return;
        }
        if (++found > MOST) {
            inside.hide("more than " + MOST + " commands");
            return;
        }
        List<String> argv = new ArrayList<>(List.of("redis-cli", "--"));
        argv.addAll(command);
        inside.operation(Interpreters.exec(argv));
    }
}
