package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The other HTTP clients: wget, HTTPie and its kin, the {@code api} commands of forges, netcat. */
final class WebLifters {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private WebLifters() {}

    /** {@code wget}. Source: wget(1), 1.24. */
    static void wget(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        if (call.startsByOption()) {
            draft.opaque(); // it is run for a password
        }
        String method = call.value("method").map(Word::rendering).orElse("GET");
        Optional<Body> body = Optional.empty();
        for (String option : List.of("post-data", "body-data")) {
            Optional<Word> data = call.value(option);
            if (data.isPresent()) {
                body = Optional.of(body(data.get()));
                method = option.equals("post-data") && !call.has("method") ? "POST" : method;
            }
        }
        for (String option : List.of("post-file", "body-file")) {
            Optional<Word> file = call.value(option);
            if (file.isPresent()) {
                body =
                        Optional.of(
                                ScriptFiles.text(call.setting(), file.get())
                                        .map(WebLifters::body)
                                        .orElse(new Body.Unread("the file was not read")));
                method = option.equals("post-file") && !call.has("method") ? "POST" : method;
            }
        }
        List<Field> headers = headers(call.values("header"));
        String user =
                call.value("user")
                        .or(() -> call.value("http-user"))
                        .map(Word::rendering)
                        .orElse("");
        String password =
                call.value("password")
                        .or(() -> call.value("http-password"))
                        .map(Word::rendering)
                        .orElse("");
        if (!user.isEmpty()) {
            headers.add(basic(user + ":" + password));
        }
        Verb verb = output(call, draft);
        if (verb == Verb.READ) {
            draft.carrier();
        } else {
            draft.verb(verb);
        }
        Effect wget = draft.add();
        for (Word u : call.arguments()) {
            String url = u.rendering();
            String whole = url.contains("://") ? url : "http://" + url;
            send(call, wget, method, whole, headers, body.orElse(Body.EMPTY));
        }
    }

    private static Verb output(Call call, Draft draft) {
        if (call.has("spider")) {
            return Verb.READ;
        }
        List<Word> files = new ArrayList<>(call.values("output-document"));
        if (files.isEmpty()) {
            for (Word u : call.arguments()) {
                String url = u.rendering();
                String name = url.substring(url.lastIndexOf('/') + 1);
                files.add(
                        Word.of(
                                call.value("directory-prefix")
                                                .map(d -> d.rendering() + "/")
                                                .orElse("")
                                        + name));
            }
        }
        Verb verb = Verb.READ;
        for (Word f : files) {
            Optional<String> path = call.setting().path(f);
            if (f.literal().filter("-"::equals).isPresent()
                    || path.filter(p -> p.equals("/dev/null") || p.equals("/dev/stdout"))
                            .isPresent()) {
                continue;
            }
            verb = Verb.WRITE;
            if (path.isPresent()) {
                draft.written(path.get());
                call.setting().inquiry().wrote(path.get(), Word.hole("what wget fetched", true));
                verb = Paths.isSystem(path.get()) ? Verb.DESTROY : verb;
            }
        }
        return verb;
    }

    /** HTTPie and xh: {@code http [METHOD] URL [ITEM…]}. Source: httpie.io/docs/cli, 3.2. */
    static void httpie(Call call) {
        Draft draft = new Draft(call);
        List<Word> a = call.arguments();
        if (Judgement.asksForHelp(call) || call.has("offline") || call.has("curl") || a.isEmpty()) {
            draft.verb(Verb.READ).add();
            return;
        }
        int i = 0;
        Optional<String> method = Optional.empty();
        String first = a.get(0).rendering();
        if (a.size() > 1 && METHODS.contains(first.toUpperCase(Locale.ROOT))) {
            method = Optional.of(first.toUpperCase(Locale.ROOT));
            i = 1;
        }
        String url =
                url(
                        a.get(i).rendering(),
                        call.name().startsWith("https") || call.name().equals("xhs"));
        List<Field> headers = new ArrayList<>();
        StringBuilder json = new StringBuilder();
        StringBuilder form = new StringBuilder();
        StringBuilder query = new StringBuilder();
        boolean unread = false;
        for (Word w : a.subList(i + 1, a.size())) {
            String item = w.rendering();
            int equals = item.indexOf('=');
            int colon = item.indexOf(':');
            if (item.contains("==")) {
                int at = item.indexOf("==");
                query.append(query.length() == 0 ? "" : "&")
                        .append(item, 0, at)
                        .append('=')
                        .append(item.substring(at + 2));
            } else if (item.contains(":=")
                    && item.indexOf(":=") < (equals < 0 ? item.length() : equals + 1)) {
                int at = item.indexOf(":=");
                unread |= item.startsWith("@", at + 2);
                member(json, item.substring(0, at), item.substring(at + 2));
            } else if (equals > 0 && (colon < 0 || equals < colon)) {
                String value = item.substring(equals + 1);
                unread |= value.startsWith("@");
                member(json, item.substring(0, equals), quoted(value));
                form.append(form.length() == 0 ? "" : "&")
                        .append(item, 0, equals)
                        .append('=')
                        .append(value);
            } else if (colon > 0) {
                headers.add(new Field(item.substring(0, colon), item.substring(colon + 1)));
            } else if (item.contains("@")) {
                unread = true;
            }
            unread |= w.hasHole() && w.prefix().isEmpty();
        }
        Body body = Body.EMPTY;
        Optional<Word> raw = call.value("raw");
        if (unread) {
            body = new Body.Unread("part of the body could not be read");
        } else if (raw.isPresent()) {
            body = body(raw.get());
        } else if (json.length() > 0) {
            body = call.has("form") ? Body.of(form.toString()) : Body.of("{" + json + "}");
        } else if (Feed.of(call) instanceof Feed.Text t && !t.content().rendering().isEmpty()) {
            body = body(t.content());
        } else if (Feed.of(call) instanceof Feed.Hidden h && !call.has("ignore-stdin")) {
            body = new Body.Unread(h.why());
        }
        if (!(body instanceof Body.Empty)) {
            headers.add(
                    new Field(
                            "Content-Type",
                            call.has("form")
                                    ? "application/x-www-form-urlencoded"
                                    : "application/json"));
        }
        call.value("auth").ifPresent(u -> headers.add(basic(u.rendering())));
        call.value("bearer")
                .ifPresent(t -> headers.add(new Field("Authorization", "Bearer " + t.rendering())));
        String target =
                query.length() == 0 ? url : url + (url.indexOf('?') < 0 ? "?" : "&") + query;
        Verb verb = Verb.READ;
        for (Word o : call.values("output")) {
            verb = Verb.WRITE;
            call.setting().path(o).ifPresent(draft::written);
        }
        Effect http = (verb == Verb.READ ? draft.carrier() : draft.verb(verb)).add();
        boolean posts = !(body instanceof Body.Empty);
        send(call, http, method.orElse(posts ? "POST" : "GET"), target, headers, body);
    }

    /** {@code :8080/x} and {@code host/x} as HTTPie completes them. */
    private static String url(String text, boolean secure) {
        if (text.contains("://")) {
            return text;
        }
        String scheme = secure ? "https://" : "http://";
        if (text.startsWith(":")) {
            boolean port = text.length() > 1 && Character.isDigit(text.charAt(1));
            return scheme + "localhost" + (port ? text : text.substring(1));
        }
        return scheme + text;
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append(json.length() == 0 ? "" : ",").append(quoted(name)).append(':').append(value);
    }

    private static String quoted(String text) {
        StringBuilder s = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                s.append('\\').append(c);
            } else if (c < ' ') {
                s.append(String.format("\\u%04x", (int) c));
            } else {
                s.append(c);
            }
        }
        return s.append('"').toString();
    }

    /** {@code gh api}, {@code glab api}: a request to the forge's API. */
    static Lifter forge(String base) {
        return call -> {
            Draft draft = new Draft(call);
            if (Judgement.asksForHelp(call) || call.arguments().isEmpty()) {
                draft.verb(Verb.READ).add();
                return;
            }
            List<Word> fields = new ArrayList<>(call.values("raw-field"));
            fields.addAll(call.values("field"));
            boolean unread = false;
            StringBuilder json = new StringBuilder();
            for (Word f : fields) {
                String text = f.rendering();
                int equals = text.indexOf('=');
                if (equals < 1) {
                    continue;
                }
                String value = text.substring(equals + 1);
                unread |= value.startsWith("@") || (f.hasHole() && text.startsWith("query"));
                member(json, text.substring(0, equals), quoted(value));
            }
            Body body = json.length() == 0 ? Body.EMPTY : Body.of("{" + json + "}");
            if (call.value("input").isPresent()) {
                Optional<Word> text = ScriptFiles.text(call.setting(), call.value("input").get());
                body = text.map(WebLifters::body).orElse(new Body.Unread("the input was not read"));
            }
            if (unread) {
                body = new Body.Unread("a field could not be read");
            }
            String path = call.arguments().get(0).rendering();
            String host =
                    call.value("hostname")
                            .map(h -> "https://" + h.rendering() + "/api/v3/")
                            .orElse(base);
            String url =
                    path.contains("://")
                            ? path
                            : (path.equals("graphql")
                                            ? host.replace("/api/v4/", "/api/")
                                                    .replace("/api/v3/", "/api/")
                                            : host)
                                    + (path.startsWith("/") ? path.substring(1) : path);
            List<Field> headers = headers(call.values("header"));
            if (!(body instanceof Body.Empty)) {
                headers.add(new Field("Content-Type", "application/json"));
            }
            String method =
                    call.value("method")
                            .map(Word::rendering)
                            .orElse(body instanceof Body.Empty ? "GET" : "POST");
            send(call, draft.carrier().add(), method, url, headers, body);
        };
    }

    /** Raw text to a port: a request, or what a database takes. {@code -e} starts a program. */
    static void netcat(Call call) {
        Draft draft = new Draft(call);
        List<Word> words = call.command().words();
        for (int i = 1; i < words.size(); i++) {
            String p = words.get(i).prefix();
            if (p.startsWith("--exec=") || p.startsWith("--sh-exec=")) {
                connected(call, draft, CallParser.suffix(words.get(i), p.indexOf('=') + 1));
                return;
            }
            boolean executes =
                    p.equals("-e") || p.equals("-c") || p.equals("--exec") || p.equals("--sh-exec");
            if (executes && i + 1 < words.size()) {
                connected(call, draft, words.get(i + 1));
                return;
            }
            String upper = p.toUpperCase(Locale.ROOT);
            if (upper.startsWith("EXEC:")
                    || upper.startsWith("SYSTEM:")
                    || upper.startsWith("SHELL:")) {
                connected(call, draft, CallParser.suffix(words.get(i), p.indexOf(':') + 1));
                return;
            }
        }
        Feed feed = Feed.of(call);
        if (feed instanceof Feed.Text t) {
            String text = t.content().rendering();
            String upper = text.toUpperCase(Locale.ROOT);
            boolean destroys =
                    upper.startsWith("DELETE ")
                            || upper.contains("FLUSHALL")
                            || upper.contains("FLUSHDB")
                            || upper.contains("DROP ")
                            || upper.contains("SHUTDOWN")
                            || upper.contains("DISABLE SERVER")
                            || upper.contains("FLUSH_ALL");
            draft.remote().verb(destroys ? Verb.DESTROY : Verb.RUN).add();
            return;
        }
        draft.remote().verb(Verb.RUN).add();
    }

    /** What is started talks to the other end: a shell would take its commands from there. */
    private static void connected(Call call, Draft draft, Word script) {
        int options = script.prefix().indexOf(','); // socat's: EXEC:sh,pty,stderr
        boolean socat = call.name().equals("socat") && options > 0;
        Word command = socat ? Word.of(script.prefix().substring(0, options)) : script;
        Start.script(
                call,
                draft.carrier().add(),
                command,
                List.of(),
                new Command.Input.Unknown("it comes from the other end"));
    }

    /** PowerShell's {@code Invoke-WebRequest} and {@code Invoke-RestMethod}. */
    static void webRequest(Call call) {
        Draft draft = new Draft(call);
        Optional<Word> url =
                call.value("uri")
                        .or(
                                () ->
                                        call.arguments().isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(call.arguments().get(0)));
        if (url.isEmpty()) {
            draft.verb(Verb.READ).add();
            return;
        }
        Effect client = (call.has("outfile") ? draft.verb(Verb.WRITE) : draft.carrier()).add();
        send(
                call,
                client,
                call.value("method").map(Word::rendering).orElse("GET").toUpperCase(Locale.ROOT),
                url.get().rendering(),
                List.of(),
                call.value("body").map(WebLifters::body).orElse(Body.EMPTY));
    }

    private static List<Field> headers(List<Word> words) {
        List<Field> headers = new ArrayList<>();
        for (Word w : words) {
            String line = w.rendering();
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(
                        new Field(
                                line.substring(0, colon).strip(),
                                line.substring(colon + 1).strip()));
            }
        }
        return headers;
    }

    private static Field basic(String pair) {
        return new Field(
                "Authorization",
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static Body body(Word text) {
        return text.hasHole()
                ? new Body.Unread("part of the body could not be read")
                : Body.of(text.rendering());
    }

    private static void send(
            Call call, Effect client, String method, String url, List<Field> headers, Body body) {
        Operation o =
                method.contains("${unknown}")
                        ? CurlLifter.unreadable("the method could not be read")
                        : new Operation.Http(method, url, headers, body);
        call.setting().inquiry().read(o, Optional.of(client));
    }
}
