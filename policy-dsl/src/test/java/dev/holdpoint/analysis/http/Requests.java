package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Verb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests as the tables of this package write them. */
public final class Requests {

    private static final Analysis ANALYSIS = Analysis.standard();

    private Requests() {}

    public static Reading read(Operation operation) {
        return ANALYSIS.read(operation, Surroundings.NOWHERE);
    }

    /** Method, URL, headers, body. */
    public static Operation.Http of(String method, String url, String headers, String body) {
        List<Operation.Field> fields = new ArrayList<>();
        for (String header : headers.split(" ;; ", -1)) {
            int colon = header.indexOf(": ");
            if (colon > 0) {
                fields.add(
                        new Operation.Field(
                                header.substring(0, colon), header.substring(colon + 2)));
            }
        }
        return new Operation.Http(method, url, fields, Body.of(body));
    }

    /** The outcome as the tables name it. */
    static boolean is(String outcome, Reading reading) {
        boolean severe =
                reading.verb().compareTo(Verb.GRANT) >= 0
                        || reading.effects().stream().anyMatch(Effect::opaque);
        return switch (outcome) {
            case "stop" -> severe;
            case "pass" -> !severe;
            default -> reading.verb().word().equals(outcome) && severe == severe(outcome);
        };
    }

    private static boolean severe(String verb) {
        return verb.equals("grant") || verb.equals("destroy") || verb.equals("unknown");
    }

    /**
     * The rows of a table beside this class: cells, with {@code \n}, {@code \}{@code uXXXX} read.
     */
    public static List<List<String>> table(Class<?> beside, String file) throws IOException {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("no such table: " + file);
            }
            List<List<String>> rows = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    List<String> cells = new ArrayList<>();
                    for (String cell : line.split("\t", -1)) {
                        cells.add(unescaped(cell));
                    }
                    rows.add(cells);
                }
            }
            return rows;
        }
    }

    private static String unescaped(String cell) {
        StringBuilder s = new StringBuilder();
        int i = 0;
        while (i < cell.length()) {
            char c = cell.charAt(i);
            char next = c == '\\' && i + 1 < cell.length() ? cell.charAt(i + 1) : 0;
            switch (next) {
                case 'n' -> s.append('\n');
                case 'r' -> s.append('\r');
                case 't' -> s.append('\t');
                case '\\' -> s.append('\\');
                case 'u' -> s.append((char) Integer.parseInt(cell.substring(i + 2, i + 6), 16));
                default -> s.append(c);
            }
            boolean escape = "nrt\\".indexOf(next) >= 0 && next != 0;
            i += next == 'u' ? 6 : escape ? 2 : 1;
        }
        return s.toString();
    }
}
