package dev.holdpoint.guard.approval;

import dev.holdpoint.guard.digest.BodyDigest;
import dev.holdpoint.guard.digest.Digested;
import dev.holdpoint.session.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as people read it. It is made from the form that the digest is over, and from content
 * whose hash the form holds; so what is shown is what is signed for. Characters that could make a
 * terminal show something else are written as escapes.
 */
public final class Rendering {

    private Rendering() {}

    /** The lines; each is safe for a terminal. */
    public static List<String> of(Request request) {
        List<String> out = new ArrayList<>();
        line(out, "request", request.id());
        line(
                out,
                "asked",
                request.created()
                        + request.agent().map(a -> " by agent " + a).orElse("")
                        + request.tool().map(t -> ", in tool " + t).orElse("")
                        + request.session().map(s -> ", session " + s).orElse(""));
        line(out, "deployment", request.deployment());
        line(out, "policy", "sha256 " + request.policy());
        for (Need need : request.needs()) {
            line(
                    out,
                    "needs",
                    need.quorum()
                            + " of "
                            + need.group()
                            + " (rule "
                            + need.rule()
                            + "), to run within "
                            + duration(need.within())
                            + (need.uses() == 1 ? ", once" : ", up to " + need.uses() + " times"));
        }
        operation(out, request);
        line(out, "digest", "sha256 " + request.digest());
        return out;
    }

    /** One line for lists. */
    public static String summary(Request request) {
        Json.Obj form = request.form();
        String what =
                form.array("argv")
                        .or(() -> form.array("sql"))
                        .map(a -> String.join(" ", texts(new Json.Arr(a))))
                        .or(() -> form.text("method").map(m -> m + " " + url(form)))
                        .or(() -> form.text("name"))
                        .orElse("");
        String graphql = form.array("graphql").map(g -> " " + plain(new Json.Arr(g))).orElse("");
        String line = form.text("kind").orElse("?") + " " + what + graphql;
        return printable(line.length() > 160 ? line.substring(0, 159) + "…" : line);
    }

    private static void operation(List<String> out, Request request) {
        Json.Obj form = request.form();
        String kind = form.text("kind").orElse("?");
        line(out, "operation", kind);
        if (form.text("method").isPresent()) {
            line(out, "  sends", form.text("method").get() + " " + url(form));
        }
        for (Map.Entry<String, Json> member : form.members().entrySet()) {
            switch (member.getKey()) {
                case "v", "kind", "method", "scheme", "host", "port", "path", "query" -> {}
                case "argv" -> {
                    int i = 0;
                    for (String word : texts(member.getValue())) {
                        multiline(out, i++ == 0 ? "  runs" : "  word " + (i - 1), word);
                    }
                }
                case "sql" -> texts(member.getValue()).forEach(s -> multiline(out, "  sql", s));
                case "headers" -> pairs(member.getValue()).forEach(h -> line(out, "  header", h));
                case "body", "stdin" -> content(out, member.getKey(), member.getValue(), request);
                case "files" -> {
                    if (member.getValue() instanceof Json.Obj files) {
                        files.members()
                                .forEach(
                                        (path, hash) ->
                                                line(
                                                        out,
                                                        "  reads",
                                                        path + " sha256 " + plain(hash)));
                    }
                }
                default -> {
                    String value = plain(member.getValue());
                    if (!value.isEmpty()) {
                        multiline(out, "  " + member.getKey(), value);
                    }
                }
            }
        }
    }

    private static String url(Json.Obj form) {
        StringBuilder url = new StringBuilder();
        url.append(form.text("scheme").orElse(""))
                .append("://")
                .append(form.text("host").orElse(""))
                .append(':')
                .append(form.text("port").orElse(""))
                .append(form.text("path").orElse(""));
        char separator = '?';
        for (Json field : form.array("query").orElse(List.of())) {
            List<String> pair = texts(field);
            url.append(separator).append(String.join("=", pair));
            separator = '&';
        }
        return url.toString();
    }

    private static void content(List<String> out, String name, Json named, Request request) {
        String size =
                named instanceof Json.Obj o
                        ? o.whole("bytes").map(n -> n + " bytes, ").orElse("multipart, ")
                                + "sha256 "
                                + o.text("sha256").orElse("")
                        : "";
        if (named instanceof Json.Obj o && o.text("unread").isPresent()) {
            line(out, "  " + name, "NOT KNOWN before it runs: " + o.text("unread").get());
            return;
        }
        Optional<Digested.Content> content = request.content();
        if (content.isEmpty()) {
            line(out, "  " + name, size + " (too long to be shown here: compare its hash)");
            return;
        }
        line(out, "  " + name, size);
        byte[] bytes = content.get().bytes();
        String hash = BodyDigest.of(bytes, content.get().boundary());
        if (!(named instanceof Json.Obj o) || !o.text("sha256").equals(Optional.of(hash))) {
            line(out, "  " + name, "NOT SHOWN: what is stored is not what the digest is over");
            return;
        }
        try {
            multiline(
                    out,
                    "  | ",
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            line(out, "  " + name, "not text; compare its hash");
        }
    }

    private static void multiline(List<String> out, String label, String text) {
        for (String line : text.split("\n", -1)) {
            line(out, label, line);
        }
    }

    private static void line(List<String> out, String label, String text) {
        out.add(
                String.format(
                        java.util.Locale.ROOT, "%-12s %s", printable(label), printable(text)));
    }

    private static List<String> pairs(Json json) {
        return json instanceof Json.Arr a
                ? a.elements().stream().map(p -> String.join(": ", texts(p))).toList()
                : List.of();
    }

    private static List<String> texts(Json json) {
        return json instanceof Json.Arr a
                ? a.elements().stream().map(Rendering::plain).toList()
                : List.of(plain(json));
    }

    private static String plain(Json json) {
        if (json instanceof Json.Text t) {
            return t.value();
        }
        if ((json instanceof Json.Obj o && o.members().isEmpty())
                || (json instanceof Json.Arr a && a.elements().isEmpty())) {
            return "";
        }
        return dev.holdpoint.session.CanonicalJson.write(json);
    }

    private static String duration(Duration d) {
        long seconds = d.toSeconds();
        return seconds % 3600 == 0
                ? seconds / 3600 + " h"
                : seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    /** Controls, and what changes the direction or hides itself, as escapes. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            int type = Character.getType(c);
                            boolean hides =
                                    Character.isISOControl(c)
                                            || type == Character.FORMAT
                                            || type == Character.LINE_SEPARATOR
                                            || type == Character.PARAGRAPH_SEPARATOR
                                            || type == Character.SURROGATE
                                            || type == Character.PRIVATE_USE
                                            || type == Character.UNASSIGNED
                                            || (type == Character.SPACE_SEPARATOR && c != ' ');
                            if (hides) {
                                out.append("\\u{").append(Integer.toHexString(c)).append('}');
                            } else {
                                out.appendCodePoint(c);
                            }
                        });
        return out.toString();
    }
}
