package dev.holdpoint.analysis.http.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code index.tsv}. */
record Index(List<Row> rows) {

    /**
     * One provider.
     *
     * @param graphql paths at which it speaks GraphQL
     */
    record Row(String catalog, List<Sign> signs, List<String> graphql) {
        /** How sure it is that the request is for this provider; empty where nothing says so. */
        Optional<Sureness> knows(Place place) {
            Sureness most = null;
            for (Sign s : signs) {
                Sureness sure =
                        s instanceof Sign.Host
                                ? Sureness.HOST
                                : s instanceof Sign.Header ? Sureness.HEADER : Sureness.SHAPE;
                if ((most == null || sure.compareTo(most) > 0) && s.in(place)) {
                    most = sure;
                }
            }
            return Optional.ofNullable(most);
        }

        boolean speaksGraphql(String path) {
            return graphql.stream().anyMatch(p -> path.equals(p) || path.startsWith(p + "/"));
        }
    }

    /** By what a request is known, the weakest first. */
    enum Sureness {
        /** A header is easily added, and a server that does not know it does what the rest says. */
        HEADER,
        /** A port or the shape of a path; several providers may have it. */
        SHAPE,
        /** The provider's own host: it is no other's. */
        HOST
    }

    /** Where a request goes, as far as the signs ask. */
    record Place(String host, int port, String path, Set<String> headers) {}

    /** By which a provider's request is known. */
    sealed interface Sign {
        boolean in(Place place);

        record Host(String name) implements Sign {
            @Override
            public boolean in(Place place) {
                return name.startsWith("*.")
                        ? place.host().endsWith(name.substring(1))
                                && place.host().length() > name.length() - 1
                        : place.host().equals(name);
            }
        }

        record Port(int number) implements Sign {
            @Override
            public boolean in(Place place) {
                return place.port() == number;
            }
        }

        record Path(List<String> prefix) implements Sign {
            @Override
            public boolean in(Place place) {
                String[] segments = place.path().substring(1).split("/", prefix.size() + 1);
                if (segments.length < prefix.size()) {
                    return false;
                }
                for (int i = 0; i < prefix.size(); i++) {
                    String p = prefix.get(i);
                    int star = p.indexOf('*');
                    if (star < 0
                            ? !p.equals(segments[i])
                            : !segments[i].startsWith(p.substring(0, star))) {
                        return false;
                    }
                }
                return true;
            }
        }

        record Header(String name) implements Sign {
            @Override
            public boolean in(Place place) {
                return place.headers().contains(name);
            }
        }

        static Sign read(String text) {
            int colon = text.indexOf(':');
            String value = text.substring(colon + 1);
            return switch (text.substring(0, colon)) {
                case "host" -> new Host(value);
                case "port" -> new Port(Integer.parseInt(value));
                case "path" -> new Path(List.of(value.substring(1).split("/", -1)));
                case "header" -> new Header(value);
                default -> throw new IllegalArgumentException("no such sign: " + text);
            };
        }
    }

    static Index read(Iterable<String> lines) {
        List<Row> rows = new ArrayList<>();
        for (String line : lines) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            List<Sign> signs = new ArrayList<>();
            for (String sign : cells[1].split(" ", -1)) {
                signs.add(Sign.read(sign));
            }
            List<String> graphql =
                    cells[2].equals("-") ? List.of() : List.of(cells[2].split(" ", -1));
            rows.add(new Row(cells[0], List.copyOf(signs), graphql));
        }
        return new Index(List.copyOf(rows));
    }
}
