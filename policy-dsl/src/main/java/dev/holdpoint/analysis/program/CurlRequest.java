package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Verb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The requests of one group of curl's options (those between two {@code --next}). */
final class CurlRequest {

    private static final String BOUNDARY = "------------------------holdpoint";
    private static final int MOST_URLS = 64;

    private final Call call;
    private final List<Word> urls = new ArrayList<>();
    private final List<Field> headers = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private boolean unreadBody;
    private Secrets secrets = Secrets.NONE;

    private CurlRequest(Call call) {
        this.call = call;
    }

    static CurlRequest of(Call call) {
        CurlRequest r = new CurlRequest(call);
        r.urls.addAll(call.values("url"));
        r.urls.addAll(call.arguments());
        r.collectData();
        r.collectHeaders();
        return r;
    }

    Secrets secrets() {
        return secrets;
    }

    /** What curl does beside the requests: files that it writes, other protocols. */
    Verb outside(Draft draft) {
        Verb verb = Verb.READ;
        List<Word> written = new ArrayList<>(call.values("output"));
        for (String option :
                List.of(
                        "cookie-jar",
                        "dump-header",
                        "trace",
                        "trace-ascii",
                        "stderr",
                        "etag-save",
                        "hsts",
                        "alt-svc",
                        "libcurl")) {
            written.addAll(call.values(option));
        }
        Optional<String> directory = call.value("output-dir").map(Word::rendering);
        for (Word w : written) {
            Word file = directory.isPresent() ? Word.of(directory.get() + "/" + w.rendering()) : w;
            verb = verb.or(writes(file, draft));
        }
        if (call.has("remote-name") || call.has("remote-name-all")) {
            for (Word u : urls) {
                String url = u.rendering();
                int cut = url.indexOf('?');
                String path = cut < 0 ? url : url.substring(0, cut);
                String name = path.substring(path.lastIndexOf('/') + 1);
                Word file = Word.of(directory.map(d -> d + "/" + name).orElse(name));
                verb = verb.or(writes(file, draft));
            }
        }
        if (call.value("upload-file")
                .flatMap(Word::literal)
                .filter("/dev/null"::equals)
                .isPresent()) {
            verb = Verb.DESTROY; // what stood there is overwritten by nothing
        }
        for (Word u : urls) {
            if (!CurlLifter.isHttp(u.rendering())) {
                verb = verb.or(otherProtocol());
            }
        }
        return verb;
    }

    private Verb writes(Word file, Draft draft) {
        if (file.literal().filter("-"::equals).isPresent()) {
            return Verb.READ;
        }
        Optional<String> path = call.setting().path(file);
        if (path.isEmpty()) {
            draft.incomplete();
            return Verb.WRITE;
        }
        if (path.get().startsWith("/dev/") && !Paths.isDevice(path.get())) {
            return Verb.READ;
        }
        draft.written(path.get());
        call.setting().inquiry().wrote(path.get(), Word.hole("what curl fetched", true));
        return Paths.isSystem(path.get()) ? Verb.DESTROY : Verb.WRITE;
    }

    private Verb otherProtocol() {
        List<Word> commands = new ArrayList<>(call.values("quote"));
        commands.addAll(call.values("request"));
        for (Word q : commands) {
            String text = q.rendering().toUpperCase(Locale.ROOT);
            if (text.contains("DELE")
                    || text.contains("RMD")
                    || text.contains("RM ")
                    || text.contains("EXPUNGE")
                    || text.contains("STORE")) {
                return Verb.DESTROY;
            }
        }
        for (Word u : urls) {
            String url = u.rendering().toLowerCase(Locale.ROOT);
            if (url.startsWith("gopher") || url.startsWith("telnet") || url.startsWith("dict")) {
                return Verb.RUN;
            }
        }
        return call.has("upload-file") || call.has("mail-from") ? Verb.WRITE : Verb.READ;
    }

    private void collectData() {
        for (Word w : call.values("data")) {
            add(w, true);
        }
        for (Word w : call.values("data-binary")) {
            add(w, true);
        }
        for (Word w : call.values("json")) {
            add(w, true);
        }
        for (Word w : call.values("data-raw")) {
            add(w, false);
        }
        for (Word w : call.values("data-urlencode")) {
            urlencoded(w);
        }
    }

    private void add(Word w, boolean files) {
        if (files && w.prefix().startsWith("@")) {
            Word file = CallParser.suffix(w, 1);
            text(file).ifPresentOrElse(this::addText, () -> unreadBody = true);
        } else {
            addText(w);
        }
    }

    private void addText(Word w) {
        if (w.hasHole() && (w.prefix().isEmpty() || mayHideAQuery(w))) {
            unreadBody = true;
        } else {
            data.add(w.rendering());
        }
    }

    /** A GraphQL document with an expansion in it may be any other document. */
    private boolean mayHideAQuery(Word w) {
        String text = w.rendering();
        return text.contains("query") || text.contains("mutation");
    }

    private Optional<Word> text(Word file) {
        Optional<String> name = file.literal();
        if (name.filter(n -> n.equals("-") || n.equals("/dev/stdin")).isPresent()) {
            return Feed.of(call) instanceof Feed.Text t
                    ? Optional.of(t.content())
                    : Optional.empty();
        }
        if (name.filter("/dev/null"::equals).isPresent()) {
            return Optional.of(Word.of(""));
        }
        return ScriptFiles.text(call.setting(), file);
    }

    /**
     * {@code content}, {@code =content}, {@code name=content}, {@code @file}, {@code name@file}.
     */
    private void urlencoded(Word w) {
        String text = w.rendering();
        int equals = text.indexOf('=');
        int at = text.indexOf('@');
        if (at >= 0 && (equals < 0 || at < equals)) {
            Optional<Word> content = text(Word.of(text.substring(at + 1)));
            if (content.flatMap(Word::literal).isEmpty()) {
                unreadBody = true;
                return;
            }
            String name = text.substring(0, at);
            String encoded = encode(content.get().literal().get());
            data.add(name.isEmpty() ? encoded : name + "=" + encoded);
        } else if (w.hasHole() && w.prefix().isEmpty()) {
            unreadBody = true;
        } else if (equals >= 0) {
            data.add(text.substring(0, equals) + "=" + encode(text.substring(equals + 1)));
        } else {
            data.add(encode(text));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private boolean hasData() {
        return call.has("data")
                || call.has("data-binary")
                || call.has("data-raw")
                || call.has("data-urlencode")
                || call.has("json");
    }

    private boolean hasForm() {
        return call.has("form") || call.has("form-string");
    }

    private void collectHeaders() {
        for (Word h : call.values("header")) {
            if (h.prefix().startsWith("@")) {
                text(CallParser.suffix(h, 1))
                        .flatMap(Word::literal)
                        .ifPresentOrElse(
                                t -> t.lines().forEach(this::header),
                                () -> secrets = secrets.and(Secrets.UNREAD));
            } else {
                header(h.rendering());
            }
        }
        call.value("user").ifPresent(this::basic);
        call.value("oauth2-bearer")
                .ifPresent(t -> headers.add(new Field("Authorization", "Bearer " + t.rendering())));
        call.value("cookie")
                .filter(c -> c.rendering().indexOf('=') >= 0)
                .ifPresent(c -> headers.add(new Field("Cookie", c.rendering())));
        call.value("user-agent")
                .ifPresent(a -> headers.add(new Field("User-Agent", a.rendering())));
        call.value("referer").ifPresent(a -> headers.add(new Field("Referer", a.rendering())));
        if (call.has("json")) {
            byDefault("Content-Type", "application/json");
            byDefault("Accept", "application/json");
        } else if (hasData() && !call.has("get")) {
            byDefault("Content-Type", "application/x-www-form-urlencoded");
        } else if (hasForm()) {
            byDefault("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        }
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            headers.add(
                    new Field(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
    }

    private void byDefault(String name, String value) {
        if (headers.stream().noneMatch(h -> h.name().equalsIgnoreCase(name))) {
            headers.add(new Field(name, value));
        }
    }

    private void basic(Word user) {
        Optional<String> text = user.literal();
        if (text.isEmpty()) {
            secrets = secrets.and(Secrets.UNREAD);
            headers.add(new Field("Authorization", "Basic ${unknown}"));
            return;
        }
        int colon = text.get().indexOf(':');
        if (colon >= 0) {
            secrets =
                    secrets.and(
                            Secrets.of(
                                    Secret.of(
                                            text.get().substring(colon + 1), "option -u of curl")));
        }
        headers.add(
                new Field(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                text.get().getBytes(StandardCharsets.UTF_8))));
    }

    private String method() {
        Optional<Word> explicit = call.value("request");
        if (explicit.isPresent()) {
            return explicit.get().rendering();
        }
        if (call.has("get")) {
            return call.has("head") ? "HEAD" : "GET";
        }
        if (call.has("head")) {
            return "HEAD";
        }
        if (call.has("upload-file")) {
            return "PUT";
        }
        return hasData() || hasForm() ? "POST" : "GET";
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        boolean hiddenMethod = call.value("request").filter(Word::hasHole).isPresent();
        for (Word u : urls) {
            for (String url : spread(u.rendering())) {
                if (!CurlLifter.isHttp(url)) {
                    continue;
                }
                if (hiddenMethod) {
                    operations.add(CurlLifter.unreadable("the method could not be read"));
                    continue;
                }
                operations.add(new Operation.Http(method(), complete(url), headers, body()));
            }
        }
        return operations;
    }

    private String complete(String url) {
        String whole = url.contains("://") ? url : "http://" + url;
        Optional<Word> target = call.value("request-target");
        if (target.isPresent()) {
            int path = whole.indexOf('/', whole.indexOf("://") + 3);
            whole = (path < 0 ? whole : whole.substring(0, path)) + target.get().rendering();
        }
        List<String> query = new ArrayList<>();
        if (call.has("get")) {
            query.addAll(data);
            if (unreadBody) {
                query.add("${unknown}");
            }
        }
        call.values("url-query").forEach(q -> query.add(q.rendering()));
        if (query.isEmpty()) {
            return whole;
        }
        return whole + (whole.indexOf('?') < 0 ? "?" : "&") + String.join("&", query);
    }

    private Body body() {
        if (call.has("get") && !call.has("upload-file")) {
            return Body.EMPTY;
        }
        if (call.has("upload-file")) {
            Optional<Word> file = call.value("upload-file").flatMap(this::text);
            return file.flatMap(Word::literal)
                    .map(Body::of)
                    .orElse(new Body.Unread("the file that is uploaded was not read"));
        }
        if (unreadBody) {
            return new Body.Unread("part of the body could not be read");
        }
        if (hasForm()) {
            return form();
        }
        return Body.of(String.join(call.has("json") ? "" : "&", data));
    }

    private Body form() {
        StringBuilder s = new StringBuilder();
        List<Word> parts = new ArrayList<>(call.values("form"));
        parts.addAll(call.values("form-string"));
        for (Word p : parts) {
            String text = p.rendering();
            int equals = text.indexOf('=');
            if (equals < 1) {
                continue;
            }
            String value = text.substring(equals + 1);
            if (value.startsWith("@") || value.startsWith("<")) {
                int end = value.indexOf(';');
                String name = end < 0 ? value.substring(1) : value.substring(1, end);
                value = text(Word.of(name)).flatMap(Word::literal).orElse("");
            } else if (p.hasHole() && mayHideAQuery(p)) {
                return new Body.Unread("part of the form could not be read");
            }
            s.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
            s.append(text, 0, equals).append("\"\r\n\r\n").append(value).append("\r\n");
        }
        s.append("--").append(BOUNDARY).append("--\r\n");
        return Body.of(s.toString());
    }

    /** The URLs that curl's own braces and brackets stand for; of a range the first. */
    private List<String> spread(String url) {
        List<String> urls = new ArrayList<>();
        urls.add(url);
        if (call.has("globoff")) {
            return urls;
        }
        for (int i = 0; i < urls.size() && urls.size() < MOST_URLS; i++) {
            String u = urls.get(i);
            int open = opening(u);
            int close = open < 0 ? -1 : u.indexOf('}', open);
            if (close > 0) {
                urls.remove(i);
                for (String choice : u.substring(open + 1, close).split(",", -1)) {
                    urls.add(u.substring(0, open) + choice + u.substring(close + 1));
                }
                i--;
            }
        }
        return urls;
    }

    /** The first brace that is not that of {@code ${unknown}}. */
    private static int opening(String u) {
        int open = u.indexOf('{');
        while (open > 0 && u.charAt(open - 1) == '$') {
            open = u.indexOf('{', open + 1);
        }
        return open;
    }
}
