package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;

/** Between the strings of this room, with their marks, and the words of the contract. */
final class Fields {

    private static final char HOME = Gap.HOME.text().charAt(0);

    private Fields() {}

    /** Whether a character means something in a pattern, so that quoting it must be marked. */
    static boolean isSpecial(char c) {
        return switch (c) {
            case '*', '?', '[', ']', '\\', '(', ')', '|', '!', '^', '-', '@', '+' -> true;
            default -> Gap.is(c);
        };
    }

    /** Adds text whose characters are all quoted. */
    static void quoted(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpecial(c)) {
                to.append(Gap.QUOTED);
            }
            to.append(c);
        }
    }

    /** Adds text that counts as a pattern; a backslash that came from a value is only itself. */
    static void active(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                to.append(Gap.QUOTED);
            }
            to.append(c);
        }
    }

    /**
     * A field as the value that a variable takes of it: quotes gone, globs being names of files.
     */
    static String valueOf(String field, boolean globs) {
        if (field.indexOf(Gap.QUOTED) < 0 && !(globs && mayGlob(field))) {
            return field;
        }
        StringBuilder s = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == Gap.QUOTED && i + 1 < field.length()) {
                s.append(field.charAt(++i));
            } else if (globs) {
                int end = Patterns.operatorEnd(field, i);
                if (end > i) {
                    s.append((c == '?' || c == '[' ? Gap.ANY_CHARACTER : Gap.ANY_TEXT).text());
                    i = end - 1;
                } else {
                    s.append(c);
                }
            } else {
                s.append(c);
            }
        }
        return s.toString();
    }

    private static boolean mayGlob(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == '(') {
                return true;
            }
        }
        return false;
    }

    /** A field after splitting as the word that a command gets. */
    static Word word(String field, boolean globs) {
        int n = field.length();
        boolean plain = true;
        for (int i = 0; i < n && plain; i++) {
            char c = field.charAt(i);
            plain =
                    !(c == Gap.QUOTED
                            || Gap.is(c)
                            || (globs && (c == '*' || c == '?' || c == '[' || c == '(')));
        }
        if (plain) {
            return Word.of(field);
        }
        List<Word.Part> parts = new ArrayList<>(3);
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < n) {
            char c = field.charAt(i);
            boolean quoted = c == Gap.QUOTED && i + 1 < n;
            if (quoted) {
                c = field.charAt(++i);
            }
            if (c == HOME) {
                // Those who resolve paths know what a tilde is.
                literal.append('~');
                i++;
                continue;
            }
            if (Gap.is(c)) {
                flush(literal, parts);
                parts.add(part(Gap.of(c), !quoted));
                i++;
                continue;
            }
            int end = globs && !quoted ? Patterns.operatorEnd(field, i) : i;
            if (end > i) {
                flush(literal, parts);
                parts.add(new Word.Part.Glob(unmarked(field.substring(i, end))));
                i = end;
            } else {
                literal.append(c);
                i++;
            }
        }
        flush(literal, parts);
        return new Word(parts);
    }

    private static Word.Part part(Gap gap, boolean splits) {
        return switch (gap) {
            case ANY_TEXT -> new Word.Part.Glob("*");
            case ANY_CHARACTER -> new Word.Part.Glob("?");
            default -> new Word.Part.Hole(gap.why(), splits);
        };
    }

    private static void flush(StringBuilder literal, List<Word.Part> parts) {
        if (literal.length() > 0) {
            parts.add(new Word.Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    static String unmarked(String s) {
        if (s.indexOf(Gap.QUOTED) < 0) {
            return s;
        }
        StringBuilder b = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) != Gap.QUOTED) {
                b.append(s.charAt(i));
            }
        }
        return b.toString();
    }

    /** A value as a word: as if between double quotes. */
    static Word value(String value) {
        if (!Gap.in(value)) {
            return Word.of(value);
        }
        StringBuilder s = new StringBuilder(value.length() + 4);
        quoted(s, value);
        return word(s.toString(), false);
    }

    /** A word of the contract as a value of this room. */
    static String text(Word word) {
        if (word.parts().size() == 1 && word.parts().get(0) instanceof Word.Part.Literal l) {
            return Gap.admit(l.text());
        }
        StringBuilder s = new StringBuilder();
        for (Word.Part p : word.parts()) {
            if (p instanceof Word.Part.Literal l) {
                s.append(Gap.admit(l.text()));
            } else if (p instanceof Word.Part.Glob g) {
                s.append(g.pattern().equals("?") ? Gap.ANY_CHARACTER.text() : Gap.ANY_TEXT.text());
            } else if (p instanceof Word.Part.Hole h) {
                s.append(Gap.because(h.why()).text());
            }
        }
        return s.toString();
    }

    /** Whether a word may turn out to be several or none. */
    static boolean splits(Word word) {
        for (Word.Part p : word.parts()) {
            if (p instanceof Word.Part.Glob || (p instanceof Word.Part.Hole h && h.splits())) {
                return true;
            }
        }
        return false;
    }
}
