package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Optional;

/**
 * SOAP and XML-RPC. The action is named by the header {@code SOAPAction} (1.1), by the parameter
 * {@code action} of the content type (1.2), and by the first element in the body. Servers differ in
 * which they follow, so the strictest counts.
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
        Optional<String> element =
                request.payload() instanceof Payload.Text t && t.value().contains("nvelope")
                        ? firstInBody(t.value())
                        : Optional.empty();
        Optional<String> rpc =
                request.payload() instanceof Payload.Text t ? xmlRpc(t.value()) : Optional.empty();
        if (request.payload() instanceof Payload.Text t
                && t.value().contains("<!ENTITY")
                && (t.value().contains("nvelope") || t.value().contains("methodCall"))) {
            inside.hide("an XML document whose entities are not read");
        }
        if (element.isPresent() || rpc.isPresent()) {
            inside.evident();
        }
        for (Optional<String> name : List.of(header, parameter, element, rpc)) {
            name.filter(n -> !n.isEmpty())
                    .ifPresent(
                            n -> {
                                String local = n.substring(Math.max(n.lastIndexOf('#'), -1) + 1);
                                inside.action(local);
                                inside.says(Words.bundled().lastSays(local).orElse(Verb.RUN));
                                if (n.indexOf('&') >= 0) {
                                    inside.hide("a name that is written with entities");
                                } else if (local.endsWith("multicall")
                                        && request.payload() instanceof Payload.Text t) {
                                    several(t.value(), inside);
                                }
                            });
        }
    }

    /** The names of the calls in {@code system.multicall}: any text in it that says so. */
    private static void several(String xml, Inside inside) {
        int at = xml.indexOf('>');
        while (at >= 0) {
            int end = xml.indexOf('<', at);
            if (end < 0) {
                return;
            }
            String text = xml.substring(at + 1, end).strip();
            if (!text.isEmpty() && text.length() <= 64 && text.indexOf(' ') < 0) {
                Words.bundled()
                        .say(text)
                        .filter(v -> v.compareTo(Verb.GRANT) >= 0)
                        .ifPresent(inside::says);
            }
            at = xml.indexOf('>', end);
        }
    }

    /** XML-RPC: the content of {@code methodName}. */
    private static Optional<String> xmlRpc(String xml) {
        int tag = xml.indexOf("<methodName");
        int start = tag < 0 ? -1 : xml.indexOf('>', tag) + 1;
        int end = start <= 0 ? -1 : xml.indexOf('<', start);
        return end < 0 ? Optional.empty() : Optional.of(xml.substring(start, end).strip());
    }

    /** The local name of the first element inside {@code Body}. */
    private static Optional<String> firstInBody(String xml) {
        int body = -1;
        for (int at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
            String aside =
                    xml.startsWith("<!--", at)
                            ? "-->"
                            : xml.startsWith("<![CDATA[", at) ? "]]>" : "";
            if (!aside.isEmpty()) {
                int end = xml.indexOf(aside, at);
                if (end < 0) {
                    return Optional.empty();
                }
                at = end;
                continue;
            }
            if (body < 0 && !maybeBody(xml, at + 1)) {
                continue;
            }
            String name = name(xml, at + 1);
            if (body >= 0 && !name.isEmpty()) {
                return Optional.of(name);
            }
            if (name.equals("Body")) {
                body = at;
            }
        }
        return Optional.empty();
    }

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
