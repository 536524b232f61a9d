package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.program.CodeTokens.Token;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** SQL and HTTP requests among the calls of source code, with constant texts and URLs. */
final class CodeRequests {

    private static final List<String> STATEMENTS =
            List.of(
                    "select ",
                    "delete ",
                    "drop ",
                    "truncate ",
                    "update ",
                    "insert ",
                    "alter ",
                    "create ",
                    "grant ",
                    "revoke ",
                    "with ",
                    "merge ",
                    "replace ");

    private static final Set<String> METHODS =
            Set.of("DELETE", "POST", "PUT", "PATCH", "HEAD", "OPTIONS");

    private final Call call;
    private final Effect parent;
    private final Consumer<Runnable> found;

    /**
     * @param found takes what is to be read later
     */
    CodeRequests(Call call, Effect parent, Consumer<Runnable> found) {
        this.call = call;
        this.parent = parent;
        this.found = found;
    }

    /** A statement; says what the code itself does where only its beginning is known. */
    Verb sql(Token first) {
        String text = first.text();
        if (first.type() == CodeTokens.Type.TEXT && looksLikeSql(text)) {
            found.accept(
                    () ->
                            call.setting()
                                    .inquiry()
                                    .read(
                                            new Operation.Sql(
                                                    "generic",
                                                    List.of(text),
                                                    List.of(),
                                                    Optional.empty()),
                                            Optional.of(parent)));
        } else if (first.type() == CodeTokens.Type.TEMPLATE && destroysInSql(text)) {
            return Verb.DESTROY;
        }
        return Verb.RUN;
    }

    private static boolean looksLikeSql(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        return STATEMENTS.stream().anyMatch(t::startsWith);
    }

    private static boolean destroysInSql(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        return t.startsWith("drop ") || t.startsWith("delete ") || t.startsWith("truncate ");
    }

    /** A call that is named by its method: {@code requests.delete(url)}. */
    void http(String method, Optional<Token> first, List<Token> arguments) {
        first.filter(t -> t.text().contains("://"))
                .ifPresent(
                        t ->
                                send(
                                        method,
                                        t.type() == CodeTokens.Type.TEXT
                                                ? t.text()
                                                : placeholder(t.text()),
                                        arguments));
    }

    private static String placeholder(String template) {
        int cut = template.indexOf('{');
        int dollar = template.indexOf('$');
        int at = cut < 0 ? dollar : dollar < 0 ? cut : Math.min(cut, dollar);
        return at < 0 ? template + "${unknown}" : template.substring(0, at) + "${unknown}";
    }

    /** The method stands as an option ({@code method: 'DELETE'}) or first. */
    Verb request(List<Token> arguments) {
        String method = "GET";
        Optional<String> url = Optional.empty();
        for (Token t : arguments) {
            if (t.type() != CodeTokens.Type.TEXT && t.type() != CodeTokens.Type.TEMPLATE) {
                continue;
            }
            String upper = t.text().toUpperCase(Locale.ROOT);
            if (t.text().contains("://") && url.isEmpty()) {
                url =
                        Optional.of(
                                t.type() == CodeTokens.Type.TEXT
                                        ? t.text()
                                        : placeholder(t.text()));
            } else if (METHODS.contains(upper)) {
                method = upper;
            }
        }
        if (url.isPresent()) {
            send(method, url.get(), arguments);
            return Verb.RUN;
        }
        return method.equals("DELETE") ? Verb.DESTROY : Verb.RUN;
    }

    private void send(String method, String url, List<Token> arguments) {
        String body = "";
        for (Token t : arguments) {
            String text = t.text().strip();
            boolean document =
                    text.startsWith("mutation")
                            || text.startsWith("{\"")
                            || text.startsWith("query ");
            if (t.type() == CodeTokens.Type.TEXT && document) {
                body =
                        text.startsWith("{")
                                ? text
                                : "{\"query\":\""
                                        + text.replace("\\", "\\\\")
                                                .replace("\"", "\\\"")
                                                .replace("\n", " ")
                                        + "\"}";
            }
        }
        String content = body;
        boolean carries = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        boolean data =
                arguments.stream()
                        .anyMatch(
                                t ->
                                        t.type() == CodeTokens.Type.NAME
                                                && Set.of("json", "data", "body")
                                                        .contains(t.text()));
        Body sent =
                !content.isEmpty()
                        ? Body.of(content)
                        : carries && data
                                ? new Body.Unread("the code computes the body")
                                : Body.EMPTY;
        List<Operation.Field> headers =
                content.isEmpty()
                        ? List.of()
                        : List.of(new Operation.Field("Content-Type", "application/json"));
        found.accept(
                () ->
                        call.setting()
                                .inquiry()
                                .read(
                                        new Operation.Http(method, url, headers, sent),
                                        Optional.of(parent)));
    }
}
