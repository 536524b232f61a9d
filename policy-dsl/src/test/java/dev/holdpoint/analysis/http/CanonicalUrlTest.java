package dev.holdpoint.analysis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CanonicalUrlTest {

    @TestFactory
    Stream<DynamicTest> a_url_has_one_canonical_form() throws IOException {
        String table =
                new String(
                        CanonicalUrlTest.class.getResourceAsStream("canonical.tsv").readAllBytes(),
                        StandardCharsets.UTF_8);
        return table.lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> List.of(l.split("\t", -1)))
                .map(row -> dynamicTest(row.get(0), () -> check(row)));
    }

    private static void check(List<String> row) {
        String expected = String.join(" | ", row.subList(1, row.size()));
        assertEquals(expected, describe(Url.read(row.get(0))));
    }

    private static String describe(Url.Outcome outcome) {
        if (!(outcome instanceof Url.Outcome.Read read)) {
            return "unreadable";
        }
        Url url = read.url();
        String query =
                url.query().stream()
                        .map(f -> f.name() + "=" + f.value())
                        .collect(Collectors.joining(","));
        return String.join(
                " | ",
                url.scheme(),
                url.host().orElse("-"),
                String.valueOf(url.port()),
                String.join(" ", url.paths()),
                query.isEmpty() ? "-" : query);
    }

    @Test
    void a_placeholder_leaves_the_host_unknown_and_the_rest_read() {
        Url url = ((Url.Outcome.Read) Url.read("https://${unknown}/a?x=1")).url();
        assertEquals("/a", url.path());
        assertEquals(true, url.host().isEmpty());
    }

    @Test
    void canonical_form_is_stable() throws IOException {
        for (List<String> row : Requests.table(CanonicalUrlTest.class, "canonical.tsv")) {
            if (Url.read(row.get(0)) instanceof Url.Outcome.Read read
                    && read.url().paths().size() == 1) {
                Url url = read.url();
                String host = url.host().orElse("");
                String again =
                        url.scheme()
                                + "://"
                                + (host.contains(":") ? "[" + host + "]" : host)
                                + ":"
                                + url.port()
                                + url.path();
                Url second = ((Url.Outcome.Read) Url.read(again)).url();
                assertEquals(url.path(), second.path());
                assertEquals(url.host(), second.host());
            }
        }
    }
}
