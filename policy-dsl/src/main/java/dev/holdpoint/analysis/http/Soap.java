package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.analysis.http.json.Xml;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * SOAP and XML-RPC. The action is named by the header {@code SOAPAction} (1.1), by the parameter
 * {@code action} of the content type (1.2), and by the element in the body. Servers differ in which
 * they follow, so the strictest counts.
 */
final class Soap {

    private Soap() {}

    static void find(Request request, Inside inside) {
        if (request.reads()) {
            return;
        }
        Optional<String> header =
                request.header("soapaction").map(v -> v.replace("\"", "").strip());
        String type = request.header("content-type").orElse("");
        Optional<String> parameter =
                type.contains("soap") ? Multipart.parameter(type, "action") : Optional.empty();
        List<String> names = new ArrayList<>();
        for (Optional<String> name : List.of(header, parameter)) {
            name.ifPresent(names::add);
        }
        if (request.payload() instanceof Payload.Text t) {
            int before = names.size();
            inText(t.value(), names, inside);
            if (names.size() > before) {
                inside.evident();
            }
        } else if (request.payload() instanceof Payload.Parts parts) {
            // With attachments the envelope is a part.
            parts.parts().forEach(p -> inText(p.content(), names, inside));
        }
        // read once, however many names there are
        Optional<Json> tree =
                !names.isEmpty() && request.payload() instanceof Payload.Text t
                        ? Xml.read(t.value())
                        : Optional.empty();
        for (String name : new LinkedHashSet<>(names)) {
            if (!name.isEmpty()) {
                called(name, request.payload(), tree, inside);
            }
        }
    }

    private static void inText(String xml, List<String> names, Inside inside) {
        boolean envelope = xml.contains("nvelope");
        if (xml.contains("<!ENTITY") && (envelope || xml.contains("methodCall"))) {
            inside.hide("an XML document whose entities are not read");
        }
        if (envelope) {
            names.addAll(inBody(xml));
        }
        names.addAll(xmlRpc(xml));
    }

    private static void called(String name, Payload payload, Optional<Json> tree, Inside inside) {
        String local = name.substring(name.lastIndexOf('#') + 1);
        Optional<Verb> said = Words.bundled().lastSays(local);
        Protections.within(local, tree.orElse(new Json.Null()), inside);
        inside.action(local);
        inside.says(said.orElse(Verb.RUN));
        if (name.indexOf('&') >= 0) {
            inside.hide("a name that is written with entities");
        } else if (payload instanceof Payload.Text t) {
            if (local.endsWith("multicall")) {
                several(t.value(), Words.bundled()::say, inside);
            } else if (said.isEmpty()) {
                // Execute takes the name of what to run among its parameters.
                several(t.value(), Words.bundled()::bare, inside);
                tree.ifPresent(x -> arguments(x, Words.of(local), "", inside));
            }
        }
    }

    /**
     * What such a call is given, as the server reads it, whatever references and sections it is
     * written with: statements, command lines, and again the names of what to run.
     */
    private static void arguments(Json json, Set<String> called, String name, Inside inside) {
        json.items().forEach(i -> arguments(i, called, name, inside));
        json.members().forEach((n, v) -> arguments(v, called, n, inside));
        String text = json.asText().orElse("");
        if (text.isEmpty()) {
            return;
        }
        Set<String> words = Words.of(name);
        boolean database =
                STATEMENTS.stream().anyMatch(s -> called.contains(s) || words.contains(s));
        boolean shell = COMMANDS.stream().anyMatch(called::contains) && !database;
        if (database && SqlBodies.beginsLikeSql(text)) {
            inside.operation(
                    new Operation.Sql("generic", List.of(text), List.of(), Optional.empty()));
        } else if (shell && COMMANDS.stream().anyMatch(words::contains)) {
            inside.operation(Interpreters.shell(text));
        } else if (text.length() <= 64 && text.indexOf(' ') < 0) {
            Words.bundled()
                    .bare(text)
                    .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                    .ifPresent(inside::says);
        }
    }

    private static final Set<String> STATEMENTS =
            Set.of("sql", "query", "statement", "stmt", "statements", "db", "database");

    private static final Set<String> COMMANDS =
            Set.of("command", "cmd", "shell", "exec", "script", "bash");

    /** The names of the calls in {@code system.multicall}: any text in it that says so. */
    private static void several(String xml, Function<String, Optional<Verb>> words, Inside inside) {
        int at = xml.indexOf('>');
        while (at >= 0) {
            int end = xml.indexOf('<', at);
            if (end < 0) {
                return;
            }
            String text = xml.substring(at + 1, end).strip();
            if (!text.isEmpty() && text.length() <= 64 && text.indexOf(' ') < 0) {
                words.apply(text).filter(v -> v.compareTo(Verb.GRANT) >= 0).ifPresent(inside::says);
            }
            at = xml.indexOf('>', end);
        }
    }

    /**
     * XML-RPC: the content of every {@code methodName}; a second one may be what a server reads.
     */
    private static List<String> xmlRpc(String xml) {
        List<String> names = new ArrayList<>();
        for (int tag = xml.indexOf(METHOD); tag > 0; tag = xml.indexOf(METHOD, tag + 1)) {
            if (!opens(xml, tag)) {
                continue;
            }
            int start = xml.indexOf('>', tag) + 1;
            if (start == 0 || names.size() >= MOST_ELEMENTS) {
                break;
            }
            boolean quoted = xml.startsWith(QUOTE, start);
            int from = quoted ? start + QUOTE.length() : start;
            int end = quoted ? xml.indexOf("]]>", from) : xml.indexOf('<', from);
            if (end >= 0) {
                names.add(xml.substring(from, end).strip());
            }
        }
        return names;
    }

    /** Whether that name stands in an opening tag, behind a prefix or not. */
    private static boolean opens(String xml, int name) {
        int at = name - 1;
        if (xml.charAt(at) != ':') {
            return xml.charAt(at) == '<';
        }
        while (at > 0 && name - at < MOST_PREFIX && "<>/ ".indexOf(xml.charAt(at)) < 0) {
            at--;
        }
        return xml.charAt(at) == '<';
    }

    private static final int MOST_PREFIX = 60;
    private static final String METHOD = "methodName";
    private static final String QUOTE = "<![CDATA[";

    /** The local names of the elements right inside {@code Body}; the first few count. */
    private static List<String> inBody(String xml) {
        List<String> names = new ArrayList<>();
        int depth = -1;
        int close = -1;
        for (int at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
            String aside =
                    xml.startsWith("<!--", at)
                            ? "-->"
                            : xml.startsWith("<![CDATA[", at) ? "]]>" : "";
            if (!aside.isEmpty()) {
                int end = xml.indexOf(aside, at);
                if (end < 0) {
                    return names;
                }
                at = end;
                continue;
            }
            if (depth < 0 && !maybeBody(xml, at + 1)) {
                continue;
            }
            if (xml.startsWith("</", at)) {
                // Behind the body's end another may follow: a header may hold the word as well.
                depth = Math.max(depth - 1, -1);
                continue;
            }
            String name = name(xml, at + 1);
            if (depth == 0 && !name.isEmpty() && names.size() < MOST_ELEMENTS) {
                names.add(name);
            }
            if (close < at) {
                close = xml.indexOf('>', at);
            }
            if (close < 0) {
                return names;
            }
            boolean empty = xml.charAt(close - 1) == '/';
            if (depth < 0) {
                depth = name.equals("Body") && !empty ? 0 : -1;
            } else if (!name.isEmpty() && !empty) {
                depth++;
            }
        }
        return names;
    }

    private static final int MOST_ELEMENTS = 20;

    /** Whether a tag there may be {@code Body} or {@code s:Body}; most are not. */
    private static boolean maybeBody(String xml, int from) {
        int end = Math.min(xml.length(), from + 100);
        for (int i = from; i < end; i++) {
            char c = xml.charAt(i);
            if (c == 'B' && xml.startsWith("Body", i)) {
                return true;
            }
            if (c == '>' || c == ' ' || c == '<') {
                return false;
            }
        }
        return false;
    }

    private static String name(String xml, int from) {
        int end = from;
        while (end < xml.length()
                && end < from + 200
                && "<> \t\r\n/".indexOf(xml.charAt(end)) < 0) {
            end++;
        }
        String qualified = xml.substring(from, end);
        if (qualified.startsWith("!") || qualified.startsWith("?")) {
            return "";
        }
        return qualified.substring(qualified.indexOf(':') + 1);
    }
}
