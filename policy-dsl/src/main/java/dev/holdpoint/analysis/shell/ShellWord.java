package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word as it is written.
 *
 * @param pieces in order
 * @param constant the word after expansion, where expansion has nothing to do
 * @param braces whether there may be a brace expansion in it
 * @param assignment the assignment that it is, as an argument of {@code declare} and its like
 */
record ShellWord(
        List<Piece> pieces,
        @Nullable Word constant,
        boolean braces,
        @Nullable Assignment assignment) {

    static final ShellWord EMPTY = new ShellWord(List.of(), Word.of(""), false, null);

    ShellWord {
        pieces = List.copyOf(pieces);
    }

    static ShellWord of(List<Piece> pieces) {
        boolean braces = false;
        boolean constant = true;
        for (Piece p : pieces) {
            if (p instanceof Piece.Plain plain) {
                braces |= plain.text().indexOf('{') >= 0;
                constant &= !special(plain.text());
            } else if (p instanceof Piece.DoubleQuoted d) {
                for (Piece inner : d.pieces()) {
                    constant &= inner instanceof Piece.Quoted q && !Gap.in(q.text());
                }
            } else {
                constant &= p instanceof Piece.Quoted q && !Gap.in(q.text());
            }
        }
        if (!constant) {
            return new ShellWord(pieces, null, braces, null);
        }
        if (pieces.size() == 1 && pieces.get(0) instanceof Piece.Plain plain) {
            return new ShellWord(pieces, Word.of(plain.text()), false, null);
        }
        StringBuilder s = new StringBuilder();
        for (Piece p : pieces) {
            append(p, s);
        }
        return new ShellWord(pieces, Word.of(s.toString()), false, null);
    }

    /** A word of unquoted text alone. */
    static ShellWord plain(String text) {
        return new ShellWord(
                List.of(new Piece.Plain(text)),
                special(text) ? null : Word.of(text),
                text.indexOf('{') >= 0,
                null);
    }

    static ShellWord of(Assignment assignment) {
        return new ShellWord(List.of(), null, false, assignment);
    }

    private static void append(Piece p, StringBuilder s) {
        if (p instanceof Piece.Plain plain) {
            s.append(plain.text());
        } else if (p instanceof Piece.Quoted q) {
            s.append(q.text());
        } else if (p instanceof Piece.DoubleQuoted d) {
            for (Piece inner : d.pieces()) {
                append(inner, s);
            }
        }
    }

    /** Whether expansion could change unquoted text. */
    private static boolean special(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == '{' || c == '~' || c == '(' || Gap.is(c)) {
                return true;
            }
        }
        return false;
    }

    /** The text of a word without any quoting or expansion; empty string where it is not one. */
    String bare() {
        return pieces.size() == 1 && pieces.get(0) instanceof Piece.Plain plain ? plain.text() : "";
    }

    /** The text, where expansion has nothing to do. */
    @Nullable String literal() {
        return constant == null ? null : constant.literal().orElse(null);
    }

    /** Whether any of it is quoted, which makes the body of a here-document literal. */
    boolean quoted() {
        for (Piece p : pieces) {
            if (p instanceof Piece.Quoted || p instanceof Piece.DoubleQuoted) {
                return true;
            }
        }
        return false;
    }
}
