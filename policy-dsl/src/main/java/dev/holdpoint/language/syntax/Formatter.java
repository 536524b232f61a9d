package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Source;
import dev.holdpoint.language.syntax.Token.Comment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lays a source out: one blank between tokens, statements that follow each other aligned in
 * columns, continued lines under what they continue, at most one blank line. It keeps the author's
 * line breaks, every comment and every token, so it changes no meaning; formatting twice changes
 * nothing.
 */
public final class Formatter {

    /** A cell wider than this does not widen its column. */
    private static final int WIDEST_CELL = 72;

    /** A line longer than this does not push the remarks of its neighbours to the right. */
    private static final int WIDEST_REMARKED = 88;

    private final String text;
    private final List<Token> tokens;
    private final List<Comment> comments;
    private final Set<Integer> starts;
    private final List<Row> rows = new ArrayList<>();

    /** By token: a brace of a set, which is written close to its elements. */
    private final boolean[] close;

    private Formatter(String text, Lexer.Lexed lexed, List<Integer> starts) {
        this.text = text;
        this.tokens = lexed.tokens();
        this.comments = lexed.comments();
        this.starts = new HashSet<>(starts);
        this.close = setBraces(tokens);
    }

    private static boolean[] setBraces(List<Token> tokens) {
        boolean[] close = new boolean[tokens.size()];
        Deque<Boolean> open = new ArrayDeque<>();
        for (int i = 0; i < close.length; i++) {
            TokenType type = tokens.get(i).type();
            if (type == TokenType.OPEN_BRACE) {
                Token before = tokens.get(Math.max(0, i - 1));
                close[i] =
                        before.type() == TokenType.IS
                                || before.is("in")
                                || before.is("within")
                                || before.is("overlap");
                open.push(close[i]);
            } else if (type == TokenType.CLOSE_BRACE && !open.isEmpty()) {
                close[i] = open.pop();
            }
        }
        return close;
    }

    /** The source, laid out; empty where it has an error of syntax. */
    public static Optional<String> format(Source source) {
        Findings findings = new Findings();
        Lexer.Lexed lexed = Lexer.lex(source, findings);
        Parser.Parsed parsed = Parser.parse(lexed, source.name(), findings);
        if (findings.anyError()) {
            return Optional.empty();
        }
        Formatter formatter = new Formatter(source.text(), lexed, parsed.starts());
        formatter.split();
        return Optional.of(formatter.write());
    }

    /**
     * One line: its cells stand in columns with those of its neighbours.
     *
     * @param depth open braces before it, of lines within a statement
     * @param first the first line of a statement
     * @param blankBefore an empty line stood before it
     * @param remark the comment at its end, or alone on it
     */
    private record Row(
            List<String> cells,
            int depth,
            boolean first,
            String keyword,
            boolean blankBefore,
            String remark) {
        boolean comment() {
            return cells.isEmpty();
        }
    }

    /** Cuts tokens and comments into rows, as the author cut them into lines. */
    private void split() {
        int t = 0;
        int c = 0;
        int depth = 0;
        int lastLine = 0;
        while (true) {
            boolean tokensLeft = tokens.get(t).type() != TokenType.END;
            if (c < comments.size()
                    && comments.get(c).ownLine()
                    && (!tokensLeft || comments.get(c).line() < tokens.get(t).line())) {
                Comment comment = comments.get(c++);
                rows.add(
                        new Row(
                                List.of(),
                                depth,
                                false,
                                "",
                                lastLine > 0 && comment.line() > lastLine + 1,
                                remark(comment)));
                lastLine = comment.line();
                continue;
            }
            if (!tokensLeft) {
                return;
            }
            int from = t;
            int line = tokens.get(t).line();
            while (tokens.get(t).type() != TokenType.END
                    && tokens.get(t).line() == line
                    && (t == from || !starts.contains(t))) {
                t++;
            }
            String remark = "";
            boolean lineEnds =
                    tokens.get(t).line() != line || tokens.get(t).type() == TokenType.END;
            if (lineEnds && c < comments.size() && comments.get(c).line() == line) {
                remark = remark(comments.get(c++));
            }
            boolean closes = tokens.get(from).type() == TokenType.CLOSE_BRACE;
            rows.add(
                    new Row(
                            cells(from, t, depth),
                            closes ? depth - 1 : depth,
                            starts.contains(from),
                            tokens.get(from).text(),
                            lastLine > 0 && line > lastLine + 1,
                            remark));
            depth += braces(from, t);
            lastLine = line;
        }
    }

    /** {@code # text}, with one blank; a line of signs stays as it is. */
    private static String remark(Comment comment) {
        String text = comment.text();
        if (text.length() > 1 && Character.isLetterOrDigit(text.charAt(1))) {
            return "# ".concat(text.substring(1));
        }
        return text;
    }

    private int braces(int from, int to) {
        int open = 0;
        for (int i = from; i < to; i++) {
            TokenType type = tokens.get(i).type();
            open += type == TokenType.OPEN_BRACE ? 1 : type == TokenType.CLOSE_BRACE ? -1 : 0;
        }
        return open;
    }

    /** A line of tokens, cut where its kind of statement has its columns. */
    private List<String> cells(int from, int to, int depth) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = from; i < to; i++) {
            boolean cut =
                    i > from
                            && (starts.contains(from)
                                    ? cutsStatement(from, i)
                                    : cutsEntry(from, i, depth));
            if (cut) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (i > from) {
                cell.append(" ".repeat(blanks(from, i)));
            }
            Token token = tokens.get(i);
            cell.append(text, token.offset(), token.offset() + token.length());
        }
        cells.add(cell.toString());
        return cells;
    }

    private boolean cutsStatement(int from, int i) {
        Token token = tokens.get(i);
        return switch (tokens.get(from).text()) {
            case "deny", "ask", "allow", "limit" ->
                    i == from + 1
                            || (token.is("on") && i <= from + 3)
                            || (tokens.get(i - 2).is("on") && i <= from + 5 && i > from + 3);
            case "env" ->
                    token.type() == TokenType.OPEN_BRACE
                            && i <= from + 3
                            && tokens.get(i + 1).line() == token.line();
            case "set", "define" -> token.type() == TokenType.IS && i == from + 2;
            case "test" ->
                    (token.type() == TokenType.OPEN_BRACE
                                    && i == from + 2
                                    && tokens.get(i + 1).line() == token.line())
                            || (token.is("expect")
                                    && tokens.get(i - 1).type() != TokenType.OPEN_BRACE);
            default -> false;
        };
    }

    /** Within braces: the entry's keyword, then what it says. */
    private boolean cutsEntry(int from, int i, int depth) {
        return depth == 1
                && i == from + 1
                && switch (tokens.get(from).text()) {
                    case "id",
                            "owner",
                            "expires",
                            "env",
                            "may",
                            "host",
                            "jdbc",
                            "path",
                            "resource" ->
                            true;
                    default -> false;
                };
    }

    private int blanks(int from, int i) {
        Token left = tokens.get(i - 1);
        Token right = tokens.get(i);
        boolean tight =
                switch (right.type()) {
                    case COMMA, CLOSE_PARENTHESIS, OPEN_BRACKET, CLOSE_BRACKET -> true;
                    case CLOSE_BRACE -> close[i] || left.type() == TokenType.OPEN_BRACE;
                    default ->
                            left.type() == TokenType.OPEN_PARENTHESIS
                                    || left.type() == TokenType.OPEN_BRACKET
                                    || (left.type() == TokenType.OPEN_BRACE && close[i - 1]);
                };
        boolean nextEntry =
                tokens.get(from).is("env")
                        && left.type() == TokenType.STRING
                        && right.type() == TokenType.WORD;
        return tight ? 0 : nextEntry ? 2 : 1;
    }

    private String write() {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int from = 0;
        while (from < rows.size()) {
            int to = from + 1;
            while (to < rows.size() && sameGroup(rows.get(from), rows.get(to))) {
                to++;
            }
            group(from, to, out);
            from = to;
        }
        return out.toString();
    }

    /** Lines up to a blank line or a statement of another family belong together. */
    private static boolean sameGroup(Row first, Row next) {
        if (next.blankBefore) {
            return false;
        }
        return !next.first || !first.first || family(first.keyword).equals(family(next.keyword));
    }

    private static String family(String keyword) {
        return switch (keyword) {
            case "deny", "ask", "allow", "limit", "default" -> "rule";
            default -> keyword;
        };
    }

    private void group(int from, int to, StringBuilder out) {
        List<Integer> heads = widths(from, to, true);
        List<Integer> entries = widths(from, to, false);
        String keyword = "";
        List<String> lines = new ArrayList<>();
        int remarks = 0;
        for (int i = from; i < to; i++) {
            Row row = rows.get(i);
            if (row.first) {
                keyword = family(row.keyword);
            }
            StringBuilder line = new StringBuilder();
            if (!row.first && row.depth > 0) {
                line.append("  ".repeat(row.depth));
            } else if (!row.first && !row.comment() && !row.cells.get(0).equals("}")) {
                line.append(" ".repeat(hanging(keyword, heads)));
            }
            List<Integer> columns = row.first ? heads : entries;
            for (int cell = 0; cell < row.cells.size(); cell++) {
                String content = row.cells.get(cell);
                line.append(content);
                if (cell + 1 < row.cells.size()) {
                    int width = cell < columns.size() ? columns.get(cell) : 0;
                    line.append(" ".repeat(Math.max(0, width - content.length()) + 1));
                }
            }
            lines.add(line.toString());
            if (!row.remark.isEmpty() && !row.comment() && line.length() <= WIDEST_REMARKED) {
                remarks = Math.max(remarks, line.length());
            }
        }
        for (int i = from; i < to; i++) {
            Row row = rows.get(i);
            String line = lines.get(i - from);
            out.append(row.blankBefore ? "\n" : "").append(line);
            if (!row.remark.isEmpty()) {
                int gap = row.comment() ? 0 : Math.max(0, remarks - line.length()) + 2;
                out.append(" ".repeat(gap)).append(row.remark);
            }
            out.append('\n');
        }
    }

    /** How far a line that goes on a statement is indented: to where its clauses begin. */
    private static int hanging(String keyword, List<Integer> heads) {
        if (keyword.equals("rule") && heads.size() > 1) {
            return heads.get(0) + heads.get(1) + 2;
        }
        return keyword.equals("define") && !heads.isEmpty() ? heads.get(0) + 3 : 4;
    }

    /** The widest content of each column, the last cell of a row not counted. */
    private List<Integer> widths(int from, int to, boolean first) {
        List<Integer> widths = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Row row = rows.get(i);
            if (row.first != first) {
                continue;
            }
            for (int cell = 0; cell + 1 < row.cells.size(); cell++) {
                int width = row.cells.get(cell).length();
                if (cell == widths.size()) {
                    widths.add(0);
                }
                if (width <= WIDEST_CELL) {
                    widths.set(cell, Math.max(widths.get(cell), width));
                }
            }
        }
        return widths;
    }
}
