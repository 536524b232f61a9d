package dev.holdpoint.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * GraphQL documents that requests may name instead of carrying them. One is known by its SHA-256,
 * which means the same at every host, or by the id that one host keeps it under. Immutable.
 */
public final class PersistedDocuments {

    public static final PersistedDocuments NONE = new PersistedDocuments(List.of());

    private final Map<Key, String> documents = new HashMap<>();

    private record Key(Optional<String> host, String id) {}

    /**
     * A document.
     *
     * @param id its SHA-256 in lower-case hexadecimal where there is no host
     */
    public record Entry(String id, Optional<String> host, String document) {}

    public PersistedDocuments(List<Entry> entries) {
        for (Entry e : entries) {
            documents.put(new Key(e.host(), e.id()), e.document());
        }
    }

    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** The document that a host runs for that hash or id. */
    public Optional<String> document(String host, String id) {
        Optional<String> own = Optional.ofNullable(documents.get(new Key(Optional.of(host), id)));
        return own.or(
                () ->
                        Optional.ofNullable(
                                documents.get(
                                        new Key(Optional.empty(), id.toLowerCase(Locale.ROOT)))));
    }
}
