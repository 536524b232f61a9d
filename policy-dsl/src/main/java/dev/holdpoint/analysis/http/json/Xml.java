package dev.holdpoint.analysis.http.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * XML in the form of JSON: an element that holds nothing but text is that text, any other an object
 * of its attributes and of the elements in it, by local name; of several of one name an array.
 * Texts are as a server reads them, with character references replaced and CDATA sections joined.
 *
 * <p>Read leniently, since what is asked of it is what names and texts stand there. A document that
 * defines entities is not read.
 */
public final class Xml {

    /** Elements within each other, and elements in one document. */
    private static final int MOST_DEPTH = 100;

    private static final int MOST_ELEMENTS = 50_000;

    private final String xml;
    private final Deque<Element> open = new ArrayDeque<>();
    private int elements;

    private Xml(String xml) {
        this.xml = xml;
    }

    /** Most elements hold a text or a few others, so nothing is made before it is needed. */
    private static final class Element {
        final String name;
        private Map<String, List<Json>> members = Map.of();
        private final List<String> texts = new ArrayList<>(1);

        Element(String name) {
            this.name = name;
        }

        void add(String member, Json value) {
            if (members.isEmpty()) {
                members = new LinkedHashMap<>(4);
            }
            members.computeIfAbsent(member, n -> new ArrayList<>(1)).add(value);
        }

        void text(String text) {
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }

        Json json() {
            String own = texts.size() == 1 ? texts.get(0).strip() : String.join("", texts).strip();
            if (members.isEmpty()) {
                return new Json.Text(own);
            }
            Map<String, Json> entries = new LinkedHashMap<>(4);
            members.forEach(
                    (n, values) ->
                            entries.put(
                                    n,
                                    values.size() == 1 ? values.get(0) : new Json.Items(values)));
            if (!own.isEmpty()) {
                entries.putIfAbsent("", new Json.Text(own));
            }
            return new Json.Members(entries);
        }
    }

    /** An object of the root element; empty where the text is no XML that is read. */
    public static Optional<Json> read(String text) {
        if (!text.stripLeading().startsWith("<") || text.contains("<!ENTITY")) {
            return Optional.empty();
        }
        return new Xml(text).document();
    }

    private Optional<Json> document() {
        Element document = new Element("");
        open.push(document);
        int at = 0;
        while (at < xml.length()) {
            int tag = xml.indexOf('<', at);
            top().text(resolved(at, tag < 0 ? xml.length() : tag));
            if (tag < 0) {
                break;
            }
            at = markup(tag);
            if (at < 0 || elements > MOST_ELEMENTS || open.size() > MOST_DEPTH) {
                return Optional.empty();
            }
        }
        while (open.size() > 1) {
            close();
        }
        return document.members.isEmpty() ? Optional.empty() : Optional.of(document.json());
    }

    private Element top() {
        return open.element();
    }

    private void close() {
        Element closed = open.pop();
        top().add(closed.name, closed.json());
    }

    /** Reads what begins with that bracket; where it ends, or -1. */
    private int markup(int tag) {
        if (xml.startsWith("<![CDATA[", tag)) {
            int end = xml.indexOf("]]>", tag);
            if (end < 0) {
                return -1;
            }
            top().text(xml.substring(tag + 9, end));
            return end + 3;
        }
        String aside = xml.startsWith("<!--", tag) ? "-->" : xml.startsWith("<?", tag) ? "?>" : "";
        if (!aside.isEmpty()) {
            int end = xml.indexOf(aside, tag);
            return end < 0 ? -1 : end + aside.length();
        }
        int end = end(tag);
        if (end < 0) {
            return -1;
        }
        if (xml.startsWith("</", tag)) {
            if (open.size() > 1) {
                close();
            }
        } else if (!xml.startsWith("<!", tag)) {
            element(tag + 1, end);
        }
        return end + 1;
    }

    /** The bracket that ends the tag; one in a quoted attribute does not. */
    private int end(int tag) {
        char quote = 0;
        for (int i = tag + 1; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return i;
            }
        }
        return -1;
    }

    private void element(int from, int end) {
        elements++;
        boolean empty = xml.charAt(end - 1) == '/';
        int stop = empty ? end - 1 : end;
        int at = name(from, stop);
        Element element = new Element(local(xml.substring(from, at)));
        while (at < stop) {
            int equals = find('=', at, stop);
            if (equals < 0) {
                break;
            }
            int start = equals + 1;
            while (start < stop && xml.charAt(start) <= ' ') {
                start++;
            }
            char quote = start < stop ? xml.charAt(start) : 0;
            int close = quote == '"' || quote == '\'' ? find(quote, start + 1, stop) : -1;
            if (close < 0) {
                break;
            }
            String name = xml.substring(at, equals).strip();
            if (!name.startsWith("xmlns") && !name.startsWith("xsi:")) {
                element.add(local(name), new Json.Text(resolved(start + 1, close)));
            }
            at = close + 1;
        }
        open.push(element);
        if (empty) {
            close();
        }
    }

    private int name(int from, int end) {
        int at = from;
        while (at < end && xml.charAt(at) > ' ' && xml.charAt(at) != '/') {
            at++;
        }
        return at;
    }

    private static String local(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    /** A stretch of text with its references replaced. */
    private String resolved(int from, int to) {
        if (find('&', from, to) < 0) {
            return xml.substring(from, to);
        }
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int close = xml.charAt(at) == '&' ? reference(at, to) : -1;
            String stands = close < 0 ? "" : stands(xml.substring(at + 1, close));
            if (stands.isEmpty()) {
                text.append(xml.charAt(at++));
            } else {
                text.append(stands);
                at = close + 1;
            }
        }
        return text.toString();
    }

    /** Where a reference ends that begins there, or -1; a number may have any zeros before it. */
    private int reference(int from, int to) {
        int at = from + 1;
        while (at < to && (Character.isLetterOrDigit(xml.charAt(at)) || xml.charAt(at) == '#')) {
            at++;
        }
        return at < to && xml.charAt(at) == ';' ? at : -1;
    }

    /** Where that character stands before the end; never looks behind it. */
    private int find(char wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (xml.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** What a reference stands for; empty where nobody knows it. */
    private static String stands(String name) {
        switch (name) {
            case "lt":
                return "<";
            case "gt":
                return ">";
            case "amp":
                return "&";
            case "quot":
                return "\"";
            case "apos":
                return "'";
            default:
        }
        if (name.length() < 2 || name.charAt(0) != '#') {
            return "";
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        try {
            int code = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(code) ? Character.toString(code) : "";
        } catch (NumberFormatException noNumber) {
            return "";
        }
    }
}
