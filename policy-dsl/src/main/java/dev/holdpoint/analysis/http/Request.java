package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A request after everything that does not depend on who is asked has been read.
 *
 * @param methods upper-case: the one on the request line and those that override it; a server may
 *     follow any of them
 * @param hosts where it may go, by URL and by {@code Host} header; empty where it is not known
 * @param headers names in lower case
 * @param segments of each reading of the path, in lower case
 */
record Request(
        Set<String> methods,
        Url url,
        Set<String> hosts,
        List<Field> headers,
        Payload payload,
        long size,
        List<List<String>> segments) {

    static Request of(Operation.Http operation, Url url, List<Field> headers, Payload payload) {
        Set<String> methods = MethodOverrides.of(operation.method(), headers, url, payload);
        Set<String> hosts = new LinkedHashSet<>();
        url.host().ifPresent(hosts::add);
        for (Field h : headers) {
            if (h.name().equals("host") || h.name().equals(":authority")) {
                String value = h.value().strip();
                int colon = value.endsWith("]") ? -1 : value.lastIndexOf(':');
                HostName.canonical(colon < 0 ? value : value.substring(0, colon))
                        .ifPresent(hosts::add);
            }
        }
        long size =
                operation.body() instanceof Body.Bytes b
                        ? b.content().length
                        : operation.body() instanceof Body.Empty ? 0 : -1;
        List<List<String>> segments = new ArrayList<>(1);
        for (String path : url.paths()) {
            segments.add(PathReadings.segments(path.toLowerCase(Locale.ROOT)));
        }
        return new Request(methods, url, hosts, headers, payload, size, segments);
    }

    /** The value of the first header of that lower-case name. */
    Optional<String> header(String name) {
        return first(headers, name);
    }

    Optional<String> query(String name) {
        return first(url.query(), name);
    }

    /** Whether a reading of the path ends in one of those words, with a server's ending or not. */
    boolean endsIn(Set<String> words) {
        for (List<String> path : segments) {
            if (!path.isEmpty() && words.contains(Conventions.last(path.get(path.size() - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The fields of a form, urlencoded or multipart. */
    List<Field> fields() {
        return fields(payload);
    }

    static List<Field> fields(Payload payload) {
        if (payload instanceof Payload.Form form) {
            return form.fields();
        }
        if (!(payload instanceof Payload.Parts parts)) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        for (Payload.Part p : parts.parts()) {
            for (String name : p.names()) {
                fields.add(new Field(name, p.content().strip()));
            }
        }
        return fields;
    }

    private static Optional<String> first(List<Field> fields, String name) {
        for (Field f : fields) {
            if (f.name().equals(name)) {
                return Optional.of(f.value());
            }
        }
        return Optional.empty();
    }

    boolean reads() {
        return READING.containsAll(methods);
    }

    private static final Set<String> READING =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY");

    static boolean reads(String method) {
        return READING.contains(method);
    }
}
