package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.Findings.Deed;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What names and words make of statements that say less: settings whose value runs or grants
 * ({@code settings.txt}), tables of the server's own catalogs ({@code tables.txt}), and words later
 * in a statement ({@code aggravations.txt}).
 */
final class Consequences {

    private record Setting(int dialects, Deed deed) {}

    /**
     * One line of {@code tables.txt}.
     *
     * @param table its name in lower case; with a star at its end, what such names begin with
     */
    private record Table(String schema, String table, int dialects, Deed deed) {
        boolean fits(String schemaThere, String tableThere) {
            return (schema.equals("-")
                            ? schemaThere.isEmpty() || !schemaThere.equals("public")
                            : schemaThere.equals(schema))
                    && (table.endsWith("*")
                            ? tableThere.startsWith(table.substring(0, table.length() - 1))
                            : tableThere.equals(table));
        }
    }

    /**
     * One line of {@code aggravations.txt}.
     *
     * @param bit of the first word, as {@link Consequences#bit} gives it
     */
    private record Aggravation(List<String> words, long bit, int dialects, Deed deed) {
        private Aggravation {
            words = List.copyOf(words);
        }

        boolean fits(Tokens t, int i) {
            if (!like(t, i, words.get(0))) {
                return false;
            }
            for (int w = 1; w < words.size(); w++) {
                if (!fitsOne(t, i + w, words.get(w))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean fitsOne(Tokens t, int i, String word) {
            return word.equals("'") ? t.type(i) == Tokens.STRING : t.isText(i, word);
        }

        private static boolean like(Tokens t, int i, String word) {
            byte type = t.type(i);
            return type == Tokens.STRING || type == Tokens.QUOTED
                    ? word.equals("'")
                            ? type == Tokens.STRING
                            : t.raw(i).toLowerCase(Locale.ROOT).contains(word)
                    : t.isText(i, word);
        }
    }

    private static final Map<String, List<Setting>> SETTINGS = new HashMap<>();
    private static final List<Table> TABLES = new ArrayList<>();

    /**
     * For each letter, the dialects in which a listed schema or table begins with it; the last for
     * all that is no letter.
     */
    private static final int[] INITIALS = new int['z' - 'a' + 2];

    private static final Map<String, List<Aggravation>> AGGRAVATIONS = new HashMap<>();

    /** By the same words: one bit for each first letter and length of the words that count. */
    private static final Map<String, Long> LATER = new HashMap<>();

    static {
        for (List<String> row : Resource.rows("settings.txt", 3)) {
            Setting setting = new Setting(Dialect.bits(row.get(1)), deed(row.get(2), "setting"));
            for (String name : row.get(0).split(" ", -1)) {
                SETTINGS.computeIfAbsent(name, n -> new ArrayList<>()).add(setting);
            }
        }
        for (List<String> row : Resource.rows("tables.txt", 4)) {
            for (String table : row.get(1).split(" ", -1)) {
                int dialects = Dialect.bits(row.get(2));
                TABLES.add(new Table(row.get(0), table, dialects, deed(row.get(3), "table")));
                String named = row.get(0).equals("-") ? table : row.get(0);
                INITIALS[letter(named.charAt(0))] |= dialects;
            }
        }
        for (List<String> row : Resource.rows("aggravations.txt", 5)) {
            List<String> later = List.of(row.get(1).split(" ", -1));
            long bit = bit(later.get(0).charAt(0), later.get(0).length());
            Aggravation aggravation =
                    new Aggravation(
                            later, bit, Dialect.bits(row.get(2)), deed(row.get(3), row.get(4)));
            AGGRAVATIONS.computeIfAbsent(row.get(0), w -> new ArrayList<>()).add(aggravation);
            LATER.merge(row.get(0), bit, (a, b) -> a | b);
        }
    }

    private Consequences() {}

    /** A deed as the tables write it: a verb, with ! where it is opaque, and a target or -. */
    static Deed deed(String verb, String target) {
        boolean opaque = verb.endsWith("!");
        String word = opaque ? verb.substring(0, verb.length() - 1) : verb;
        return new Deed(
                Verb.valueOf(word.toUpperCase(Locale.ROOT)),
                opaque,
                target.equals("-") ? Optional.empty() : Optional.of(target));
    }

    /** What it means to change that setting, if it means more than that. */
    static Optional<Deed> setting(String name, Dialect dialect) {
        List<Setting> settings = SETTINGS.get(name);
        if (settings != null) {
            for (Setting s : settings) {
                if (dialect.isOneOf(s.dialects)) {
                    return Optional.of(s.deed);
                }
            }
        }
        return Optional.empty();
    }

    /** True where a schema or a table that is listed for the dialect begins with that letter. */
    private static boolean begins(char initial, Dialect dialect) {
        // beyond ASCII is a letter whose case is not known here
        return initial >= 0x80 || dialect.isOneOf(INITIALS[letter(initial)]);
    }

    private static int letter(char initial) {
        int letter = (initial | 0x20) - 'a';
        return letter < 0 || letter > 'z' - 'a' ? 'z' - 'a' + 1 : letter;
    }

    /** What it means to change the rows of the table whose name stands in that range. */
    static Optional<Deed> table(Names names, Tokens t, Dialect dialect, int from, int to) {
        if (!begins(t.initial(Math.max(from, to - 3)), dialect)
                && !begins(t.initial(to - 1), dialect)) {
            return Optional.empty();
        }
        String table = Names.lower(names.unquoted(names.lastPart(from, to)));
        String schema = to - from > 2 ? Names.lower(names.unquoted(to - 3)) : "";
        for (Table row : TABLES) {
            if (dialect.isOneOf(row.dialects) && row.fits(schema, table)) {
                return Optional.of(row.deed);
            }
        }
        return Optional.empty();
    }

    /** Notes the same of every name in that range: {@code RENAME TABLE a TO b, mysql.user TO c}. */
    static void tables(Walker w, int from, int to) {
        Tokens t = w.tokens;
        for (int i = from; i < to; i++) {
            if (t.isName(i) && !t.key(i).between()) {
                int end = w.names.end(i);
                table(w.names, t, w.dialect, i, end).ifPresent(w.findings::deed);
                i = end - 1;
            }
        }
    }

    /** Notes what later words make of the statement in that range. */
    static void aggravate(Tokens t, Dialect dialect, int from, int to, Findings findings) {
        List<Aggravation> all = AGGRAVATIONS.get(Names.lower(t.raw(from)));
        if (all == null) {
            return;
        }
        long later = LATER.getOrDefault(Names.lower(t.raw(from)), -1L);
        for (int i = from + 1; i < to; i++) {
            long bit = bit(t, i);
            if ((bit & later) != 0) {
                for (Aggravation a : all) {
                    if ((bit & a.bit) != 0 && dialect.isOneOf(a.dialects) && a.fits(t, i)) {
                        findings.deed(a.deed);
                    }
                }
            }
        }
    }

    /** The bit of a word's first letter and its length; all for what may hold any word. */
    private static long bit(Tokens t, int i) {
        byte type = t.type(i);
        return type == Tokens.STRING || type == Tokens.QUOTED
                ? -1
                : bit(t.initial(i), t.end(i) - t.start(i));
    }

    /** All bits for a letter whose case is not known here. */
    private static long bit(char first, int length) {
        return first >= 0x80 ? -1 : 1L << (first | 0x20) * 31 + length;
    }
}
