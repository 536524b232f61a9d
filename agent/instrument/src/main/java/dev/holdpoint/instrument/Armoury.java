package dev.holdpoint.instrument;

import java.util.ArrayList;
import java.util.List;

/** The coverage manifest: every choke point of every family. What it names must be there. */
final class Armoury {

    /** A row and the family that it belongs to; its place in the list is its number. */
    record Entry(Family family, ChokePoint row) {}

    private Armoury() {}

    static List<Entry> standard() {
        return of(
                List.of(
                        new ProcessPoints(),
                        new HttpClientPoints(),
                        new UrlConnectionPoints(),
                        new JdbcPoints(),
                        new PostgresPoints(),
                        new AttachPoints()));
    }

    static List<Entry> of(List<Family> families) {
        List<Entry> entries = new ArrayList<>();
        for (Family family : families) {
            for (ChokePoint row : family.table()) {
                entries.add(new Entry(family, row));
            }
        }
        return entries;
    }
}
