package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads simple commands, assignments, words and redirections in any order, and puts aliases in
 * place of the words that they stand for.
 */
final class SimpleParser {

    private static final Set<String> DECLARATIONS =
            Set.of("declare", "typeset", "local", "export", "readonly");

    private final Parser parser;
    private final Lexer lexer;
    private final Budget budget;
    final RedirectionParser redirections;
    private final AssignmentParser values;
    private final List<Expanding> expanding = new ArrayList<>(0);

    /** Up to where an alias goes whose blank end lets another follow; negative if there is none. */
    private int blankUntil = -1;

    /** An alias whose text is being read, up to so many characters before the end. */
    private record Expanding(String name, int untilEnd) {}

    SimpleParser(Parser parser, Lexer lexer, Budget budget) {
        this.parser = parser;
        this.lexer = lexer;
        this.budget = budget;
        this.redirections = new RedirectionParser(parser, lexer);
        this.values = new AssignmentParser(parser, lexer, budget);
    }

    /** The command here, or the definition of a function that begins like one. */
    Node command() {
        List<Assignment> assignments = new ArrayList<>(0);
        List<ShellWord> words = new ArrayList<>(4);
        List<Redirect> redirects = new ArrayList<>(0);
        boolean declares = false;
        boolean aliasNext = true;
        while (true) {
            lexer.skipBlanks();
            if (lexer.atEnd()) {
                break;
            }
            Redirect r = redirections.redirect();
            if (r != null) {
                redirects.add(r);
                continue;
            }
            if (words.isEmpty() || declares || values.compoundAhead()) {
                Assignment a = values.assignment();
                if (a != null) {
                    if (words.isEmpty()) {
                        assignments.add(a);
                    } else {
                        words.add(ShellWord.of(a));
                    }
                    continue;
                }
            }
            int start = lexer.at;
            ShellWord w = lexer.word();
            if (w == null) {
                break;
            }
            if (aliasNext && !w.bare().isEmpty()) {
                Boolean trailing = alias(w.bare(), start);
                if (trailing != null) {
                    aliasNext = true;
                    if (words.isEmpty() && assignments.isEmpty()) {
                        Node compound = parser.compound();
                        if (compound != null) {
                            return parser.redirected(compound);
                        }
                    }
                    continue;
                }
            }
            aliasNext = blankAlias(start);
            words.add(w);
            if (words.size() == 1) {
                String bare = w.bare();
                declares = DECLARATIONS.contains(bare);
                if (assignments.isEmpty() && redirects.isEmpty()) {
                    Node function = definition(w);
                    if (function != null) {
                        return function;
                    }
                }
            } else if (words.size() == 2 && !declares) {
                String before = words.get(0).bare();
                declares =
                        (before.equals("command") || before.equals("builtin"))
                                && DECLARATIONS.contains(w.bare());
            }
        }
        if (assignments.isEmpty() && words.isEmpty() && redirects.isEmpty()) {
            throw new Unreadable("a syntax error near " + parser.near());
        }
        Node node =
                new Node.Simple(
                        List.copyOf(assignments), List.copyOf(words), List.copyOf(redirects));
        if (redirections.background) {
            redirections.background = false;
            return new Node.Background(node);
        }
        return node;
    }

    private @Nullable Node definition(ShellWord name) {
        int start = lexer.at;
        lexer.skipBlanks();
        if (lexer.peek() != '(' || name.literal() == null) {
            return null;
        }
        int at = lexer.at++;
        lexer.skipBlanks();
        if (lexer.peek() != ')') {
            lexer.at = at;
            throw new Unreadable("a syntax error near " + parser.near());
        }
        lexer.at++;
        budget.spend(lexer.at - start);
        return parser.compounds().functionBody(name.literal());
    }

    /** Puts an alias in place of the word; null where it is none, else whether one may follow. */
    private @Nullable Boolean alias(String name, int start) {
        String value = parser.aliases.alias(name);
        if (value == null) {
            return null;
        }
        int left = lexer.text.length() - start;
        expanding.removeIf(e -> left <= e.untilEnd);
        for (Expanding e : expanding) {
            if (e.name.equals(name)) {
                return null;
            }
        }
        int after = lexer.text.length() - lexer.at;
        // The text is copied whole, so a text of many aliases pays for it.
        budget.spend(lexer.text.length() + value.length());
        boolean blank = value.endsWith(" ") || value.endsWith("\t");
        lexer.text = lexer.text.substring(0, start) + value + " " + lexer.text.substring(lexer.at);
        lexer.at = start;
        lexer.moved();
        moved();
        expanding.add(new Expanding(name, after));
        if (blank) {
            blankUntil = after;
        }
        return blank;
    }

    /** Says that the text changed, so that places in it are others now. */
    void moved() {
        values.moved();
    }

    /** Whether the word just read ended an alias that ends in a blank. */
    private boolean blankAlias(int start) {
        if (blankUntil < 0) {
            return false;
        }
        int left = lexer.text.length() - lexer.at;
        if (left <= blankUntil + 2 && lexer.text.length() - start > blankUntil) {
            blankUntil = -1;
            return true;
        }
        return false;
    }
}
