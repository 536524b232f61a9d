package dev.holdpoint.benchmarks;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading a request costs that was made to cost the most: a megabyte of URL, JSON, GraphQL,
 * multipart, form or XML. The requests stand in a table beside the tests of the analysis, which see
 * to it that each comes to an end; {@code worst} is read from the working directory, the root of
 * the project.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
public class WorstHttpBenchmark {

    private static final Path TABLE =
            Path.of("policy-dsl/src/test/resources/dev/holdpoint/analysis/http/worst.tsv");

    /** The first cell of the row. */
    @Param({
        "url past the bound",
        "url segments",
        "url dots",
        "url slashes",
        "url parameters",
        "url encoded",
        "url doubly encoded",
        "url encoded slashes",
        "url letters",
        "url query",
        "url semicolons",
        "url words together",
        "url words",
        "url routes",
        "url routes with verbs",
        "url signs",
        "url labels",
        "url doubtful routes",
        "json arrays",
        "json depth",
        "json objects",
        "json lists",
        "json keys",
        "json objects in an array",
        "json texts",
        "json escapes",
        "json numbers",
        "json methods",
        "json batch",
        "json rpc",
        "json tools",
        "json sql",
        "json long sql",
        "elasticsearch bulk",
        "aws ids",
        "aws arns",
        "gzip",
        "gzip of json",
        "graphql depth",
        "graphql fields",
        "graphql mutations",
        "graphql values",
        "graphql nested values",
        "graphql comments",
        "graphql block string",
        "graphql spreads",
        "graphql spreads below",
        "graphql spreads in a batch",
        "graphql small batch",
        "graphql operations",
        "graphql variables",
        "graphql one variable often",
        "multipart batch",
        "multipart parts",
        "multipart likenesses",
        "multipart headers",
        "form",
        "form encoded",
        "form semicolons",
        "xml",
        "xml names",
        "xml comments",
        "xml elements",
        "xml calls",
        "xml actions",
        "text",
        "comments before sql",
        "clickhouse"
    })
    String request = "text";

    private final Analysis analysis = Analysis.standard();
    private Operation operation = Operation.Exec.of(List.of());

    /** The first cells of all rows. */
    static List<String> names() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .map(l -> l.substring(0, l.indexOf('\t')))
                .toList();
    }

    /** Finds the row and spells it out. */
    @Setup
    public void spell() throws IOException {
        for (String line : Files.readAllLines(TABLE)) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals(request)) {
                operation = operation(cells);
                return;
            }
        }
        throw new IOException("no row " + request + " in " + TABLE);
    }

    /** Read for the first time: requests are not remembered. */
    @Benchmark
    public Reading read() {
        return analysis.read(operation, Surroundings.NOWHERE);
    }

    private static Operation operation(String[] cells) throws IOException {
        String type = cells.length > 2 ? cells[2] : "";
        boolean gzip = type.endsWith(" gzip");
        String text = spelled(cells.length > 3 ? cells[3] : "");
        byte[] body =
                type.endsWith(" hex")
                        ? HexFormat.of().parseHex(text)
                        : text.getBytes(StandardCharsets.UTF_8);
        return new Operation.Http(
                "POST",
                spelled(cells[1]),
                List.of(
                        new Operation.Field(
                                "Content-Type", type.replace(" gzip", "").replace(" hex", "")),
                        new Operation.Field("Content-Encoding", gzip ? "gzip" : "identity")),
                Body.of(gzip ? gzip(body) : body));
    }

    private static String spelled(String pieces) {
        StringBuilder s = new StringBuilder();
        for (String piece : pieces.split(" ;; ", -1)) {
            int times = piece.lastIndexOf(" \u00d7");
            String one = unescaped(times < 0 ? piece : piece.substring(0, times));
            int n = times < 0 ? 1 : Integer.parseInt(piece.substring(times + 2));
            for (int i = 0; i < n; i++) {
                s.append(one.contains("{n}") ? one.replace("{n}", "" + i) : one);
            }
        }
        return s.toString();
    }

    private static String unescaped(String text) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : '\0';
            switch (next) {
                case 'n' -> s.append('\n');
                case 'r' -> s.append('\r');
                case 'u' -> s.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                default -> s.append(next == '\0' ? c : next);
            }
            i += next == 'u' ? 5 : next == '\0' ? 0 : 1;
        }
        return s.toString();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
