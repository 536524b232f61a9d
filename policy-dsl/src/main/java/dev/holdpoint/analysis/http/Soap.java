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
                            });
        }
    }

    /** XML-RPC: the content of {@code methodName}. */
    private static Optional<String> xmlRpc(String xml) {
        int start = xml.indexOf("<methodName>");
        int end = start < 0 ? -1 : xml.indexOf('<', start + 12);
        return end < 0 ? Optional.empty() : Optional.of(xml.substring(start + 12, end).strip());
    }

    /** The local name of the first element inside {@code Body}. */
    private static Optional<String> firstInBody(String xml) {
        int body = -1;
        for (int at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
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

    private static String name(String xml, int from) {
        int end = from;
        while (end < xml.length() && end < from + 200 && "> \t\r\n/".indexOf(xml.charAt(end)) < 0) {
            end++;
        }
        String qualified = xml.substring(from, end);
        if (qualified.startsWith("!") || qualified.startsWith("?")) {
            return "";
        }
        return qualified.substring(qualified.indexOf(':') + 1);
    }
}
