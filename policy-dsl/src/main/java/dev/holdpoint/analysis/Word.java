package dev.holdpoint.analysis;

import java.util.List;
import java.util.Optional;

/**
 * One word of a command after expansion, as far as it is known. The empty list of parts is the
 * empty word.
 *
 * @param parts in order; adjacent literals are joined
 */
public record Word(List<Part> parts) {

    /** A stretch of a word. */
    public sealed interface Part {
        /** Known text, quoting removed. */
        record Literal(String text) implements Part {}

        /**
         * An unquoted glob operator that the shell will expand: {@code *}, {@code ?}, {@code
         * [a-z]}.
         */
        record Glob(String pattern) implements Part {}

        /**
         * Text that could not be known.
         *
         * @param why for people
         * @param splits true where it is unquoted, so that it may be none, one or several words
         */
        record Hole(String why, boolean splits) implements Part {
            /** Whether it stands for digits and nothing else: {@code $$}. */
            public boolean isNumber() {
                return why.equals(NUMBER) || isChild();
            }

            /** Whether it stands for processes that the script started itself: {@code $!}. */
            public boolean isChild() {
                return why.equals(CHILD);
            }
        }

        /** Why a text is not known that consists of digits. */
        String NUMBER = "a number that depends on something unknown";

        /** Why the number of a process is not known that the script started in the background. */
        String CHILD = "a process that the script started itself";
    }

    public Word {
        parts = List.copyOf(parts);
    }

    private static final Word EMPTY = new Word(List.of());

    public static Word of(String literal) {
        return literal.isEmpty() ? EMPTY : new Word(List.of(new Part.Literal(literal)));
    }

    public static Word hole(String why, boolean splits) {
        return new Word(List.of(new Part.Hole(why, splits)));
    }

    /** The text, if all of it is known and no glob is in it. */
    public Optional<String> literal() {
        if (parts.isEmpty()) {
            return Optional.of("");
        }
        return parts.size() == 1 && parts.get(0) instanceof Part.Literal l
                ? Optional.of(l.text())
                : Optional.empty();
    }

    /** What is known of the beginning of the word, up to the first hole or glob. */
    public String prefix() {
        return !parts.isEmpty() && parts.get(0) instanceof Part.Literal l ? l.text() : "";
    }

    public boolean hasHole() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Hole) {
                return true;
            }
        }
        return false;
    }

    /**
     * Text with globs as they stand and {@code 0} for each number that is not known; empty where
     * more than numbers is not.
     */
    public Optional<String> numbered() {
        StringBuilder s = new StringBuilder();
        for (Part p : parts) {
            if (p instanceof Part.Literal l) {
                s.append(l.text());
            } else if (p instanceof Part.Glob g) {
                s.append(g.pattern());
            } else if (p instanceof Part.Hole h && h.isNumber()) {
                s.append('0');
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(s.toString());
    }

    /**
     * Text with globs as they stand and {@code ${unknown}} for what is not known; for people and
     * for path patterns.
     */
    public String rendering() {
        if (parts.isEmpty()) {
            return "";
        }
        if (parts.size() == 1 && parts.get(0) instanceof Part.Literal l) {
            return l.text();
        }
        StringBuilder s = new StringBuilder();
        for (Part p : parts) {
            if (p instanceof Part.Literal l) {
                s.append(l.text());
            } else if (p instanceof Part.Glob g) {
                s.append(g.pattern());
            } else {
                s.append("${unknown}");
            }
        }
        return s.toString();
    }
}
