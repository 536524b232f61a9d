package dev.holdpoint.analysis.sql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The statements that their first words tell: {@code statements.txt}. */
final class StatementTable {

    /**
     * One line of the table.
     *
     * @param words the first words, in lower case
     */
    record Entry(List<String> words, StatementKind kind, Findings.Deed deed) {
        Entry {
            words = List.copyOf(words);
        }

        private boolean fits(Tokens t, int i) {
            for (int w = 1; w < words.size(); w++) {
                if (!t.isWord(i + w, words.get(w))) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Map<String, List<Entry>> BY_FIRST = new HashMap<>();

    static {
        for (List<String> row : Resource.rows("statements.txt", 4)) {
            String kind = row.get(1);
            Entry entry =
                    new Entry(
                            List.of(row.get(0).split(" ", -1)),
                            StatementKind.named(kind)
                                    .orElseThrow(
                                            () ->
                                                    new IllegalStateException(
                                                            "statements.txt: no kind " + kind)),
                            Consequences.deed(row.get(2), row.get(3)));
            BY_FIRST.computeIfAbsent(entry.words.get(0), w -> new ArrayList<>()).add(entry);
        }
        for (List<Entry> entries : BY_FIRST.values()) {
            entries.sort(Comparator.comparing((Entry e) -> e.words.size()).reversed());
        }
    }

    private StatementTable() {}

    /** True where a statement that is listed begins with that word. */
    static boolean begins(String word) {
        return BY_FIRST.containsKey(Names.lower(word));
    }

    /** The longest entry that fits the tokens from there on. */
    static Optional<Entry> at(Tokens t, int i) {
        List<Entry> entries = BY_FIRST.get(t.raw(i).toLowerCase(Locale.ROOT));
        if (entries != null) {
            for (Entry e : entries) {
                if (e.fits(t, i)) {
                    return Optional.of(e);
                }
            }
        }
        return Optional.empty();
    }
}
