package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GraphQL documents that a request names instead of, or besides, carrying them: automatic persisted
 * queries ({@code extensions.persistedQuery.sha256Hash}), and ids that servers keep documents under
 * ({@code documentId}, {@code id}, {@code doc_id}, …).
 */
final class Persisted {

    private static final Set<String> NAMES =
            Set.of(
                    "id",
                    "documentid",
                    "document_id",
                    "docid",
                    "doc_id",
                    "queryid",
                    "query_id",
                    "hash",
                    "sha256hash",
                    "queryhash",
                    "operationid",
                    "operation_id",
                    "extensions");

    private Persisted() {}

    /** Whether a member or parameter of that name may name a document. */
    static boolean names(String name) {
        return name.length() <= 12 && NAMES.contains(name.toLowerCase(java.util.Locale.ROOT));
    }

    /**
     * Why a server might run another document than the one that the request carries, if so. A hash
     * is believed that is the document's own: servers compare, and keep it under that.
     */
    static Optional<String> beside(Json body, String document) {
        for (String name : body.members().keySet()) {
            Json value = body.members().getOrDefault(name, new Json.Null());
            if (names(name) && !(value instanceof Json.Null)) {
                Optional<String> why =
                        name.equals("extensions")
                                ? foreign(value, document)
                                : Optional.of("a document and the id of one");
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.empty();
    }

    /** The same of parameters. */
    static Optional<String> beside(List<Field> fields, String document) {
        for (Field f : fields) {
            if (f.name().equals("extensions")) {
                Optional<String> why =
                        Document.read(f.value())
                                .flatMap(Document::single)
                                .map(e -> foreign(e, document))
                                .orElse(Optional.of("extensions that cannot be read"));
                if (why.isPresent()) {
                    return why;
                }
            } else if (names(f.name())) {
                return Optional.of("a document and the id of one");
            }
        }
        return Optional.empty();
    }

    /** The hashes and ids by which a body without a document names one. */
    static Set<String> ids(Json body) {
        Set<String> ids = new LinkedHashSet<>();
        body.members()
                .forEach(
                        (name, value) -> {
                            if (name.equals("extensions")) {
                                hash(value).ifPresent(ids::add);
                            } else if (names(name)) {
                                value.scalar().ifPresent(ids::add);
                            }
                        });
        return ids;
    }

    /** The same of parameters. */
    static Set<String> ids(List<Field> fields) {
        Set<String> ids = new LinkedHashSet<>();
        for (Field f : fields) {
            if (f.name().equals("extensions")) {
                // Extensions that cannot be read name what nobody registered.
                ids.add(
                        Document.read(f.value())
                                .flatMap(Document::single)
                                .flatMap(Persisted::hash)
                                .orElse(""));
            } else if (names(f.name())) {
                ids.add(f.value());
            }
        }
        return ids;
    }

    private static Optional<String> hash(Json extensions) {
        return extensions.member("persistedQuery").flatMap(p -> p.text("sha256Hash"));
    }

    private static Optional<String> foreign(Json extensions, String document) {
        Optional<Json> persisted = extensions.member("persistedQuery");
        if (persisted.isEmpty() || persisted.get() instanceof Json.Null) {
            return Optional.empty();
        }
        boolean own =
                persisted
                        .get()
                        .text("sha256Hash")
                        .map(h -> h.equalsIgnoreCase(sha256(document)))
                        .orElse(false);
        return own ? Optional.empty() : Optional.of("a document and the hash of another");
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
