package dev.holdpoint.analysis.http.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of {@code index.tsv}, found by host, port, path and headers without going through them:
 * every request passes here.
 */
final class Index {

    private final List<Row> rows;

    /** Names as they are, and behind a dot those of which any label may stand before it. */
    private final Map<String, Row> hosts = new HashMap<>();

    private final Map<Integer, List<Row>> ports = new HashMap<>();
    private final Map<String, List<Row>> headers = new HashMap<>();

    /** By their first segment; under the empty one those that begin with a star. */
    private final Map<String, List<Shape>> paths = new HashMap<>();

    private record Shape(List<String> prefix, Row row) {
        boolean fits(List<String> segments) {
            if (segments.size() < prefix.size()) {
                return false;
            }
            for (int i = 0; i < prefix.size(); i++) {
                String p = prefix.get(i);
                int star = p.indexOf('*');
                boolean fits =
                        star < 0
                                ? p.equals(segments.get(i))
                                : segments.get(i).regionMatches(0, p, 0, star);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * One provider.
     *
     * @param place of the row among the others; of two whose host it is the first counts
     * @param graphql paths at which it speaks GraphQL
     */
    record Row(int place, String catalog, List<String> graphql) {
        boolean speaksGraphql(String path) {
            for (String p : graphql) {
                if (path.startsWith(p)
                        && (path.length() == p.length() || path.charAt(p.length()) == '/')) {
                    return true;
                }
            }
            return false;
        }
    }

    private Index(List<Row> rows) {
        this.rows = rows;
    }

    List<Row> rows() {
        return rows;
    }

    /** The provider whose host it is. */
    Optional<Row> ofHost(String host) {
        Row found = hosts.get(host);
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            Row row = dot == 0 ? null : hosts.get(host.substring(dot));
            if (row != null && (found == null || row.place() < found.place())) {
                found = row;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Those to whom the port or the shape of the path speaks. */
    List<Row> ofShape(int port, String path) {
        List<Row> found = new ArrayList<>(ports.getOrDefault(port, List.of()));
        List<String> segments = firstSegments(path);
        for (String first : List.of(segments.get(0), "")) {
            for (Shape shape : paths.getOrDefault(first, List.of())) {
                if (!found.contains(shape.row()) && shape.fits(segments)) {
                    found.add(shape.row());
                }
            }
        }
        return found;
    }

    /** Those of whom a header speaks, and that alone. */
    List<Row> ofHeaders(Set<String> names) {
        List<Row> found = List.of();
        for (Map.Entry<String, List<Row>> e : headers.entrySet()) {
            if (names.contains(e.getKey())) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.addAll(e.getValue());
            }
        }
        return found;
    }

    /** As many as any shape asks for; at least one, which may be empty. */
    private static List<String> firstSegments(String path) {
        List<String> segments = new ArrayList<>(5);
        int start = 1;
        while (segments.size() < MOST_SEGMENTS) {
            int end = path.indexOf('/', start);
            segments.add(
                    path.substring(Math.min(start, path.length()), end < 0 ? path.length() : end));
            if (end < 0) {
                break;
            }
            start = end + 1;
        }
        return segments;
    }

    private static final int MOST_SEGMENTS = 5;

    static Index read(Iterable<String> lines) {
        List<Row> rows = new ArrayList<>();
        Index index = new Index(rows);
        for (String line : lines) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                List<String> graphql =
                        cells[2].equals("-") ? List.of() : List.of(cells[2].split(" ", -1));
                Row row = new Row(rows.size(), cells[0], graphql);
                rows.add(row);
                for (String sign : cells[1].split(" ", -1)) {
                    index.add(sign, row);
                }
            }
        }
        return index;
    }

    private void add(String sign, Row row) {
        int colon = sign.indexOf(':');
        String value = sign.substring(colon + 1);
        switch (sign.substring(0, colon)) {
            case "host" ->
                    hosts.putIfAbsent(value.startsWith("*.") ? value.substring(1) : value, row);
            case "port" ->
                    ports.computeIfAbsent(Integer.valueOf(value), p -> new ArrayList<>()).add(row);
            case "header" -> headers.computeIfAbsent(value, h -> new ArrayList<>()).add(row);
            case "path" -> {
                List<String> prefix = List.of(value.substring(1).split("/", -1));
                if (prefix.size() > MOST_SEGMENTS) {
                    throw new IllegalArgumentException("a path of too many segments: " + sign);
                }
                String first = prefix.get(0).indexOf('*') < 0 ? prefix.get(0) : "";
                paths.computeIfAbsent(first, p -> new ArrayList<>()).add(new Shape(prefix, row));
            }
            default -> throw new IllegalArgumentException("no such sign: " + sign);
        }
    }
}
