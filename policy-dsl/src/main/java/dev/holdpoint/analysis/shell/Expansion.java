package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * From words as they are written to fields: braces, tilde, parameters, substitutions, arithmetic,
 * splitting. Globs stay in the fields as operators.
 */
final class Expansion {

    private final Interpreter interpreter;
    private final Budget budget;
    final Parameters parameters;

    Expansion(Interpreter interpreter, Budget budget) {
        this.interpreter = interpreter;
        this.budget = budget;
        this.parameters = new Parameters(interpreter, this, budget);
    }

    /** The words of a command. */
    List<Word> words(List<ShellWord> words, State s, Io io) {
        List<Word> out = new ArrayList<>(words.size());
        List<String> fields = null;
        boolean globs = !s.on(State.Option.NOGLOB);
        for (ShellWord w : words) {
            if (w.constant() != null) {
                out.add(w.constant());
                continue;
            }
            budget.spend(Budget.WORD + (long) Budget.PIECE * w.pieces().size());
            if (fields == null) {
                fields = new ArrayList<>();
            }
            fields.clear();
            expand(w, s, io, fields);
            for (String f : fields) {
                out.add(Fields.word(f, globs));
            }
        }
        return out;
    }

    /** The words of a list as values: of {@code for}, of an array. */
    List<String> values(List<ShellWord> words, State s, Io io) {
        List<String> out = new ArrayList<>(words.size());
        boolean globs = !s.on(State.Option.NOGLOB);
        List<String> fields = new ArrayList<>();
        for (ShellWord w : words) {
            budget.spend(Budget.WORD + (long) Budget.PIECE * w.pieces().size());
            fields.clear();
            expand(w, s, io, fields);
            for (String f : fields) {
                out.add(Fields.valueOf(f, globs));
            }
        }
        return out;
    }

    /** The fields of one word, marked. */
    void expand(ShellWord word, State s, Io io, List<String> to) {
        if (word.constant() != null) {
            StringBuilder one = new StringBuilder();
            Fields.quoted(one, word.constant().literal().orElse(""));
            to.add(one.toString());
            return;
        }
        if (word.assignment() != null) {
            to.add(interpreter.assignments.text(word.assignment(), s, io));
            return;
        }
        boolean braces = word.braces() && !s.on(State.Option.NOBRACES);
        for (ShellWord w : braces ? Braces.expand(word, budget) : List.of(word)) {
            new Splitter(s, io, to).word(w);
        }
    }

    /** The value of a word that is neither split nor globbed: an assignment, a here-string. */
    String value(ShellWord word, State s, Io io) {
        String literal = word.literal();
        if (literal != null) {
            return literal;
        }
        return Fields.unmarked(pattern(word, s, io));
    }

    /** As {@link #value}, with colons before which a tilde counts too. */
    String assigned(ShellWord word, State s, Io io) {
        return value(word, s, io);
    }

    /** The word as a pattern: not split, what is quoted marked as such. */
    String pattern(ShellWord word, State s, Io io) {
        String literal = word.literal();
        if (literal != null) {
            StringBuilder q = new StringBuilder();
            Fields.quoted(q, literal);
            return q.toString();
        }
        StringBuilder out = new StringBuilder();
        boolean first = true;
        for (Piece p : word.pieces()) {
            single(p, s, io, out, first, true);
            first = false;
        }
        budget.spend(out.length());
        return out.toString();
    }

    private void single(Piece p, State s, Io io, StringBuilder out, boolean first, boolean tildes) {
        if (p instanceof Piece.Plain plain) {
            String text = plain.text();
            if (tildes && text.indexOf('~') >= 0) {
                text = tildes(text, first, s);
            }
            out.append(text);
        } else if (p instanceof Piece.Quoted q) {
            Fields.quoted(out, q.text());
        } else if (p instanceof Piece.DoubleQuoted d) {
            Fields.quoted(out, inner(d.pieces(), s, io));
        } else {
            Fields.active(out, joined(p, s, io, false));
        }
    }

    /** What stands within double quotes, as one value. */
    String inner(List<Piece> pieces, State s, Io io) {
        if (pieces.size() == 1 && pieces.get(0) instanceof Piece.Quoted q) {
            return q.text();
        }
        StringBuilder out = new StringBuilder();
        for (Piece p : pieces) {
            if (p instanceof Piece.Quoted q) {
                out.append(q.text());
            } else if (p instanceof Piece.DoubleQuoted d) {
                out.append(inner(d.pieces(), s, io));
            } else {
                out.append(joined(p, s, io, true));
            }
        }
        budget.spend(out.length());
        return out.toString();
    }

    /** The value of an expansion where it cannot become several fields. */
    private String joined(Piece p, State s, Io io, boolean quoted) {
        if (p instanceof Piece.Parameter x) {
            Parameters.Values v = parameters.values(x, s, io, quoted);
            if (v.items().size() == 1) {
                return v.items().get(0);
            }
            String separator = v.star() ? parameters.separator(s) : " ";
            return String.join(separator, v.items());
        }
        return text(p, s, io);
    }

    /** The text of an expansion that has one value. */
    private String text(Piece p, State s, Io io) {
        if (p instanceof Piece.Substitution sub) {
            String printed = interpreter.substitutions.substitute(sub.body(), s, io);
            if (sub.inShell()) {
                interpreter.handover.past("what runs within ${ …; } may change this shell");
                return Gap.OUTPUT.text();
            }
            return printed;
        } else if (p instanceof Piece.Arithmetic a) {
            return interpreter.arithmetic(a.expression(), s, io);
        } else if (p instanceof Piece.ProcessSubstitution x) {
            return interpreter.substitutions.process(x, s, io);
        } else if (p instanceof Piece.Broken b) {
            interpreter.handover.unreadable(b.why());
            return Gap.OUTPUT.text();
        } else if (p instanceof Piece.Plain plain) {
            return plain.text();
        }
        throw new IllegalStateException("not an expansion: " + p.getClass());
    }

    /** Tildes at the beginning and after colons, as assignments have them. */
    private String tildes(String text, boolean first, State s) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        boolean start = first;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '~' && start) {
                int end = i + 1;
                while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != ':') {
                    end++;
                }
                out.append(home(text.substring(i + 1, end), s));
                i = end;
                start = false;
            } else {
                out.append(c);
                start = c == ':';
                i++;
            }
        }
        return out.toString();
    }

    /** What a tilde with that name after it stands for. */
    private String home(String name, State s) {
        if (name.isEmpty()) {
            String home = s.get("HOME").scalar();
            if (home != null && !home.equals(Gap.VARIABLE.text())) {
                return home;
            }
            return interpreter.home().orElse(Gap.HOME.text());
        }
        if (name.equals("+")) {
            String pwd = s.get("PWD").scalar();
            return pwd == null ? "~+" : pwd;
        }
        if (name.equals("-")) {
            String old = s.get("OLDPWD").scalar();
            return old == null ? "~-" : old;
        }
        return name.equals("root") ? "/root" : Gap.HOME.text();
    }

    /** Builds the fields of one word. */
    private final class Splitter {
        private final State s;
        private final Io io;
        private final List<String> to;
        private final StringBuilder current = new StringBuilder();

        /** Whether there is a field even if it is empty. */
        private boolean present;

        Splitter(State s, Io io, List<String> to) {
            this.s = s;
            this.io = io;
            this.to = to;
        }

        void word(ShellWord w) {
            boolean first = true;
            for (Piece p : w.pieces()) {
                piece(p, first);
                first = false;
            }
            end();
        }

        private void end() {
            if (present || current.length() > 0) {
                budget.spend(current.length() + 1L);
                to.add(current.toString());
                current.setLength(0);
                present = false;
            }
        }

        private void piece(Piece p, boolean first) {
            if (p instanceof Piece.Plain plain) {
                String text = plain.text();
                if (first && text.charAt(0) == '~') {
                    int slash = text.indexOf('/');
                    String name = text.substring(1, slash < 0 ? text.length() : slash);
                    Fields.quoted(current, home(name, s));
                    text = slash < 0 ? "" : text.substring(slash);
                }
                int equals = first ? text.indexOf("=~") : -1;
                if (equals > 0 && Lexer.isName(text.substring(0, equals))) {
                    text =
                            text.substring(0, equals + 1)
                                    + tildes(text.substring(equals + 1), true, s);
                }
                current.append(text);
                present = true;
            } else if (p instanceof Piece.Quoted q) {
                Fields.quoted(current, q.text());
                present = true;
            } else if (p instanceof Piece.DoubleQuoted d) {
                doubleQuoted(d);
            } else if (p instanceof Piece.Parameter x) {
                unquoted(x);
            } else if (p instanceof Piece.ProcessSubstitution) {
                Fields.quoted(current, text(p, s, io));
                present = true;
            } else {
                split(text(p, s, io));
            }
        }

        private void unquoted(Piece.Parameter x) {
            ShellWord inserted = parameters.inserted(x, s, io);
            if (inserted != null) {
                // The word of ${x:-word} keeps its own quotes.
                for (Piece inner : inserted.pieces()) {
                    if (inner instanceof Piece.Plain plain) {
                        split(plain.text());
                    } else {
                        piece(inner, false);
                    }
                }
                return;
            }
            Parameters.Values v = parameters.values(x, s, io, false);
            if (s.on(State.Option.NOSPLIT)) {
                whole(v);
                return;
            }
            String separator = v.items().size() > 1 ? parameters.separator(s) : "";
            if (!separator.isEmpty() && !isWhite(separator.charAt(0))) {
                // A delimiter that is not white space keeps empty elements apart.
                split(String.join(separator, v.items()));
                return;
            }
            boolean again = false;
            for (String item : v.items()) {
                if (again) {
                    end();
                }
                again = true;
                split(item);
            }
        }

        /** In zsh a value is not split, only left out where it is empty. */
        private void whole(Parameters.Values v) {
            boolean again = false;
            for (String item : v.items()) {
                if (again) {
                    end();
                }
                again = true;
                if (Gap.in(item)) {
                    current.append(item);
                } else if (!item.isEmpty()) {
                    Fields.quoted(current, item);
                    present = true;
                }
            }
        }

        private void doubleQuoted(Piece.DoubleQuoted d) {
            if (d.pieces().isEmpty()) {
                present = true;
                return;
            }
            for (Piece p : d.pieces()) {
                if (p instanceof Piece.Quoted q) {
                    Fields.quoted(current, q.text());
                    present = true;
                } else if (p instanceof Piece.Parameter x) {
                    Parameters.Values v = parameters.values(x, s, io, true);
                    if (!v.separate()) {
                        Fields.quoted(current, joined(v));
                        present = true;
                        continue;
                    }
                    boolean again = false;
                    for (String item : v.items()) {
                        if (again) {
                            end();
                        }
                        again = true;
                        if (item.length() == 1 && !v.complete() && Gap.is(item.charAt(0))) {
                            // "$@" of unknown number
                            current.append(item);
                        } else {
                            Fields.quoted(current, item);
                        }
                        present = true;
                    }
                } else if (p instanceof Piece.DoubleQuoted inner) {
                    doubleQuoted(inner);
                } else {
                    Fields.quoted(current, text(p, s, io));
                    present = true;
                }
            }
        }

        private String joined(Parameters.Values v) {
            return v.items().size() == 1
                    ? v.items().get(0)
                    : String.join(parameters.separator(s), v.items());
        }

        /** Adds a value that is not quoted: white space in it ends fields. */
        private void split(String value) {
            if (value.isEmpty()) {
                return;
            }
            budget.spend(value.length());
            String ifs = parameters.ifs(s);
            if (ifs.isEmpty()) {
                Fields.active(current, value);
                return;
            }
            if (Gap.in(ifs)) {
                current.append(Gap.BRANCH.text());
                return;
            }
            int i = 0;
            int n = value.length();
            while (i < n) {
                char c = value.charAt(i);
                if (ifs.indexOf(c) < 0) {
                    int from = i;
                    while (i < n && ifs.indexOf(value.charAt(i)) < 0) {
                        i++;
                    }
                    Fields.active(current, value.substring(from, i));
                    present = true;
                    continue;
                }
                boolean delimiter = false;
                while (i < n && ifs.indexOf(value.charAt(i)) >= 0) {
                    boolean white = isWhite(value.charAt(i));
                    if (!white && delimiter) {
                        break;
                    }
                    delimiter |= !white;
                    i++;
                }
                if (delimiter) {
                    present = true;
                }
                end();
            }
        }

        private boolean isWhite(char c) {
            return c == ' ' || c == '\t' || c == '\n';
        }
    }

    /** A word read from text, for what is expanded a second time. */
    ShellWord reread(String text) {
        return Parser.quoted(text, budget);
    }
}
