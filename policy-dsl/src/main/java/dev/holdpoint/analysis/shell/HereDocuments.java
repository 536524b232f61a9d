package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;

/** Here-documents: announced on one line, read after it. Made where a text has one. */
final class HereDocuments {

    private final Parser parser;
    private final Lexer lexer;
    private final Budget budget;
    private final List<HereDocument> pending = new ArrayList<>(0);

    /** A here-document whose body comes after the line. */
    private record HereDocument(
            Redirect.Target target, String delimiter, boolean strip, boolean literal) {}

    HereDocuments(Parser parser, Lexer lexer, Budget budget) {
        this.parser = parser;
        this.lexer = lexer;
        this.budget = budget;
    }

    /** What follows the operator; its body comes after the line. */
    Redirect announced(int from, int descriptor, String variable) {
        lexer.at = from;
        boolean strip = lexer.peek() == '-';
        if (strip) {
            lexer.at++;
        }
        lexer.skipBlanks();
        int start = lexer.at;
        ShellWord word = lexer.word();
        if (word == null) {
            throw new Unreadable("a here-document without its end near " + parser.near());
        }
        String literal = word.literal();
        if (literal == null) {
            literal = Quotes.removed(lexer.text.substring(start, lexer.at));
        }
        Redirect.Target target = new Redirect.Target(null);
        pending.add(new HereDocument(target, literal, strip, word.quoted()));
        return new Redirect(Redirect.Kind.HERE_DOCUMENT, descriptor, variable, target);
    }

    /** How many bodies are still to come. */
    int count() {
        return pending.size();
    }

    /** Forgets those of an attempt that was given up. */
    void back(int earlier) {
        while (pending.size() > earlier) {
            pending.remove(pending.size() - 1);
        }
    }

    /** The bodies that come after the line which has just ended. */
    void read() {
        if (!pending.isEmpty()) {
            for (HereDocument h : pending) {
                read(h);
            }
            pending.clear();
        }
    }

    private void read(HereDocument h) {
        StringBuilder body = new StringBuilder();
        String text = lexer.text;
        while (lexer.at < text.length()) {
            int end = text.indexOf('\n', lexer.at);
            int stop = end < 0 ? text.length() : end;
            int from = lexer.at;
            if (h.strip) {
                while (from < stop && text.charAt(from) == '\t') {
                    from++;
                }
            }
            lexer.at = end < 0 ? stop : stop + 1;
            budget.spend(lexer.at - from + 1);
            boolean continued = body.length() > 0 && !h.literal && continued(body);
            if (!continued
                    && stop - from == h.delimiter.length()
                    && text.startsWith(h.delimiter, from)) {
                break;
            }
            body.append(text, from, stop);
            if (end >= 0) {
                body.append('\n');
            }
        }
        if (h.literal) {
            h.target.body(ShellWord.of(List.of(new Piece.Quoted(body.toString()))));
        } else {
            h.target.body(Parser.quoted(body.toString(), budget));
        }
    }

    /** Whether the last line ends in a backslash that joins the next one to it. */
    private static boolean continued(StringBuilder body) {
        int i = body.length() - 2;
        int count = 0;
        while (i >= 0 && body.charAt(i) == '\\') {
            count++;
            i--;
        }
        return count % 2 == 1;
    }
}
