package dev.holdpoint.analysis.http.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.analysis.http.Requests;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Reading;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CatalogsTest {

    @TestFactory
    Stream<DynamicTest> an_operation_has_its_providers_name() throws IOException {
        return Requests.table(CatalogsTest.class, "examples.tsv").stream()
                .map(row -> dynamicTest(row.get(0) + " " + row.get(1), () -> check(row)));
    }

    private static void check(List<String> row) {
        Reading reading =
                Requests.read(Requests.of(row.get(0), row.get(1), row.get(2), row.get(3)));
        Effect http = reading.effects().get(0);
        assertEquals(
                String.join(" | ", row.subList(4, 8)),
                String.join(
                        " | ",
                        reading.verb().word(),
                        text(http.fact(Attribute.ACTION)),
                        text(http.fact(Attribute.TARGET)),
                        text(http.fact(Attribute.RESOURCE))));
    }

    private static String text(Fact fact) {
        if (fact instanceof Fact.Text t) {
            return t.value();
        }
        return fact instanceof Fact.Texts t
                ? String.join(" ", t.elements().stream().sorted().toList())
                : "-";
    }

    @Test
    void nothing_is_opened_before_a_request_of_its_provider_is_seen() {
        Catalogs catalogs = new Catalogs();
        assertEquals(Set.of(), catalogs.opened());
        catalogs.at("api.example.com", 443, "/v1/volumes", Set.of("accept"));
        assertEquals(Set.of(), catalogs.opened());
        catalogs.at("api.vercel.com", 443, "/v9/projects", Set.of());
        assertEquals(Set.of("vercel"), catalogs.opened());
    }

    @Test
    void every_row_of_every_catalog_is_understood() {
        for (Index.Row row : new Catalogs().index().rows()) {
            Catalog catalog = Catalogs.load(row.catalog());
            assertEquals(row.catalog(), catalog.provider());
            assertTrue(catalog.openAll() > 0, row.catalog());
        }
    }

    @Test
    void every_request_that_a_catalog_describes_is_found_again() throws IOException {
        for (Index.Row row : new Catalogs().index().rows()) {
            if (Catalogs.class.getResource(row.catalog() + ".tsv.gz") == null) {
                continue;
            }
            Catalog catalog = Catalogs.load(row.catalog());
            String host = "";
            for (String line : Catalogs.lines(row.catalog() + ".tsv.gz")) {
                String[] cells = line.split("\t", -1);
                if (cells[0].equals("host")) {
                    host = cells[1];
                } else if (cells[0].equals("target")) {
                    assertTrue(catalog.targeted(cells[1]).isPresent(), line);
                } else if (cells[0].equals("op")) {
                    assertTrue(catalog.named(host, cells[1]).isPresent(), line);
                } else if (cells[0].equals("graphql")) {
                    assertTrue(catalog.mutation(cells[1]).isPresent(), line);
                } else if (!line.startsWith("#")) {
                    String[] target = cells[1].split("\\?", 2);
                    String path = target[0].replace("{+}", "a/b/c").replace("{}", "a-1");
                    Set<String> query =
                            target.length < 2 ? Set.of() : Set.of(target[1].split("&", -1));
                    assertTrue(catalog.request(host, cells[0], path, query).isPresent(), line);
                }
            }
        }
    }

    @Test
    void all_catalogs_together_stay_below_three_megabytes() throws Exception {
        assertTrue(size() < 3_000_000, () -> "they have grown to " + size());
    }

    private static long size() {
        try (Stream<Path> files =
                Files.list(Path.of(Catalogs.class.getResource("index.tsv").toURI()).getParent())) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void each_catalog_names_its_source() throws IOException {
        for (Index.Row row : new Catalogs().index().rows()) {
            for (String file : List.of(row.catalog() + ".tsv", row.catalog() + ".tsv.gz")) {
                if (Catalogs.class.getResource(file) != null) {
                    assertTrue(Catalogs.lines(file).get(0).startsWith("# "), file);
                }
            }
        }
    }
}
