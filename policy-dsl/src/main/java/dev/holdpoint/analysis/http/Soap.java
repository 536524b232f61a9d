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
        Set<String> names = new LinkedHashSet<>();
        for (Optional<String> name : List.of(header, parameter)) {
            name.filter(n -> !n.isEmpty()).ifPresent(names::add);
        }
        boolean attached = request.payload() instanceof Payload.Parts;
        List<String> documents = new ArrayList<>(1);
        for (String text : texts(request.payload())) {
            List<String> called = called(text, inside);
            if (!called.isEmpty() && !attached) {
                inside.evident();
            }
            if (!called.isEmpty() || !names.isEmpty() && !attached) {
                documents.add(text);
            }
            called.stream().filter(n -> !n.isEmpty()).forEach(names::add);
        }
        if (names.isEmpty()) {
            return;
        }
        // read once, however many names there are
        List<Json> trees = new ArrayList<>(1);
        for (String document : documents) {
            Optional<Json> tree = Xml.read(document);
            tree.ifPresent(trees::add);
            if (tree.isEmpty() && document.stripLeading().startsWith("<")) {
                inside.hide("an XML document that is not read");
            }
        }
        for (String name : names) {
            call(name, documents, trees, inside);
        }
    }

    /** With attachments the envelope is a part. */
    private static List<String> texts(Payload payload) {
        if (payload instanceof Payload.Parts parts) {
            return parts.parts().stream().map(Payload.Part::content).toList();
        }
        return payload instanceof Payload.Text t ? List.of(t.value()) : List.of();
    }

    /** What a document calls; the empty text for a name that is written in pieces. */
    private static List<String> called(String xml, Inside inside) {
        boolean envelope = xml.contains("nvelope");
        if (xml.contains("<!ENTITY") && (envelope || xml.contains("methodCall"))) {
            inside.hide("an XML document whose entities are not read");
        }
        List<String> called = new ArrayList<>();
        if (envelope) {
            called.addAll(inBody(xml));
        }
        called.addAll(xmlRpc(xml));
        if (called.size() > MOST_NAMES) {
            inside.hide("more calls than are read");
        } else if (called.contains("")) {
            inside.hide("a name that is written in pieces");
        }
        return called;
    }

    private static void call(String name, List<String> documents, List<Json> trees, Inside inside) {
        String local = name.substring(name.lastIndexOf('#') + 1);
        Optional<Verb> said = Words.bundled().lastSays(local);
        Json given = trees.isEmpty() ? new Json.Null() : new Json.Items(trees);
        Protections.within(local, trees.size() == 1 ? trees.get(0) : given, inside);
        inside.action(local);
        inside.says(said.orElse(Verb.RUN));
        if (name.indexOf('&') >= 0) {
            inside.hide("a name that is written with entities");
            return;
        }
        boolean told = said.isPresent();
        if (local.endsWith("multicall")) {
            documents.forEach(d -> several(d, Words.bundled()::say, inside));
            return;
        }
        if (!told) {
            // Execute takes the name of what to run among its parameters.
            documents.forEach(d -> several(d, Words.bundled()::bare, inside));
        }
        trees.forEach(x -> arguments(x, Words.of(local), told, "", inside));
    }

    /**
     * What such a call is given, as the server reads it, whatever references and sections it is
     * written with: statements, command lines, and again the names of what to run.
     *
     * @param called the words of the call's name
     * @param told whether they say what it does; then only what is given to be run is read
     * @param name of the element
     */
    private static void arguments(
            Json json, Set<String> called, boolean told, String name, Inside inside) {
        json.items().forEach(i -> arguments(i, called, told, name, inside));
        json.members().forEach((n, v) -> arguments(v, called, told, n, inside));
        String text = json.asText().orElse("");
        if (text.isEmpty()) {
            return;
        }
        Set<String> words = Words.of(name);
        boolean statement = anyOf(words, STATEMENTS);
        boolean command = anyOf(words, COMMANDS);
        boolean runs = !told || anyOf(called, RUNNING);
        boolean database =
                told
                        ? (statement || command) && (runs || anyOf(called, DATABASES))
                                || anyOf(words, DATABASES)
                        : statement || anyOf(called, STATEMENTS);
        boolean shell = anyOf(called, COMMANDS) && !anyOf(called, STATEMENTS) && !statement;
        if (database && SqlBodies.beginsLikeSql(text)) {
            inside.operation(
                    new Operation.Sql("generic", List.of(text), List.of(), Optional.empty()));
        } else if (shell && command && runs) {
            inside.operation(Interpreters.shell(text));
        } else if (!told && text.length() <= 64 && text.indexOf(' ') < 0) {
            Words.bundled()
                    .bare(text)
                    .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                    .ifPresent(inside::says);
        }
    }

    private static boolean anyOf(Set<String> words, Set<String> wanted) {
        return words.stream().anyMatch(wanted::contains);
    }

    private static final Set<String> STATEMENTS =
            Set.of("sql", "query", "statement", "stmt", "statements", "db", "database");

    /** Those that speak of a database and of nothing else. */
    private static final Set<String> DATABASES = Set.of("sql", "stmt", "db", "database");

    private static final Set<String> COMMANDS =
            Set.of("command", "cmd", "shell", "exec", "script", "bash");

    private static final Set<String> RUNNING = Set.of("execute", "exec", "run", "send", "invoke");

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
     * XML-RPC: the content of every {@code methodName}, since a second one may be what a server
     * reads; the empty text for one that is parted by comments or sections.
     */
    private static List<String> xmlRpc(String xml) {
        List<String> names = new ArrayList<>();
        for (int tag = xml.indexOf(METHOD); tag > 0; tag = xml.indexOf(METHOD, tag + 1)) {
            if (!opens(xml, tag)) {
                continue;
            }
            int start = xml.indexOf('>', tag) + 1;
            if (start == 0 || names.size() > MOST_NAMES) {
                break;
            }
            boolean quoted = xml.startsWith(QUOTE, start);
            int from = quoted ? start + QUOTE.length() : start;
            int end = quoted ? xml.indexOf(QUOTED, from) : xml.indexOf('<', from);
            if (end < 0) {
                break;
            }
            int close = quoted ? end + QUOTED.length() : end;
            names.add(xml.startsWith("</", close) ? xml.substring(from, end).strip() : "");
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
        return xml.charAt(at) == '<' || name - at >= MOST_PREFIX;
    }

    /** Letters of a prefix that are looked at; one that is longer is taken for one. */
    private static final int MOST_PREFIX = 60;

    private static final String METHOD = "methodName";
    private static final String QUOTE = "<![CDATA[";
    private static final String QUOTED = "]]>";

    /** The local names of the elements right inside {@code Body}. */
    private static List<String> inBody(String xml) {
        List<String> names = new ArrayList<>();
        int depth = -1;
        int close = -1;
        for (int at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
            String aside =
                    xml.startsWith("<!--", at) ? "-->" : xml.startsWith(QUOTE, at) ? QUOTED : "";
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
            if (depth == 0 && !name.isEmpty() && names.size() <= MOST_NAMES) {
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

    /** Calls in one document: what has more is hidden, since any of them may be the one. */
    private static final int MOST_NAMES = 20;

    /** Whether a tag there may be {@code Body} or {@code s:Body}; most are not. */
    private static boolean maybeBody(String xml, int from) {
        for (int i = from; i < xml.length(); i++) {
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
        while (end < xml.length() && "<> \t\r\n/".indexOf(xml.charAt(end)) < 0) {
            end++;
        }
        String qualified = xml.substring(from, end);
        if (qualified.startsWith("!") || qualified.startsWith("?")) {
            return "";
        }
        return qualified.substring(qualified.indexOf(':') + 1);
    }
}
