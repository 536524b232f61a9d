package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The requests of {@code worst.tsv}, which the benchmark of that name measures. */
final class WorstRequests {

    private WorstRequests() {}

    static Map<String, Operation.Http> all() throws IOException {
        Map<String, Operation.Http> all = new LinkedHashMap<>();
        for (List<String> row : Requests.table(WorstRequests.class, "worst.tsv")) {
            String type = row.size() > 2 ? row.get(2) : "";
            boolean gzip = type.endsWith(" gzip");
            List<Operation.Field> headers =
                    List.of(
                            new Operation.Field(
                                    "Content-Type", type.replace(" gzip", "").replace(" hex", "")),
                            new Operation.Field("Content-Encoding", gzip ? "gzip" : "identity"));
            String text = row.size() > 3 ? spelled(row.get(3)) : "";
            byte[] body =
                    type.endsWith(" hex")
                            ? HexFormat.of().parseHex(text)
                            : text.getBytes(StandardCharsets.UTF_8);
            all.put(
                    row.get(0),
                    new Operation.Http(
                            "POST",
                            spelled(row.get(1)),
                            headers,
                            Body.of(gzip ? gzip(body) : body)));
        }
        return all;
    }

    private static String spelled(String pieces) {
        StringBuilder s = new StringBuilder();
        for (String piece : pieces.split(" ;; ", -1)) {
            int times = piece.lastIndexOf(" ×");
            if (times < 0) {
                s.append(piece);
                continue;
            }
            String one = piece.substring(0, times);
            int n = Integer.parseInt(piece.substring(times + 2));
            for (int i = 0; i < n; i++) {
                s.append(one.contains("{n}") ? one.replace("{n}", "" + i) : one);
            }
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
