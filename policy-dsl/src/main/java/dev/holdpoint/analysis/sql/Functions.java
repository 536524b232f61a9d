package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What functions and procedures do beyond computing: the catalog {@code functions.txt}, and those
 * that the same text defined. A function that neither knows is taken for one that computes; a
 * procedure that neither knows is {@code run}.
 */
final class Functions {

    /** How a call is read further. */
    enum Reading {
        NOTHING,
        /** Its last argument, flags aside, is SQL that it runs. */
        SQL,
        /** An argument is a query that it runs; one that is computed can still only be a query. */
        INNER,
        /** As before, and a text whose beginning is computed too is hidden. */
        QUERY,
        /** Its last argument is a command for the server's shell. */
        PROGRAM,
        /** It runs code that cannot be read here. */
        HIDDEN,
        /** Its first argument is the name of a setting. */
        SETTING
    }

    private record Entry(int dialects, Verb verb, Reading reading, Optional<String> target) {
        boolean fits(Dialect dialect) {
            return dialect.isOneOf(dialects);
        }
    }

    private record Worded(String prefix, Entry entry) {}

    private static final Map<String, List<Entry>> CATALOG = new HashMap<>();
    private static final List<Worded> WORDED = new ArrayList<>();

    /** One bit for each hash of a listed name, so that most calls are not spelled out. */
    private static final long[] LISTED = new long[256];

    /** The same for the words that others begin with. */
    private static final long[] LISTED_WORDS = new long[LISTED.length];

    static {
        for (List<String> row : Resource.rows("functions.txt", 5)) {
            Entry entry =
                    new Entry(
                            Dialect.bits(row.get(1)),
                            Verb.valueOf(row.get(2).toUpperCase(Locale.ROOT)),
                            row.get(3).equals("-")
                                    ? Reading.NOTHING
                                    : Reading.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
                            row.get(4).equals("-") ? Optional.empty() : Optional.of(row.get(4)));
            for (String name : row.get(0).split(" ", -1)) {
                if (name.endsWith("_*")) {
                    WORDED.add(new Worded(name.substring(0, name.length() - 1), entry));
                    note(LISTED_WORDS, Names.simpleHash(name, 0, name.indexOf('_')));
                    continue;
                }
                CATALOG.computeIfAbsent(name, n -> new ArrayList<>()).add(entry);
                note(LISTED, Names.simpleHash(name, 0, name.length()));
            }
        }
    }

    private static void note(long[] listed, int hash) {
        listed[hash >>> 6 & listed.length - 1] |= 1L << hash;
    }

    /** False only where no name of that hash is listed; what has no hash may be. */
    private static boolean noted(long[] listed, int hash) {
        return hash < 0 || (listed[hash >>> 6 & listed.length - 1] & 1L << hash) != 0;
    }

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Functions(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    private Optional<Entry> entry(String name) {
        List<Entry> entries = CATALOG.get(name);
        if (entries != null) {
            for (Entry e : entries) {
                if (e.fits(w.dialect)) {
                    return Optional.of(e);
                }
            }
        }
        return Optional.empty();
    }

    /** A function whose name stands in that range, followed by its arguments in parentheses. */
    void called(int i, int end, Scope scope) {
        findings.function(w.names, i, end);
        if (!maybeListed(i, end) && !findings.hasDefinitions()) {
            return;
        }
        String simple = w.names.simple(i, end);
        Optional<Entry> entry = find(i, end, simple);
        if (entry.isPresent()) {
            apply(entry.get(), end + 1, t.is(end, '(') ? t.mate(end) : end);
        }
        Optional<Findings.Deed> defined = findings.definition(simple);
        if (defined.isPresent()) {
            findings.deed(defined.get());
        }
    }

    /** False only where the catalog lists no function of that name. */
    private boolean maybeListed(int from, int to) {
        if (to - from > 2) {
            return true; // a package may be listed
        }
        return noted(LISTED, w.names.simpleHash(from, to)) || worded(from);
    }

    /** True where the name begins with a word that says what it does. */
    private boolean worded(int i) {
        int start = t.type(i) == Tokens.QUOTED ? t.start(i) + 1 : t.start(i);
        int end = t.end(i);
        int word = start;
        while (word < end && t.source().charAt(word) != '_') {
            word++;
        }
        if (word == end) {
            return false; // every such word is told apart by an underscore
        }
        if (!noted(LISTED_WORDS, Names.simpleHash(t.source(), start, word))) {
            return false;
        }
        for (Worded w : WORDED) {
            if (t.source().regionMatches(true, start, w.prefix, 0, w.prefix.length())) {
                return true;
            }
        }
        return false;
    }

    /** {@code NEXT VALUE FOR s}, {@code s.NEXTVAL}: sequences without a function. */
    boolean nextValue(int i, int end) {
        boolean standard =
                t.is(i + 2, Keyword.FOR) && t.isWord(i, "next") && t.isWord(i + 1, "value");
        boolean column =
                end - i > 1
                        && (w.dialect.fold() == Dialect.Fold.UPPER
                                || w.dialect.has(Dialect.Trait.VERSION_COMMENT))
                        && t.isWord(end - 1, "nextval")
                        && !t.is(end, '(');
        if (standard || column) {
            findings.function(w.names, "nextval");
            findings.deed(Verb.WRITE, Optional.of("sequence"));
            findings.unnamedWrite();
        }
        return standard || column;
    }

    private Optional<Entry> find(int i, int end, String simple) {
        Optional<Entry> entry = entry(simple);
        if (entry.isEmpty() && end - i > 2) {
            // package.procedure, as the catalog writes it
            int from = end - 3;
            entry = entry(Names.lower(w.names.unquoted(from)) + "." + simple);
        }
        return entry.isPresent() ? entry : byFirstWord(simple);
    }

    /** A function of an unknown name whose first word says what it does: {@code purge_orders}. */
    private static Optional<Entry> byFirstWord(String simple) {
        for (Worded w : WORDED) {
            if (simple.startsWith(w.prefix)) {
                return Optional.of(w.entry);
            }
        }
        return Optional.empty();
    }

    /** A procedure that is called as a statement. */
    void procedure(int i, int end) {
        String simple = w.names.simple(i, end);
        findings.function(w.names, i, end);
        Optional<Entry> entry = find(i, end, simple);
        int from = t.is(end, '(') ? end + 1 : end;
        int to = t.is(end, '(') ? t.mate(end) : w.skip(end);
        Optional<Findings.Deed> defined = findings.definition(simple);
        if (entry.isPresent()) {
            apply(entry.get(), from, to);
        } else if (defined.isPresent()) {
            findings.deed(defined.get());
        } else {
            findings.deed(Verb.RUN, Optional.of("procedure"));
            findings.unnamedWrite();
        }
    }

    private void apply(Entry entry, int from, int to) {
        switch (entry.reading()) {
            case NOTHING:
                findings.deed(entry.verb(), entry.target());
                if (entry.verb() != Verb.READ) {
                    findings.unnamedWrite();
                }
                break;
            case HIDDEN:
                findings.deed(new Findings.Deed(entry.verb(), true, entry.target()));
                findings.unnamedWrite();
                break;
            case SQL:
                findings.deed(entry.verb(), entry.target());
                sql(from, to, true);
                break;
            case INNER, QUERY:
                findings.deed(entry.verb(), entry.target());
                sql(from, to, false);
                if (entry.reading() == Reading.QUERY) {
                    beginning(from, to);
                }
                break;
            case SETTING:
                findings.deed(entry.verb(), entry.target());
                findings.unnamedWrite();
                Optional<String> setting =
                        arguments(t, from, to).stream()
                                .findFirst()
                                .flatMap(a -> w.dynamic().constant(a[0], a[1]));
                if (setting.isEmpty()) {
                    findings.disguised(entry.verb());
                } else {
                    Consequences.setting(Names.lower(setting.get()), w.dialect)
                            .ifPresent(findings::deed);
                }
                break;
            case PROGRAM:
                findings.kind(StatementKind.COPY_PROGRAM);
                findings.deed(new Findings.Deed(entry.verb(), true, entry.target()));
                findings.unnamedWrite();
                List<int[]> arguments = arguments(t, from, to);
                if (!arguments.isEmpty()) {
                    int[] first = arguments.get(0);
                    w.dynamic().constant(first[0], first[1]).ifPresent(findings::program);
                }
                break;
        }
    }

    /** The argument that is SQL: the last that is neither a flag nor a number. */
    private void sql(int from, int to, boolean strict) {
        List<int[]> arguments = arguments(t, from, to);
        int read = 0;
        boolean computed = false;
        for (int[] a : arguments) {
            int start = a[0];
            if (t.isOperator(start + 1, "=>")
                    || t.is(start + 1, '=') && t.type(start) == Tokens.VARIABLE
                    || t.isName(start) && t.is(start + 1, '=') && t.is(start + 2, '>')) {
                start += t.is(start + 2, '>') ? 3 : 2;
            }
            if (t.is(start, Keyword.TRUE)
                    || t.is(start, Keyword.FALSE)
                    || t.is(start, Keyword.NULL)) {
                continue;
            }
            Optional<String> text = w.dynamic().constant(start, a[1]);
            if (text.isEmpty()) {
                computed = true;
            } else if (looksLikeSql(text.get())) {
                w.inner(text.get(), false);
                read++;
            }
        }
        if (strict && read == 0 && (computed || !arguments.isEmpty())) {
            findings.hidden("a function runs SQL that is computed or not understood");
        }
    }

    /** The first argument is a query: what is computed of it comes after constant words. */
    private void beginning(int from, int to) {
        for (int i = from; i < to && !t.is(i, ','); i++) {
            if (t.type(i) == Tokens.STRING) {
                if (!looksLikeSql(w.dynamic().constant(i, i + 1).orElse("").strip() + " ")) {
                    break;
                }
                return;
            }
        }
        findings.hidden("a function runs SQL that is computed or not understood");
    }

    static boolean looksLikeSql(String text) {
        int i = 0;
        while (i < text.length() && !Character.isLetter(text.charAt(i)) && text.charAt(i) != '(') {
            i++;
        }
        int end = i;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return i < text.length()
                && (text.charAt(i) == '('
                        || text.indexOf(' ', end) >= 0 && Keyword.of(text, i, end) != Keyword.OTHER
                        || text.contains("/*")
                        || text.contains(";"));
    }

    /** The arguments of a call, as ranges of tokens. */
    private static List<int[]> arguments(Tokens t, int from, int to) {
        List<int[]> ranges = new ArrayList<>();
        int start = from;
        for (int j = from; j <= to; j++) {
            if (j < to && t.is(j, '(')) {
                j = t.mate(j);
            } else if (j == to || t.is(j, ',')) {
                if (j > start) {
                    ranges.add(new int[] {start, j});
                }
                start = j + 1;
            }
        }
        return ranges;
    }
}
