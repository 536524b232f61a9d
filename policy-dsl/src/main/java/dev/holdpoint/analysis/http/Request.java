package dev.holdpoint.analysis.http;

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
 */
record Request(
        Set<String> methods,
        Url url,
        Set<String> hosts,
        List<Field> headers,
        Payload payload,
        long size) {

    /** Headers by which a server is told another method than the request line's. */
    private static final Set<String> OVERRIDE_HEADERS =
            Set.of(
                    "x-http-method-override",
                    "x-http-method",
                    "x-method-override",
                    "x-override-method",
                    "http-method-override");

    /** The same among query parameters and form fields, in lower case. */
    private static final Set<String> OVERRIDE_FIELDS =
            Set.of(
                    "_method",
                    "$httpmethod",
                    "_httpmethod",
                    "x-http-method-override",
                    "http_method");

    static Request of(Operation.Http operation, Url url, List<Field> headers, Payload payload) {
        Set<String> methods = new LinkedHashSet<>();
        methods.add(operation.method().strip().toUpperCase(Locale.ROOT));
        for (Field h : headers) {
            if (OVERRIDE_HEADERS.contains(h.name())) {
                methods.add(h.value().strip().toUpperCase(Locale.ROOT));
            }
        }
        List<Field> fields = new ArrayList<>(url.query());
        if (payload instanceof Payload.Form form) {
            fields.addAll(form.fields());
        } else if (payload instanceof Payload.Parts parts) {
            for (Payload.Part p : parts.parts()) {
                Multipart.parameter(p.header("content-disposition"), "name")
                        .ifPresent(n -> fields.add(new Field(n, p.content().strip())));
            }
        }
        for (Field f : fields) {
            if (OVERRIDE_FIELDS.contains(f.name().toLowerCase(Locale.ROOT))
                    && f.value().length() <= 20) {
                methods.add(f.value().strip().toUpperCase(Locale.ROOT));
            }
        }
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
                operation.body() instanceof dev.holdpoint.effect.Body.Bytes b
                        ? b.content().length
                        : operation.body() instanceof dev.holdpoint.effect.Body.Empty ? 0 : -1;
        return new Request(methods, url, hosts, headers, payload, size);
    }

    /** The value of the first header of that lower-case name. */
    Optional<String> header(String name) {
        return headers.stream().filter(h -> h.name().equals(name)).map(Field::value).findFirst();
    }

    Optional<String> query(String name) {
        return url.query().stream()
                .filter(f -> f.name().equals(name))
                .map(Field::value)
                .findFirst();
    }

    boolean reads() {
        return methods.stream().allMatch(m -> READING.contains(m));
    }

    private static final Set<String> READING =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH", "QUERY");

    static boolean reads(String method) {
        return READING.contains(method);
    }
}
