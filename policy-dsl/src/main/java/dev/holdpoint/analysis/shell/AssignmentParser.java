package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads assignments, to variables, elements and whole arrays. Whether a word is one shows only at
 * its {@code =}, and a subscript before it may hold anything: what was tried in vain is remembered.
 */
final class AssignmentParser {

    private final Parser parser;
    private final Lexer lexer;
    private final Budget budget;

    /**
     * Places where what begins like an assignment to an element was none: not to be tried twice.
     */
    private Set<Integer> notAssignments = Set.of();

    AssignmentParser(Parser parser, Lexer lexer, Budget budget) {
        this.parser = parser;
        this.lexer = lexer;
        this.budget = budget;
    }

    /** Whether a list in parentheses is assigned here, which only an assignment can be. */
    boolean compoundAhead() {
        int i = lexer.at;
        String t = lexer.text;
        if (i >= t.length() || !Lexer.isNameStart(t.charAt(i))) {
            return false;
        }
        while (i < t.length() && Lexer.isNamePart(t.charAt(i))) {
            i++;
        }
        return t.startsWith("=(", i) || t.startsWith("+=(", i);
    }

    /** The assignment here; null where what stands here is none. */
    @Nullable Assignment assignment() {
        String t = lexer.text;
        int start = lexer.at;
        int i = start;
        if (i >= t.length() || !Lexer.isNameStart(t.charAt(i))) {
            return null;
        }
        while (i < t.length()) {
            if (Lexer.isNamePart(t.charAt(i))) {
                i++;
            } else if (t.startsWith("\\\n", i)) {
                i += 2;
            } else {
                break;
            }
        }
        if (i >= t.length()) {
            return null;
        }
        char c = t.charAt(i);
        if (parser.plain && c != '=') {
            return null;
        }
        if (c != '=' && c != '[' && !(c == '+' && i + 1 < t.length() && t.charAt(i + 1) == '=')) {
            return null;
        }
        String name = t.substring(start, i).replace("\\\n", "");
        lexer.at = i;
        ShellWord subscript = null;
        if (c == '[') {
            if (notAssignments.contains(start)) {
                lexer.at = start;
                return null;
            }
            lexer.at++;
            int depth = budget.depth();
            try {
                subscript = lexer.subscript();
            } catch (Unreadable e) {
                if (e.bound()) {
                    throw e;
                }
                budget.depth(depth);
                budget.spend(lexer.at - start);
                lexer.at = start;
                tried(start);
                return null;
            }
            if (lexer.peek() != ']' || (lexer.peek(1) != '=' && lexer.peek(1) != '+')) {
                lexer.at = start;
                tried(start);
                return null;
            }
            lexer.at++;
        }
        boolean append = lexer.peek() == '+';
        if (append) {
            if (lexer.peek(1) != '=') {
                lexer.at = start;
                return null;
            }
            lexer.at++;
        }
        lexer.at++;
        if (lexer.peek() == '(' && !lexer.atEnd()) {
            if (parser.plain) {
                throw new Unreadable("an array");
            }
            lexer.at++;
            return new Assignment(name, subscript, append, ShellWord.EMPTY, elements());
        }
        ShellWord value = lexer.word();
        return new Assignment(
                name, subscript, append, value == null ? ShellWord.EMPTY : value, null);
    }

    private List<Assignment.Element> elements() {
        List<Assignment.Element> elements = new ArrayList<>();
        while (true) {
            parser.skipLines();
            if (parser.over(')')) {
                return List.copyOf(elements);
            }
            ShellWord key = null;
            int start = lexer.at;
            if (lexer.peek() == '[') {
                lexer.at++;
                key = lexer.subscript();
                if (lexer.peek() == ']' && lexer.peek(1) == '=') {
                    lexer.at += 2;
                } else {
                    key = null;
                    lexer.at = start;
                }
            }
            ShellWord value = lexer.word();
            if (value == null && key == null) {
                throw new Unreadable("a syntax error near " + parser.near());
            }
            elements.add(new Assignment.Element(key, value == null ? ShellWord.EMPTY : value));
        }
    }

    /** Says that the text changed, so that places in it are others now. */
    void moved() {
        notAssignments = Set.of();
    }

    private void tried(int start) {
        if (notAssignments.isEmpty()) {
            notAssignments = new HashSet<>();
        }
        notAssignments.add(start);
    }
}
