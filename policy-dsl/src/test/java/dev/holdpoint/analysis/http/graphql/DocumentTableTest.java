package dev.holdpoint.analysis.http.graphql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdpoint.analysis.http.Requests;
import dev.holdpoint.analysis.http.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DocumentTableTest {

    @TestFactory
    Stream<DynamicTest> a_document_is_what_it_would_run() throws IOException {
        return Requests.table(DocumentTableTest.class, "documents.tsv").stream()
                .map(row -> dynamicTest(row.get(0), () -> check(row)));
    }

    private static void check(List<String> row) {
        Optional<String> name = row.get(1).equals("-") ? Optional.empty() : Optional.of(row.get(1));
        Json variables =
                row.get(2).equals("-")
                        ? new Json.Null()
                        : dev.holdpoint.analysis.http.json.Document.read(row.get(2))
                                .orElseThrow()
                                .single()
                                .orElseThrow();
        assertEquals(
                String.join(" | ", row.subList(3, row.size())),
                describe(Chosen.read(row.get(0), name, variables)));
    }

    private static String describe(Chosen.Outcome outcome) {
        if (!(outcome instanceof Chosen.Outcome.Read read)) {
            return "hidden";
        }
        List<String> arguments = new ArrayList<>();
        for (Chosen.Root root : read.chosen().roots()) {
            root.arguments()
                    .forEach(
                            (path, values) ->
                                    values.forEach(v -> arguments.add(path + "=" + v.orElse("?"))));
        }
        return String.join(
                " | ",
                read.chosen().kind(),
                String.join(
                        " ",
                        read.chosen().roots().stream().map(Chosen.Root::name).sorted().toList()),
                arguments.isEmpty() ? "-" : String.join(" ", arguments.stream().sorted().toList()));
    }

    @Test
    void depth_and_width_are_bounded() {
        String deep = "mutation" + "{a".repeat(5_000) + "}".repeat(5_000);
        String wide = "{" + "a ".repeat(400_000) + "}";
        // Each fragment spreads the next twice: 2^40 fields, if one went through them all.
        StringBuilder bomb = new StringBuilder("mutation{...F0}");
        for (int i = 0; i < 40; i++) {
            bomb.append(" fragment F").append(i).append(" on M{...F").append(i + 1);
            bomb.append(" ...F").append(i + 1).append("}");
        }
        bomb.append(" fragment F40 on M{x}");
        for (String text : List.of(deep, wide, bomb.toString())) {
            assertInstanceOf(
                    Chosen.Outcome.Hidden.class,
                    Chosen.read(text, Optional.empty(), new Json.Null()));
        }
    }
}
