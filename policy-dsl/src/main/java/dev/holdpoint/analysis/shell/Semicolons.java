package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;

/** Parts the three expressions of an arithmetic {@code for}. */
final class Semicolons {

    private Semicolons() {}

    static List<ShellWord> split(ShellWord all) {
        List<ShellWord> parts = new ArrayList<>(3);
        List<Piece> current = new ArrayList<>();
        for (Piece outer : all.pieces()) {
            List<Piece> inner = outer instanceof Piece.DoubleQuoted d ? d.pieces() : List.of(outer);
            for (Piece p : inner) {
                if (!(p instanceof Piece.Quoted q)) {
                    current.add(p);
                    continue;
                }
                int from = 0;
                for (int i = q.text().indexOf(';'); i >= 0; i = q.text().indexOf(';', from)) {
                    current.add(new Piece.Quoted(q.text().substring(from, i)));
                    parts.add(word(current));
                    current.clear();
                    from = i + 1;
                }
                current.add(new Piece.Quoted(q.text().substring(from)));
            }
        }
        parts.add(word(current));
        return parts;
    }

    private static ShellWord word(List<Piece> pieces) {
        return ShellWord.of(List.of(new Piece.DoubleQuoted(pieces)));
    }
}
