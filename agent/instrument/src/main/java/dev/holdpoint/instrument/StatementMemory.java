package dev.holdpoint.instrument;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one statement object: the text that it was prepared with, what is bound to its
 * parameters, what is in its batch. A driver's statements are used by one thread at a time; this is
 * synchronized for those that are not.
 */
final class StatementMemory {

    private static final Object[] NONE = {};

    private final List<String> texts = new ArrayList<>(1);
    private Object[] bound = NONE;
    private @Nullable Map<String, Object> named;
    private @Nullable List<String> batch;
    private @Nullable List<String> rows;
    private boolean unknownText;
    private Connections.@Nullable Place place;

    /**
     * The statement came out of a call that prepared this text. Where one comes out of two calls
     * with different texts, either may be what runs, and both are judged.
     */
    synchronized void prepared(Optional<String> text) {
        if (text.isEmpty()) {
            unknownText = true;
        } else if (!texts.contains(text.get())) {
            texts.add(text.get());
        }
    }

    /** What it was prepared with; empty where that is not known. */
    synchronized Optional<List<String>> texts() {
        return texts.isEmpty() || unknownText ? Optional.empty() : Optional.of(List.copyOf(texts));
    }

    /** By number, from 1, or by name. */
    synchronized void bind(Object parameter, @Nullable Object value) {
        Object some = value == null ? "null" : value;
        if (parameter instanceof Integer number) {
            int index = number - 1;
            if (index < 0 || index > 65_535) {
                return; // the driver will refuse it
            }
            if (index >= bound.length) {
                Object[] wider = new Object[Math.max(index + 1, bound.length * 2)];
                System.arraycopy(bound, 0, wider, 0, bound.length);
                bound = wider;
            }
            bound[index] = some;
        } else {
            Map<String, Object> byName = named;
            if (byName == null) {
                byName = new TreeMap<>();
                named = byName;
            }
            byName.put(parameter.toString(), some);
        }
    }

    synchronized void unbind() {
        bound = NONE;
        named = null;
    }

    /** As text, in order; those with a name after those with a number. */
    synchronized List<String> parameters() {
        if (bound.length == 0 && named == null) {
            return List.of();
        }
        List<String> parameters = new ArrayList<>(bound.length);
        int last = bound.length;
        while (last > 0 && bound[last - 1] == null) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            parameters.add(rendered(bound[i]));
        }
        if (named != null) {
            for (Map.Entry<String, Object> parameter : named.entrySet()) {
                parameters.add(parameter.getKey() + "=" + rendered(parameter.getValue()));
            }
        }
        return parameters;
    }

    synchronized void addToBatch(String text) {
        if (batch == null) {
            batch = new ArrayList<>();
        }
        batch.add(text);
    }

    synchronized void addRow() {
        if (rows == null) {
            rows = new ArrayList<>();
        }
        rows.addAll(parameters());
    }

    /** The texts of the batch; for a prepared statement, its own. */
    synchronized Optional<List<String>> batch() {
        List<String> all = new ArrayList<>();
        if (batch != null) {
            all.addAll(batch);
        }
        if (rows != null) {
            Optional<List<String>> own = texts();
            if (own.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(own.get());
        }
        return Optional.of(all);
    }

    synchronized List<String> batchParameters() {
        return rows == null ? List.of() : List.copyOf(rows);
    }

    synchronized void clearBatch() {
        batch = null;
        rows = null;
    }

    /** Where it runs; a statement does not change its connection. */
    synchronized Connections.Place place(Connections connections, Statement statement) {
        Connections.Place known = place;
        if (known == null) {
            known = connections.of(statement);
            if (known.connection().isPresent()) {
                place = known;
            }
        }
        return known;
    }

    /**
     * Bytes in hexadecimal. A stream cannot be read without using it up, so its identity stands for
     * it: two runs are never the same.
     */
    private static String rendered(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof InputStream
                || value instanceof Reader
                || value instanceof Blob
                || value instanceof Clob) {
            return value.getClass().getName() + "@" + System.identityHashCode(value);
        }
        return value == null ? "unset" : value.toString();
    }
}
