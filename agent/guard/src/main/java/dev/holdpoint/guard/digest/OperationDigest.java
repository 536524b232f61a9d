package dev.holdpoint.guard.digest;

import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import dev.holdpoint.guard.digest.Digested.Approvable;
import dev.holdpoint.guard.digest.Digested.Content;
import dev.holdpoint.guard.digest.Digested.Unapprovable;
import dev.holdpoint.guard.redact.Redaction;
import dev.holdpoint.session.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes digests; see the package. Thread-safe. */
public final class OperationDigest {

    private final Redaction redaction;
    private final Surroundings surroundings;

    public OperationDigest(Redaction redaction, Surroundings surroundings) {
        this.redaction = redaction;
        this.surroundings = surroundings;
    }

    /** The form and digest of the operation, or what of it could not be read. */
    public Digested of(Operation operation, Reading reading) {
        for (Effect effect : reading.effects()) {
            if (effect.verb() == Verb.UNKNOWN || effect.opaque()) {
                return new Unapprovable(
                        effect.summary().isBlank()
                                ? "part of it could not be read"
                                : "this part of it could not be read: "
                                        + redaction.text(effect.summary()));
            }
        }
        try {
            if (operation instanceof Operation.Exec o) {
                return exec(o, reading);
            }
            if (operation instanceof Operation.Http o) {
                return http(o, reading);
            }
            if (operation instanceof Operation.Sql o) {
                return sql(o);
            }
            if (operation instanceof Operation.Connect o) {
                return approvable(
                        form(o).put("protocol", o.protocol())
                                .put("host", o.host())
                                .put("port", o.port()),
                        Optional.empty());
            }
            if (operation instanceof Operation.Tool o) {
                return approvable(
                        form(o).put("framework", o.framework())
                                .put("name", o.name())
                                .put("arguments", redaction.text(o.arguments())),
                        Optional.empty());
            }
        } catch (IllegalArgumentException e) {
            // a text that UTF-8 cannot carry has no canonical form
            return new Unapprovable(String.valueOf(e.getMessage()));
        }
        return new Unapprovable(
                operation instanceof Operation.Unreadable o ? o.why() : "it could not be read");
    }

    private Digested exec(Operation.Exec o, Reading reading) {
        Optional<String> cwd = o.cwd().or(surroundings::directory);
        if (cwd.isEmpty()) {
            return new Unapprovable("the directory that it would run in is not known");
        }
        Json.Builder variables = Json.object();
        redaction.variables(new TreeMap<>(o.environment())).forEach(variables::put);
        Json.Builder form =
                form(o).put("argv", Json.texts(redaction.argv(o.argv())))
                        .put("cwd", cwd.get())
                        .put("executable", executable(o, cwd.get()))
                        .put("variables", variables.build())
                        .put("inherits", o.inheritsEnvironment());
        files(reading).ifPresent(f -> form.put("files", f));
        if (o.stdin() instanceof Body.Unread unread) {
            // a program that takes its meaning from standard input is opaque, and was refused above
            form.put("stdin", Json.object().put("unread", unread.why()).build());
            return approvable(form, Optional.empty());
        }
        return withContent(form, "stdin", o.stdin(), Optional.empty());
    }

    /** Where the program is, links followed; execvp searches the JVM's PATH, not the child's. */
    private String executable(Operation.Exec o, String cwd) {
        String program = o.argv().get(0);
        if (program.indexOf('/') >= 0) {
            String absolute = program.startsWith("/") ? program : cwd + "/" + program;
            return surroundings.real(absolute).orElse(absolute);
        }
        String path = surroundings.environment().getOrDefault("PATH", "");
        for (String directory : path.split(":", -1)) {
            String candidate = (directory.isEmpty() ? cwd : directory) + "/" + program;
            if (java.nio.file.Files.isExecutable(java.nio.file.Path.of(candidate))) {
                return surroundings.real(candidate).orElse(candidate);
            }
        }
        return program;
    }

    private Digested http(Operation.Http o, Reading reading) {
        Json.Builder form = form(o).put("method", o.method());
        if (CanonicalUrl.add(form, o.url(), redaction).isEmpty()) {
            return new Unapprovable("its URL could not be read");
        }
        List<String[]> headers = new ArrayList<>();
        Optional<String> boundary = Optional.empty();
        for (Operation.Field h : o.headers()) {
            String name = h.name().toLowerCase(Locale.ROOT);
            if (!redaction.isDigested(name) || name.equals("x-amz-security-token")) {
                continue;
            }
            String value = redaction.header(name, h.value());
            if (name.equals("content-type")) {
                boundary = BodyDigest.boundary(h.value());
                value = BodyDigest.withoutBoundary(value);
            }
            headers.add(new String[] {name, value});
        }
        headers.sort(Comparator.comparing(h -> h[0]));
        form.put(
                "headers",
                new Json.Arr(headers.stream().map(h -> Json.texts(List.of(h))).toList()));
        List<Json> graphql = new ArrayList<>();
        for (Effect effect : reading.effects()) {
            if (effect.kind() == Kind.GRAPHQL
                    && effect.fact(Attribute.OP) instanceof Fact.Text op
                    && effect.fact(Attribute.FIELDS) instanceof Fact.Texts fields) {
                graphql.add(
                        Json.object()
                                .put("op", op.value())
                                .put("fields", Json.texts(fields.elements()))
                                .build());
            }
        }
        if (!graphql.isEmpty()) {
            form.put("graphql", new Json.Arr(graphql));
        }
        return withContent(form, "body", o.body(), boundary);
    }

    private Digested sql(Operation.Sql o) {
        if (o.connection().isEmpty()) {
            return new Unapprovable("the database that it would run on is not known");
        }
        Operation.Connection c = o.connection().get();
        Json.Builder form =
                form(o).put("dialect", o.dialect())
                        .put("sql", Json.texts(o.texts().stream().map(redaction::sql).toList()))
                        .put("parameters", Json.texts(o.parameters()))
                        .put("jdbc", redaction.text(c.url()))
                        .put("user", c.user());
        c.password().ifPresent(p -> form.put("password", redaction.fingerprint(p)));
        return approvable(form, Optional.empty());
    }

    private static Json.Builder form(Operation operation) {
        return Json.object().put("v", 1).put("kind", operation.kind().word());
    }

    private static Optional<Json> files(Reading reading) {
        Map<String, Json> files = new TreeMap<>();
        reading.files().forEach(f -> files.put(f.path(), Json.text(f.sha256())));
        return files.isEmpty() ? Optional.empty() : Optional.of(new Json.Obj(files));
    }

    private static Digested withContent(
            Json.Builder form, String name, Body body, Optional<String> boundary) {
        if (body instanceof Body.Unread unread) {
            return new Unapprovable("its " + name + " could not be read: " + unread.why());
        }
        if (body instanceof Body.Bytes bytes) {
            Json.Builder named =
                    Json.object().put("sha256", BodyDigest.of(bytes.content(), boundary));
            if (boundary.isEmpty()) { // its length belongs to what changes with every attempt
                named.put("bytes", bytes.content().length);
            }
            form.put(name, named.build());
            return approvable(form, Optional.of(new Content(bytes.content(), boundary)));
        }
        return approvable(form, Optional.empty());
    }

    private static Digested approvable(Json.Builder form, Optional<Content> content) {
        Json.Obj built = form.build();
        return new Approvable(built, Sha256.of(built), content);
    }
}
