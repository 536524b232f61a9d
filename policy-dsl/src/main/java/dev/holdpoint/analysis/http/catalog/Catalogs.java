package dev.holdpoint.analysis.http.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** All bundled catalogs, each opened when it is first needed. Thread-safe. */
public final class Catalogs {

    private static final Catalogs BUNDLED = new Catalogs();

    private final Index index;
    private final Map<String, Catalog> open = new ConcurrentHashMap<>();

    Catalogs() {
        this.index = Index.read(lines("index.tsv"));
    }

    public static Catalogs bundled() {
        return BUNDLED;
    }

    /**
     * The catalogs that know requests to that place: the one whose host it is, else all by whose
     * signs it could be, those first that go by more than a header.
     *
     * @param host canonical
     * @param path canonical
     * @param headers names, lower-case
     */
    public List<Known> at(String host, int port, String path, Set<String> headers) {
        Optional<Index.Row> own = index.ofHost(host);
        if (own.isPresent()) {
            return List.of(known(own.get(), path, true));
        }
        List<Index.Row> shaped = index.ofShape(port, path);
        List<Index.Row> said = index.ofHeaders(headers);
        if (shaped.isEmpty() && said.isEmpty()) {
            return List.of();
        }
        List<Known> known = new ArrayList<>(shaped.size() + said.size());
        shaped.forEach(r -> known.add(known(r, path, true)));
        for (Index.Row r : said) {
            if (!shaped.contains(r)) {
                known.add(known(r, path, false));
            }
        }
        return known;
    }

    private Known known(Index.Row row, String path, boolean certain) {
        // computeIfAbsent alone would lock at every request
        Catalog opened = open.get(row.catalog());
        Catalog catalog =
                opened != null ? opened : open.computeIfAbsent(row.catalog(), Catalogs::load);
        return new Known(catalog, row.speaksGraphql(path), certain);
    }

    /**
     * A catalog that knows a request.
     *
     * @param graphql whether the provider speaks GraphQL at that path
     * @param certain false where only a header says that the request is for this provider: a header
     *     is easily added, and a server that does not know it does what the rest says
     */
    public record Known(Catalog catalog, boolean graphql, boolean certain) {}

    /** Names of the catalogs opened so far. */
    Set<String> opened() {
        return Set.copyOf(open.keySet());
    }

    Index index() {
        return index;
    }

    static Catalog load(String name) {
        List<String> all = new ArrayList<>();
        for (String file : List.of(name + ".tsv.gz", name + ".tsv")) {
            if (exists(file)) {
                all.addAll(lines(file));
                all.add("host\t");
            }
        }
        if (all.isEmpty()) {
            throw new IllegalStateException("the catalog " + name + " is not in the jar");
        }
        return Catalog.read(name, all);
    }

    private static boolean exists(String file) {
        return Catalogs.class.getResource(file) != null;
    }

    static List<String> lines(String file) {
        try (InputStream in = Catalogs.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + file + " is not in the jar");
            }
            InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("the catalog " + file + " cannot be read", e);
        }
    }
}
