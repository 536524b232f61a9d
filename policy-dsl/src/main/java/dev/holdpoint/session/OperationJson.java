package dev.holdpoint.session;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operations as JSON: what {@code decide} reads and recordings hold.
 *
 * <pre>
 *   {"kind":"exec","command":"rm -rf x"}      a string as given to sh -c; or
 *   {"kind":"exec","argv":["rm","-rf","x"]}   optional: "cwd", "env" (object of texts), "stdin" (a body),
 *                                             "inherits" (false: "env" is all that the child gets)
 *   {"kind":"http","method":"POST","url":"…"} optional: "headers" (object of texts or arrays of texts), "body"
 *   {"kind":"sql","sql":"…" or ["…"]}         optional: "dialect", "parameters", "jdbc", "user"
 *   {"kind":"connect","host":"…","port":443}  optional: "protocol"
 *   {"kind":"tool","name":"…"}                optional: "framework", "arguments" (object, or its text)
 *   {"kind":"…","unreadable":"why"}
 * </pre>
 *
 * A body is a text, {@code {"base64": "…"}} or {@code {"unread": "why"}}. Other members are left
 * alone: they are the caller's.
 */
public final class OperationJson {

    private OperationJson() {}

    /**
     * Reads one operation.
     *
     * @throws JsonException if it lacks something or has it in another form
     */
    public static Operation read(Json.Obj json) throws JsonException {
        Kind kind = EffectJson.kind(json);
        Optional<String> unreadable = text(json, "unreadable");
        if (unreadable.isPresent()) {
            return new Operation.Unreadable(kind, unreadable.get());
        }
        return switch (kind) {
            case EXEC -> exec(json);
            case HTTP -> http(json);
            case SQL -> sql(json);
            case CONNECT ->
                    new Operation.Connect(
                            text(json, "protocol").orElse("tcp"),
                            required(json, "host"),
                            port(json));
            case TOOL ->
                    new Operation.Tool(
                            text(json, "framework").orElse("unknown"),
                            required(json, "name"),
                            arguments(json));
            case GRAPHQL -> throw new JsonException("graphql is attempted as http");
        };
    }

    private static Operation exec(Json.Obj json) throws JsonException {
        List<String> argv;
        Optional<String> command = text(json, "command");
        if (command.isPresent()) {
            argv = List.of("sh", "-c", command.get());
        } else {
            argv = texts(json, "argv");
            if (argv.isEmpty()) {
                throw new JsonException("exec needs \"command\" or \"argv\"");
            }
        }
        Map<String, String> environment = new LinkedHashMap<>();
        Json env = json.get("env").orElse(Json.NULL);
        if (env instanceof Json.Obj variables) {
            for (Map.Entry<String, Json> variable : variables.members().entrySet()) {
                if (!(variable.getValue() instanceof Json.Text value)) {
                    throw new JsonException("\"env\" is an object of texts");
                }
                environment.put(variable.getKey(), value.value());
            }
        } else if (!(env instanceof Json.Null)) {
            throw new JsonException("\"env\" is an object of texts");
        }
        boolean inherits =
                !(json.get("inherits").orElse(Json.NULL) instanceof Json.Bool b) || b.value();
        return new Operation.Exec(
                argv, text(json, "cwd"), environment, inherits, body(json, "stdin"));
    }

    private static Operation http(Json.Obj json) throws JsonException {
        List<Operation.Field> headers = new ArrayList<>();
        Json given = json.get("headers").orElse(Json.NULL);
        if (given instanceof Json.Obj object) {
            for (Map.Entry<String, Json> header : object.members().entrySet()) {
                if (header.getValue() instanceof Json.Text value) {
                    headers.add(new Operation.Field(header.getKey(), value.value()));
                } else {
                    for (String value : texts(object, header.getKey())) {
                        headers.add(new Operation.Field(header.getKey(), value));
                    }
                }
            }
        } else if (!(given instanceof Json.Null)) {
            throw new JsonException("\"headers\" is an object");
        }
        return new Operation.Http(
                text(json, "method").orElse("GET"),
                required(json, "url"),
                headers,
                body(json, "body"));
    }

    private static Operation sql(Json.Obj json) throws JsonException {
        List<String> texts =
                json.get("sql").orElse(Json.NULL) instanceof Json.Text t
                        ? List.of(t.value())
                        : texts(json, "sql");
        if (texts.isEmpty()) {
            throw new JsonException("sql needs \"sql\"");
        }
        Optional<String> url = text(json, "jdbc");
        Optional<Operation.Connection> connection =
                url.isPresent()
                        ? Optional.of(
                                new Operation.Connection(
                                        url.get(), text(json, "user"), Optional.empty()))
                        : Optional.empty();
        return new Operation.Sql(
                text(json, "dialect").orElse("generic"),
                texts,
                texts(json, "parameters"),
                connection);
    }

    private static int port(Json.Obj json) throws JsonException {
        Json port = json.get("port").orElse(new Json.Whole(0));
        if (port instanceof Json.Whole w && w.value() >= 0 && w.value() <= 65_535) {
            return (int) w.value();
        }
        throw new JsonException("\"port\" is a number up to 65535");
    }

    private static String arguments(Json.Obj json) throws JsonException {
        Json arguments = json.get("arguments").orElse(Json.object().build());
        if (arguments instanceof Json.Text t) {
            return t.value();
        }
        if (arguments instanceof Json.Obj o) {
            return JsonLine.write(o);
        }
        throw new JsonException("\"arguments\" is an object");
    }

    private static Body body(Json.Obj json, String name) throws JsonException {
        Json given = json.get(name).orElse(Json.NULL);
        if (given instanceof Json.Null) {
            return Body.EMPTY;
        }
        if (given instanceof Json.Text t) {
            return Body.of(t.value());
        }
        if (given instanceof Json.Obj o) {
            Optional<String> unread = o.text("unread");
            if (unread.isPresent()) {
                return new Body.Unread(unread.get());
            }
            Optional<String> base64 = o.text("base64");
            if (base64.isPresent()) {
                try {
                    return Body.of(Base64.getDecoder().decode(base64.get()));
                } catch (IllegalArgumentException e) {
                    throw new JsonException("\"" + name + "\" is not base64");
                }
            }
        }
        throw new JsonException(
                "\"" + name + "\" is a text, {\"base64\": \"…\"} or {\"unread\": \"why\"}");
    }

    private static Optional<String> text(Json.Obj json, String name) throws JsonException {
        Json value = json.get(name).orElse(Json.NULL);
        if (value instanceof Json.Text t) {
            return Optional.of(t.value());
        }
        if (value instanceof Json.Null) {
            return Optional.empty();
        }
        throw new JsonException("\"" + name + "\" is a text");
    }

    private static String required(Json.Obj json, String name) throws JsonException {
        Optional<String> value = text(json, name);
        if (value.isEmpty()) {
            throw new JsonException("\"" + name + "\" is missing");
        }
        return value.get();
    }

    private static List<String> texts(Json.Obj json, String name) throws JsonException {
        Json value = json.get(name).orElse(Json.NULL);
        if (value instanceof Json.Null) {
            return List.of();
        }
        if (!(value instanceof Json.Arr array)) {
            throw new JsonException("\"" + name + "\" is an array of texts");
        }
        List<String> texts = new ArrayList<>(array.elements().size());
        for (Json element : array.elements()) {
            if (!(element instanceof Json.Text t)) {
                throw new JsonException("\"" + name + "\" is an array of texts");
            }
            texts.add(t.value());
        }
        return texts;
    }

    /** The operation as {@link #read} reads it; what must not be recorded was taken out before. */
    public static Json.Obj write(Operation operation) {
        return (Json.Obj) mend(plain(operation));
    }

    private static Json.Obj plain(Operation operation) {
        Json.Builder json = Json.object().put("kind", operation.kind().word());
        if (operation instanceof Operation.Exec exec) {
            json.put("argv", Json.texts(exec.argv())).put("cwd", exec.cwd());
            if (!exec.environment().isEmpty()) {
                Json.Builder variables = Json.object();
                exec.environment().forEach(variables::put);
                json.put("env", variables.build());
            }
            if (!exec.inheritsEnvironment()) {
                json.put("inherits", false);
            }
            body(json, "stdin", exec.stdin());
        } else if (operation instanceof Operation.Http http) {
            json.put("method", http.method()).put("url", http.url());
            if (!http.headers().isEmpty()) {
                json.put("headers", headers(http.headers()));
            }
            body(json, "body", http.body());
        } else if (operation instanceof Operation.Sql sql) {
            json.put("dialect", sql.dialect());
            json.put(
                    "sql",
                    sql.texts().size() == 1
                            ? Json.text(sql.texts().get(0))
                            : Json.texts(sql.texts()));
            if (!sql.parameters().isEmpty()) {
                json.put("parameters", Json.texts(sql.parameters()));
            }
            sql.connection().ifPresent(c -> json.put("jdbc", c.url()).put("user", c.user()));
        } else if (operation instanceof Operation.Connect connect) {
            json.put("protocol", connect.protocol())
                    .put("host", connect.host())
                    .put("port", connect.port());
        } else if (operation instanceof Operation.Tool tool) {
            json.put("framework", tool.framework())
                    .put("name", tool.name())
                    .put("arguments", tool.arguments());
        } else if (operation instanceof Operation.Unreadable unreadable) {
            json.put("unreadable", unreadable.why());
        }
        return json.build();
    }

    private static Json headers(List<Operation.Field> headers) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (Operation.Field header : headers) {
            byName.computeIfAbsent(header.name(), n -> new ArrayList<>()).add(header.value());
        }
        Json.Builder json = Json.object();
        byName.forEach(
                (name, values) ->
                        json.put(
                                name,
                                values.size() == 1
                                        ? Json.text(values.get(0))
                                        : Json.texts(values)));
        return json.build();
    }

    private static void body(Json.Builder json, String name, Body body) {
        if (body instanceof Body.Unread unread) {
            json.put(name, Json.object().put("unread", unread.why()).build());
        } else if (body instanceof Body.Bytes bytes) {
            json.put(name, content(bytes.content()));
        }
    }

    /** As text where it is UTF-8, which is what people can read. */
    private static Json content(byte[] content) {
        try {
            return Json.text(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException e) {
            return Json.object().put("base64", Base64.getEncoder().encodeToString(content)).build();
        }
    }

    private static Json mend(Json json) {
        if (json instanceof Json.Text t) {
            return Json.text(Surrogates.mend(t.value()));
        }
        if (json instanceof Json.Arr a) {
            List<Json> elements = new ArrayList<>(a.elements().size());
            a.elements().forEach(element -> elements.add(mend(element)));
            return new Json.Arr(elements);
        }
        if (json instanceof Json.Obj o) {
            Json.Builder mended = Json.object();
            o.members().forEach((name, value) -> mended.put(Surrogates.mend(name), mend(value)));
            return mended.build();
        }
        return json;
    }
}
