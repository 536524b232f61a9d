package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.sql.FunctionTable.Entry;
import dev.holdpoint.analysis.sql.FunctionTable.Reading;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What functions and procedures do beyond computing: the catalog {@code functions.txt}, and those
 * that the same text defined. A function that neither knows is taken for one that computes; a
 * procedure that neither knows is {@code run}.
 */
final class Functions {

    /** Tokens of arguments that are looked at together. */
    private static final int FEW = 40;

    private final Walker w;
    private final Tokens t;
    private final Findings findings;

    Functions(Walker w) {
        this.w = w;
        this.t = w.tokens;
        this.findings = w.findings;
    }

    /** A function whose name stands in that range, followed by its arguments in parentheses. */
    void called(int i, int end, Scope scope) {
        findings.function(w.names, i, end);
        if (end - i == 1 && !findings.hasDefinitions() && FunctionTable.onlyComputes(t, i)) {
            if (t.is(end, '(')) {
                statements(i, end + 1, t.mate(end));
            }
            return;
        }
        if (t.type(end - 1) == Tokens.QUOTED && Template.isHole(t, end - 1)) {
            findings.hidden("a function is called whose name is computed");
        }
        boolean maybe = maybeListed(i, end);
        if (!maybe) {
            FunctionTable.remember(t, i, end);
        }
        boolean listed = maybe || findings.hasDefinitions();
        Optional<Entry> entry = Optional.empty();
        if (listed) {
            String simple = w.names.simple(i, end);
            Optional<Findings.Deed> defined = findings.definition(simple);
            // what was defined here does what its body does, whatever it is called
            entry =
                    defined.isPresent() && findings.isDefinedAs(w.names.text(i, end))
                            ? Optional.empty()
                            : find(i, end, simple, false);
            if (entry.isPresent()) {
                apply(entry.get(), end + 1, t.is(end, '(') ? t.mate(end) : end);
            }
            if (defined.isPresent()) {
                findings.deed(defined.get());
            }
        }
        if (entry.isEmpty() && t.is(end, '(')) {
            statements(i, end + 1, t.mate(end));
        }
    }

    /** False only where the catalog lists no function of that name. */
    private boolean maybeListed(int from, int to) {
        if (to - from > 2) {
            return true; // a package may be listed
        }
        return FunctionTable.mayList(w.names.simpleHash(from, to))
                || byWords(from, false).isPresent();
    }

    private Optional<Entry> byWords(int i, boolean alone) {
        int quote = t.type(i) == Tokens.QUOTED ? 1 : 0;
        return FunctionTable.byWords(
                t.source(),
                t.start(i) + quote,
                Math.max(t.start(i) + quote, t.end(i) - quote),
                alone);
    }

    /**
     * An argument of a function that nobody knows may be a statement that it runs: {@code
     * run_on_all_nodes('DROP TABLE t')}. Of a text that is no statement beyond doubt nothing is
     * said.
     *
     * @param name the function's
     */
    private void statements(int name, int from, int to) {
        if (!anyMayBegin(from, to)) {
            return;
        }
        int start = from;
        for (int j = from; j <= to; j++) {
            if (j < to && t.is(j, '(')) {
                j = t.mate(j);
            } else if (j == to || t.is(j, ',') || t.is(j, '[') || t.is(j, ']')) {
                // what stands in a list is as good as given by itself
                argument(name, start, j);
                start = j + 1;
            }
        }
    }

    /**
     * False where no string among a few arguments begins as a statement might; many are looked at
     * one by one, since a look at all would be taken again for each that is a call.
     */
    private boolean anyMayBegin(int from, int to) {
        int end = Math.min(to, from + FEW);
        for (int i = from; i < end; i++) {
            if (t.type(i) == Tokens.STRING && mayBegin(i)) {
                return true;
            }
        }
        return end < to;
    }

    /** One argument: a string, or what a function or parentheses make of one. */
    private void argument(int name, int from, int to) {
        int value = value(from);
        int first = value;
        for (int most = value + 4; first < most && first < to; first++) {
            if (t.type(first) == Tokens.STRING) {
                break;
            }
            if (!t.is(first, '(') && !isOfTexts(first)) {
                return; // what another function makes of it is for that function to say
            }
        }
        if (first >= to || t.type(first) != Tokens.STRING || !mayBegin(first) || isOfTexts(name)) {
            return;
        }
        Optional<String> text = w.dynamic().constant(value, to);
        if (text.isPresent()) {
            w.innerIfStatement(text.get());
            return;
        }
        String beginning = w.dynamic().constant(first, first + 1).orElse("");
        if (w.isStatement(beginning.replace('%', 'x') + " x")) {
            findings.hidden("a function is given a statement that is computed");
        }
    }

    private boolean isOfTexts(int i) {
        int end = w.names.end(i);
        String inner = end - i > 2 ? Names.lower(w.names.unquoted(end - 3)) : "";
        return t.isName(i) && FunctionTable.isOfTexts(w.dialect, inner, w.names.simple(i, end));
    }

    /** True where the string may begin with a word that begins a statement, or with a comment. */
    private boolean mayBegin(int i) {
        byte[] bytes = t.bytes;
        int at = t.start(i);
        int end = t.end(i);
        if (bytes[at] == '$') {
            at = t.source().indexOf('$', at + 1);
        } else if (at + 1 < end && bytes[at + 1] == '\'') {
            at++; // N'…', E'…'
        }
        at++;
        while (at < end && (bytes[at] >= 0 && bytes[at] <= ' ' || bytes[at] == '(')) {
            at++;
        }
        int word = at;
        while (word < end && (bytes[word] | 0x20) >= 'a' && (bytes[word] | 0x20) <= 'z') {
            word++;
        }
        if (word == at) {
            return at < end && (bytes[at] == '/' || bytes[at] == '-');
        }
        return switch (Keyword.of(bytes, at, word - at)) {
            case DROP, TRUNCATE, DELETE, ALTER, UPDATE, GRANT, REVOKE -> true;
            case SELECT, WITH, BEGIN, DECLARE, SET, INSERT, CREATE, EXPLAIN, MERGE -> true;
            default -> false;
        };
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

    private Optional<Entry> find(int i, int end, String simple, boolean procedure) {
        // package.procedure, as the catalog writes it
        String inner = end - i > 2 ? Names.lower(w.names.unquoted(end - 3)) : "";
        Optional<Entry> entry = FunctionTable.of(w.dialect, inner, simple);
        return entry.isPresent() || end - i > 1 && !t.isName(end - 1)
                ? entry
                : byWords(end - 1, procedure);
    }

    /** A procedure that is called as a statement. */
    void procedure(int i, int end) {
        String simple = w.names.simple(i, end);
        findings.function(w.names, i, end);
        if (Template.isHole(t, end - 1)) {
            findings.hidden("a procedure is called whose name is computed");
        }
        Optional<Entry> entry = find(i, end, simple, true);
        int from = t.is(end, '(') ? end + 1 : end;
        int to = t.is(end, '(') ? t.mate(end) : w.skip(end);
        Optional<Findings.Deed> defined = findings.definition(simple);
        if (entry.isPresent()) {
            apply(entry.get(), from, to);
            if (entry.get().reading() == Reading.NOTHING) {
                queries(i, from, to);
            }
        } else if (defined.isPresent()) {
            findings.deed(defined.get());
        } else {
            boolean code = t.type(i) == Tokens.QUOTED && t.raw(i).indexOf('.') > 0;
            if (code && w.dialect.name().equals("h2")) {
                findings.deed(Routines.CODE); // HSQLDB: "java.lang.System.exit"
            }
            findings.deed(Verb.RUN, Optional.of("procedure"));
            findings.unnamedWrite();
            statements(i, from, to);
        }
    }

    /** {@code sp_send_dbmail @subject = N'…', @query = N'…'}: only the query is one. */
    private void queries(int name, int from, int to) {
        List<int[]> arguments = arguments(t, from, to);
        for (int i = 0; i < arguments.size(); i++) {
            int[] a = arguments.get(i);
            boolean named = value(a[0]) > a[0];
            if (named ? t.isText(a[0], "@query") || t.isText(a[0], "query") : i == QUERY) {
                argument(name, a[0], a[1]);
            }
        }
    }

    /** Where the query stands among the arguments of {@code sp_send_dbmail} without their names. */
    private static final int QUERY = 10;

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
                sql(arguments(t, from, to), true);
                break;
            case BOUND:
                findings.deed(entry.verb(), entry.target());
                sql(statement(arguments(t, from, to)), true);
                break;
            case INNER, QUERY:
                findings.deed(entry.verb(), entry.target());
                sql(arguments(t, from, to), false);
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
            case TEXT:
                break;
            case IF, UNLESS:
                boolean said = says(entry.words(), from, to, entry.reading() == Reading.IF);
                boolean does = said == (entry.reading() == Reading.IF);
                findings.deed(does ? entry.verb() : Verb.WRITE, entry.target());
                findings.unnamedWrite();
                break;
            case FILE:
                findings.deed(entry.verb(), entry.target());
                files(from, to);
                break;
            case MORE:
                boolean more = arguments(t, from, to).size() > 1;
                findings.deed(more ? entry.verb() : Verb.READ, entry.target());
                if (more) {
                    findings.unnamedWrite();
                }
                break;
            case JOB:
                boolean read = new Jobs(w).read(arguments(t, from, to));
                findings.deed(new Findings.Deed(entry.verb(), !read, entry.target()));
                findings.unnamedWrite();
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

    /** True where an argument is one of the words, or, where that is asked, not known. */
    private boolean says(Set<String> words, int from, int to, boolean orUnknown) {
        for (int[] a : arguments(t, from, to)) {
            Optional<String> text = w.dynamic().constant(value(a[0]), a[1]);
            if (text.isEmpty()
                    ? orUnknown && !t.is(value(a[0]), Keyword.NULL)
                    : words.contains(Names.lower(text.get()))) {
                return true;
            }
        }
        return false;
    }

    /** Where the value of an argument begins that may have a name: {@code name => value}. */
    int value(int i) {
        if (t.isOperator(i + 1, "=>") || t.isOperator(i + 1, ":=")) {
            return i + 2;
        }
        if (t.is(i + 1, '=') && (t.isName(i) || t.type(i) == Tokens.VARIABLE)) {
            return t.is(i + 2, '>') ? i + 3 : i + 2;
        }
        return i;
    }

    /** Names of files among the arguments, in lists too. */
    private void files(int from, int to) {
        for (int i = from; i < to; i++) {
            if (t.type(i) == Tokens.STRING) {
                w.transfers().file(i);
            }
        }
    }

    /** {@code sp_executesql}: the first argument and one that is named as a statement. */
    private List<int[]> statement(List<int[]> arguments) {
        List<int[]> kept = new ArrayList<>(1);
        for (int[] a : arguments) {
            boolean named = t.isText(a[0], "@stmt") || t.isText(a[0], "@statement");
            if (kept.isEmpty() || named && value(a[0]) > a[0]) {
                kept.add(a);
            }
        }
        return kept;
    }

    /** Those of the arguments that are SQL: neither flags nor numbers. */
    private void sql(List<int[]> arguments, boolean strict) {
        int read = 0;
        boolean computed = false;
        for (int[] a : arguments) {
            int start = value(a[0]);
            if (t.is(start, Keyword.TRUE)
                    || t.is(start, Keyword.FALSE)
                    || t.is(start, Keyword.NULL)) {
                continue;
            }
            Optional<String> text = w.dynamic().template(start, a[1]);
            if (text.isEmpty()) {
                computed = true;
            } else if (looksLikeSql(text.get())) {
                w.dynamic().executed(text.get());
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
                        || text.indexOf(' ', end) >= 0
                                && (Keyword.of(text, i, end) != Keyword.OTHER
                                        || StatementTable.begins(text.substring(i, end)))
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
