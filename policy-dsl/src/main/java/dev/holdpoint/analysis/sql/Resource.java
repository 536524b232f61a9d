package dev.holdpoint.analysis.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of this room: lines of cells between bars, {@code #} for comments. A table that is not
 * there or that has a line of the wrong width stops the start: analysis without its catalogs would
 * permit what they stop.
 */
final class Resource {

    private Resource() {}

    static List<List<String>> rows(String name, int columns) {
        List<List<String>> rows = new ArrayList<>();
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the table " + name + " is missing");
            }
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                List<String> cells = new ArrayList<>();
                for (String cell : line.split("\\|", -1)) {
                    cells.add(cell.strip());
                }
                if (cells.size() != columns) {
                    throw new IllegalStateException(
                            name + ":" + number + ": expected " + columns + " cells: " + line);
                }
                rows.add(List.copyOf(cells));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table " + name, e);
        }
        return List.copyOf(rows);
    }
}
