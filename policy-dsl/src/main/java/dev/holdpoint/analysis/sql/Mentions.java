package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one text names, kept as places among its tokens until somebody asks: most policies judge by
 * what a statement does, and spelling out its names would cost more than reading it.
 *
 * <p>Filled by one reading. After that it only answers, from any thread.
 */
final class Mentions implements Finding.Spelling {

    private static final int TABLE = 0;
    private static final int WRITTEN = 1;
    private static final int FUNCTION = 2;

    /** As the first two, for a name that was spelled out already: its index among them. */
    private static final int SPELLED_TABLE = 3;

    private static final int SPELLED_WRITTEN = 4;
    private static final int SPELLED_FUNCTION = 5;

    /** What follows stands in another text inside: its index among them. */
    private static final int TEXT = 6;

    // a note, from its lowest bit: 4 bits that tell what it is, 30 each for its two numbers
    private static final int WHAT = 0xf;
    private static final int FROM_AT = 4;
    private static final int TO_AT = 34;
    private static final int NUMBER = 0x3fff_ffff;
    private static final int ROOM = 6;
    private static final long[] EMPTY = {};
    private static final Scope[] NO_SCOPES = {};

    private long[] notes = EMPTY;
    private int size;
    private @Nullable Names text;
    private final Tokens source;
    private List<Names> texts = List.of();

    /** The first of the scopes, and the others: most texts have no other. */
    private @Nullable Scope scope;

    private Scope[] scopes = NO_SCOPES;
    private int scopesEnd;
    private List<String> spellings = List.of();
    private boolean tablesComplete = true;
    private boolean writesComplete = true;
    private boolean columnsComplete = true;
    private boolean functionsComplete = true;
    private volatile @Nullable Spelled spelled;
    private volatile @Nullable Fact columns;

    Mentions(Tokens source) {
        this.source = source;
    }

    private void note(int what, int from, int to) {
        if (size == notes.length) {
            notes = size == 0 ? new long[ROOM] : Arrays.copyOf(notes, 2 * size);
        }
        notes[size++] = what | (long) from << FROM_AT | (long) to << TO_AT;
    }

    @SuppressWarnings("ReferenceEquality") // one for each text
    private void in(Names names) {
        if (text != names) {
            if (text != null) {
                // the first text needs no note, since nothing stands before it
                texts = texts.isEmpty() ? new ArrayList<>(List.of(text)) : texts;
                texts.add(names);
                note(TEXT, texts.size() - 1, 0);
            }
            text = names;
        }
    }

    private void spelled(int what, Names names, String spelling) {
        in(names);
        if (spellings.isEmpty()) {
            spellings = new ArrayList<>();
        }
        spellings.add(spelling);
        note(what, spellings.size() - 1, 0);
    }

    void table(Names names, int from, int to) {
        in(names);
        note(TABLE, from, to);
    }

    /** A table that is named and changed. */
    void written(Names names, int from, int to) {
        in(names);
        note(WRITTEN, from, to);
    }

    /** A function, by its name and, where it has one, by its qualified name. */
    void function(Names names, int from, int to) {
        in(names);
        note(FUNCTION, from, to);
    }

    void table(Names names, String name) {
        spelled(SPELLED_TABLE, names, name);
    }

    void written(Names names, String name) {
        spelled(SPELLED_WRITTEN, names, name);
    }

    void function(Names names, String name) {
        spelled(SPELLED_FUNCTION, names, name);
    }

    /** A query or a change that was read to its end: its columns can be told apart now. */
    void closed(Scope scope) {
        if (scopesEnd == 0) {
            this.scope = scope;
        } else {
            if (scopesEnd > scopes.length) {
                scopes = Arrays.copyOf(scopes, 2 * scopesEnd);
            }
            scopes[scopesEnd - 1] = scope;
        }
        scopesEnd++;
    }

    /** The query or the change that was read to its end last, if any was. */
    @Nullable Scope lastClosed() {
        return scopesEnd < 2 ? scope : scopes[scopesEnd - 2];
    }

    /** Something is changed that the text does not name. */
    void unnamedWrite() {
        writesComplete = false;
    }

    void someColumns() {
        columnsComplete = false;
    }

    /** Part of the text was not read: it may name more of everything. */
    void incomplete() {
        tablesComplete = false;
        writesComplete = false;
        columnsComplete = false;
        functionsComplete = false;
    }

    @Override
    public int print() {
        return source.print();
    }

    @Override
    public String summary() {
        return Summary.of(source);
    }

    @Override
    public Spelled spelled() {
        Spelled made = spelled;
        return made != null ? made : spellOut();
    }

    private synchronized Spelled spellOut() {
        Spelled made = spelled;
        if (made == null) {
            made = new Speller().spelled();
            spelled = made;
            // what has been spelled out is needed no longer
            notes = EMPTY;
            texts = List.of();
            text = null;
        }
        return made;
    }

    @Override
    public Fact columns() {
        Fact made = columns;
        return made != null ? made : tellColumns();
    }

    /** Goes over the scopes once, in the order in which they were closed. */
    private synchronized Fact tellColumns() {
        Fact made = columns;
        if (made == null) {
            Distinct told = new Distinct(columnsComplete);
            for (int i = 0; i < scopesEnd; i++) {
                (i == 0 ? Objects.requireNonNull(scope) : scopes[i - 1]).tell(told);
            }
            made = told.fact();
            columns = made;
            scope = null;
            scopes = NO_SCOPES;
        }
        return made;
    }

    /** Goes over the notes once, in the order in which they were taken. */
    private final class Speller {
        private final Distinct tables = new Distinct(tablesComplete);
        private final Distinct writes = new Distinct(writesComplete);
        private final Distinct functions = new Distinct(functionsComplete);

        Spelled spelled() {
            text = texts.isEmpty() ? text : texts.get(0);
            for (int i = 0; i < size; i++) {
                long note = notes[i];
                spell(
                        (int) note & WHAT,
                        (int) (note >>> FROM_AT) & NUMBER,
                        (int) (note >>> TO_AT) & NUMBER);
            }
            return new Spelled(tables.fact(), writes.fact(), functions.fact());
        }

        private void spell(int what, int from, int to) {
            switch (what) {
                case TEXT -> text = texts.get(from);
                case TABLE -> table(names().text(from, to));
                case WRITTEN -> written(names().text(from, to));
                case FUNCTION -> function(from, to);
                case SPELLED_TABLE -> table(spellings.get(from));
                case SPELLED_WRITTEN -> written(spellings.get(from));
                case SPELLED_FUNCTION -> functions.add(spellings.get(from));
                default -> throw new IllegalStateException("no note " + what);
            }
        }

        private Names names() {
            if (text == null) {
                throw new IllegalStateException("a name of no text");
            }
            return text;
        }

        private void table(String name) {
            tables.add(name);
            if (names().caseDependsOnServer()) {
                tables.add(name.toLowerCase(Locale.ROOT));
            }
        }

        private void written(String name) {
            table(name);
            writes.add(name);
            if (names().caseDependsOnServer()) {
                writes.add(name.toLowerCase(Locale.ROOT));
            }
        }

        private void function(int from, int to) {
            functions.add(names().simple(from, to));
            if (to - from > 2) {
                String qualified = Names.lower(names().text(from, to));
                if (!qualified.startsWith("pg_catalog.")) {
                    functions.add(qualified);
                }
            }
        }
    }
}
