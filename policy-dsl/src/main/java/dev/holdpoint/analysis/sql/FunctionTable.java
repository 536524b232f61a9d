package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions and procedures that do more than compute: {@code functions.txt}. */
final class FunctionTable {

    /** How a call is read further. */
    enum Reading {
        NOTHING,
        /** Its last argument, flags aside, is SQL that it runs. */
        SQL,
        /** Its first argument is SQL that it runs; the others are bound to its parameters. */
        BOUND,
        /** An argument is a query that it runs; one that is computed can still only be a query. */
        INNER,
        /** As before, and a text whose beginning is computed too is hidden. */
        QUERY,
        /** Its last argument is a command for the server's shell. */
        PROGRAM,
        /** It runs code that cannot be read here. */
        HIDDEN,
        /** Its first argument is the name of a setting. */
        SETTING,
        /** It opens files, and takes one that ends or begins with a bar for a command. */
        FILE,
        /** It does that only where an argument is one of those words, or may be. */
        IF,
        /** It does that unless an argument is one of those words. */
        UNLESS,
        /** It does that only where it has more than one argument. */
        MORE,
        /** A statement among its arguments runs later. */
        JOB,
        /** It works on texts, whatever they say. */
        TEXT
    }

    /**
     * One line of the table.
     *
     * @param words what {@code IF} and {@code UNLESS} look for, in lower case
     */
    record Entry(
            int dialects, Verb verb, Reading reading, Set<String> words, Optional<String> target) {
        Entry {
            words = Set.copyOf(words);
        }

        boolean fits(Dialect dialect) {
            return dialect.isOneOf(dialects);
        }
    }

    private record Worded(String word, boolean anywhere, Entry entry) {}

    private static final Map<String, List<Entry>> CATALOG = new HashMap<>();

    /** By what the names begin with, package and all. */
    private static final List<Map.Entry<String, Entry>> BEGINNINGS = new ArrayList<>();

    private static final List<Worded> WORDED = new ArrayList<>();

    /** What names of functions on texts begin with. */
    private static final Set<String> TEXTUAL = new HashSet<>();

    /** One bit for each hash of a listed name, so that most calls are not spelled out. */
    private static final long[] LISTED = new long[256];

    /** The same for the words that names are made of. */
    private static final long[] LISTED_WORDS = new long[LISTED.length];

    /** Words before which a name only looks: {@code can_delete_post}, {@code get_drop_count}. */
    private static final Set<String> LOOKING =
            Set.of(
                    "is", "has", "can", "may", "should", "get", "list", "count", "show", "find",
                    "check", "last", "allow", "allowed", "num", "total", "sum", "format", "to");

    /** Words that a name may begin with and that say nothing: {@code usp_delete_order}. */
    private static final Set<String> SILENT =
            Set.of("fn", "f", "sp", "usp", "udf", "proc", "p", "pr", "api", "do", "x", "admin");

    static {
        for (List<String> row : Resource.rows("functions.txt", 5)) {
            String[] reading = row.get(3).split(" ", -1);
            Entry entry =
                    new Entry(
                            Dialect.bits(row.get(1)),
                            Verb.valueOf(row.get(2).toUpperCase(Locale.ROOT)),
                            reading[0].equals("-")
                                    ? Reading.NOTHING
                                    : Reading.valueOf(reading[0].toUpperCase(Locale.ROOT)),
                            Set.of(reading),
                            row.get(4).equals("-") ? Optional.empty() : Optional.of(row.get(4)));
            for (String name : row.get(0).split(" ", -1)) {
                if (name.endsWith("_*") && entry.reading == Reading.TEXT) {
                    TEXTUAL.add(name.substring(0, name.length() - 2));
                } else if (name.endsWith("_*") && name.indexOf('.') < 0) {
                    boolean anywhere = name.startsWith("*_");
                    String word = name.substring(anywhere ? 2 : 0, name.length() - 2);
                    WORDED.add(new Worded(word, anywhere, entry));
                    note(LISTED_WORDS, Names.simpleHash(word, 0, word.length()));
                } else if (name.endsWith("*")) {
                    BEGINNINGS.add(Map.entry(name.substring(0, name.length() - 1), entry));
                } else {
                    CATALOG.computeIfAbsent(name, n -> new ArrayList<>()).add(entry);
                    if (entry.reading != Reading.TEXT) {
                        // those are asked for where a statement stands among the arguments
                        note(LISTED, Names.simpleHash(name, 0, name.length()));
                    }
                }
            }
        }
    }

    private FunctionTable() {}

    private static void note(long[] listed, int hash) {
        listed[hash >>> 6 & listed.length - 1] |= 1L << hash;
    }

    /** False only where no name of that hash is listed; what has no hash may be. */
    private static boolean noted(long[] listed, int hash) {
        return hash < 0 || (listed[hash >>> 6 & listed.length - 1] & 1L << hash) != 0;
    }

    /** False only where the table lists no name of that hash. */
    static boolean mayList(int hash) {
        return noted(LISTED, hash);
    }

    /**
     * A name of up to sixteen characters of ASCII, in the case in which it stood, of which the
     * table says nothing.
     */
    private record Unlisted(long first, long rest) {

        static final int LONGEST = 2 * Long.BYTES;
        private static final long FOREIGN = 0x8080_8080_8080_8080L;
        private static final int PLACE_BITS = 10;

        /**
         * The names that came last, two for each hash; whoever races to fill a place fills it
         * whole.
         */
        private static final @Nullable Unlisted[] PLACES = new Unlisted[1 << PLACE_BITS];

        static boolean is(@Nullable Unlisted name, long first, long rest) {
            return name != null && name.first == first && name.rest == rest;
        }

        static int place(long first, long rest) {
            long mixed = (first ^ Long.rotateLeft(rest, 29)) * 0x9E37_79B9_7F4A_7C15L;
            return (int) (mixed >>> Long.SIZE - PLACE_BITS);
        }
    }

    /**
     * True for a word that was a function's name before and of which the table says nothing: it
     * need not be looked up again. False says nothing.
     */
    static boolean onlyComputes(Tokens t, int word) {
        int from = t.start(word);
        int length = t.end(word) - from;
        if (length > Unlisted.LONGEST || t.type(word) != Tokens.WORD) {
            return false;
        }
        long first = part(t.bytes, from, length);
        long rest = part(t.bytes, from + Long.BYTES, length - Long.BYTES);
        int place = Unlisted.place(first, rest);
        return Unlisted.is(Unlisted.PLACES[place], first, rest)
                || Unlisted.is(Unlisted.PLACES[place ^ 1], first, rest);
    }

    /** Up to eight of so many characters; none where that is negative. */
    private static long part(byte[] bytes, int from, int length) {
        if (length <= 0) {
            return 0;
        }
        long eight = Characters.eight(bytes, from);
        return length >= Long.BYTES ? eight : eight & (1L << (length << 3)) - 1;
    }

    /** Notes that the table says nothing of the name in that range. */
    static void remember(Tokens t, int from, int to) {
        int start = t.start(from);
        int length = t.end(from) - start;
        if (to - from > 1 || length > Unlisted.LONGEST || t.type(from) != Tokens.WORD) {
            return;
        }
        long first = part(t.bytes, start, length);
        long rest = part(t.bytes, start + Long.BYTES, length - Long.BYTES);
        if (((first | rest) & Unlisted.FOREIGN) == 0) { // beyond ASCII a byte may be any character
            int place = Unlisted.place(first, rest);
            Unlisted.PLACES[place ^ 1] = Unlisted.PLACES[place];
            Unlisted.PLACES[place] = new Unlisted(first, rest);
        }
    }

    /**
     * What the table says of a name in lower case, as it stands or in its package.
     *
     * @param inner the package, or empty
     */
    static Optional<Entry> of(Dialect dialect, String inner, String simple) {
        Optional<Entry> entry = exact(dialect, simple);
        if (entry.isPresent() || inner.isEmpty()) {
            return entry;
        }
        String name = inner + "." + simple;
        entry = exact(dialect, name);
        if (entry.isEmpty()) {
            for (Map.Entry<String, Entry> b : BEGINNINGS) {
                if (name.startsWith(b.getKey()) && b.getValue().fits(dialect)) {
                    return Optional.of(b.getValue());
                }
            }
        }
        return entry;
    }

    /** True for a function that works on texts, whatever they say. */
    static boolean isOfTexts(Dialect dialect, String inner, String simple) {
        int word = simple.indexOf('_');
        return word > 0 && TEXTUAL.contains(simple.substring(0, word))
                || of(dialect, inner, simple).filter(e -> e.reading == Reading.TEXT).isPresent();
    }

    private static Optional<Entry> exact(Dialect dialect, String name) {
        List<Entry> entries = CATALOG.get(name);
        if (entries != null) {
            for (Entry e : entries) {
                if (e.fits(dialect)) {
                    return Optional.of(e);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What the words say that a name is made of, set apart by underscores or capitals. A name of
     * one word says nothing of itself: {@code delete(document, key)} computes.
     *
     * @param alone true where one word is enough
     */
    static Optional<Entry> byWords(String text, int from, int to, boolean alone) {
        if (!isCompound(text, from, to)) {
            int joined = joined(text, from, to);
            if (joined > 0) {
                return word(text, from, from + joined, true);
            }
            if (!alone) {
                return Optional.empty();
            }
        }
        if (!mayHaveWord(text, from, to)) {
            return Optional.empty();
        }
        boolean first = true;
        int start = from;
        while (start < to) {
            int end = wordEnd(text, start, to);
            if (end > start && noted(LISTED_WORDS, Names.simpleHash(text, start, end))) {
                Optional<Entry> said = word(text, start, end, first);
                if (said.isPresent()) {
                    return said;
                }
            }
            if (end > start) {
                String word = text.substring(start, end).toLowerCase(Locale.ROOT);
                if (LOOKING.contains(word)) {
                    return Optional.empty();
                }
                first &= SILENT.contains(word);
            }
            start = next(text, end, to);
        }
        return Optional.empty();
    }

    /**
     * The length of the order that a name begins with whose words are written together: {@code
     * deleteusers}; 0 where what follows only bends it ({@code deleted}) or is none of its objects.
     */
    private static int joined(String text, int from, int to) {
        if (to - from < SHORTEST_JOINED || INITIALS.indexOf(text.charAt(from) | 0x20) < 0) {
            return 0;
        }
        for (String order : ORDERS) {
            int length = order.length();
            if (to - from > length + 2 && text.regionMatches(true, from, order, 0, length)) {
                String rest = Names.lower(text.substring(from + length, to));
                boolean object = order.equals("drop") || order.equals("kill");
                return object
                        ? (begins(rest, OBJECTS) ? length : 0)
                        : begins(rest, BENDS) || PAST.contains(rest) ? 0 : length;
            }
        }
        return 0;
    }

    private static boolean begins(String rest, List<String> words) {
        for (String word : words) {
            if (rest.startsWith(word)) {
                return true;
            }
        }
        return false;
    }

    private static final List<String> ORDERS =
            List.of("delete", "drop", "purge", "truncate", "wipe", "erase", "destroy", "kill");

    /** What those begin with, so that most names are told by one letter. */
    private static final String INITIALS = "dptwek";

    /** {@code wipeall} */
    private static final int SHORTEST_JOINED = 7;

    /** What makes another word of an order: {@code deleted}, {@code purgeable}. */
    private static final List<String> BENDS = List.of("able", "er", "ing", "ion");

    /** What was done before: {@code deletedat}. */
    private static final Set<String> PAST = Set.of("dat", "dby", "dflag", "don");

    /** What is dropped, while there are words that only begin so: {@code dropout}. */
    private static final List<String> OBJECTS =
            List.of(
                    "all",
                    "table",
                    "user",
                    "data",
                    "schema",
                    "index",
                    "column",
                    "partition",
                    "old",
                    "role",
                    "view",
                    "session",
                    "every",
                    "proc");

    /** False for most names, which have no word that is listed. */
    private static boolean mayHaveWord(String text, int from, int to) {
        int start = from;
        while (start < to) {
            int end = wordEnd(text, start, to);
            if (end > start && noted(LISTED_WORDS, Names.simpleHash(text, start, end))) {
                return true;
            }
            start = next(text, end, to);
        }
        return false;
    }

    /** Where the next word begins, from the end of one on. */
    private static int next(String text, int end, int to) {
        int i = end;
        while (i < to && !isLetter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static Optional<Entry> word(String text, int start, int end, boolean first) {
        for (Worded w : WORDED) {
            if ((first || w.anywhere)
                    && w.word.length() == end - start
                    && text.regionMatches(true, start, w.word, 0, end - start)) {
                return Optional.of(w.entry);
            }
        }
        return Optional.empty();
    }

    private static boolean isCompound(String text, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '_' || c == '$' || isCapital(c) && !isCapital(text.charAt(i - 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c >= 0x80 && Character.isLetter(c);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static int wordEnd(String text, int from, int to) {
        int i = from;
        while (i < to && isLetter(text.charAt(i))) {
            boolean begins =
                    i > from
                            && isCapital(text.charAt(i))
                            && (!isCapital(text.charAt(i - 1))
                                    || i + 1 < to
                                            && isLetter(text.charAt(i + 1))
                                            && !isCapital(text.charAt(i + 1)));
            if (begins) {
                break;
            }
            i++;
        }
        return i;
    }
}
