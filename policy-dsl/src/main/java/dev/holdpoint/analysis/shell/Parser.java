package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands, one complete line at a time: the shell runs a line before it reads the next, so
 * that an alias set there counts here, and a syntax error undoes nothing that ran before it. Here
 * are lists and pipelines; what stands in them has a parser each, which come back here for what is
 * within.
 */
final class Parser {

    /** What the interpreter has said so far that changes how text is read. */
    interface Aliases {
        Aliases NONE = name -> null;

        @Nullable String alias(String name);
    }

    private static final Set<String> CLOSERS =
            Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Lexer lexer;
    private final Budget budget;
    final Aliases aliases;

    /** As dash reads: what only bash knows is text, or no syntax. */
    final boolean plain;

    // Made when the first of their kind is met: a text in quotes has none of them.
    private @Nullable SimpleParser simples;
    private @Nullable CompoundParser compounds;
    private @Nullable HereDocuments documents;

    Parser(String text, Budget budget, Aliases aliases) {
        this(text, budget, aliases, false);
    }

    Parser(String text, Budget budget, Aliases aliases, boolean plain) {
        this.plain = plain;
        this.lexer = new Lexer(text, this, budget);
        this.budget = budget;
        this.aliases = aliases;
    }

    /** The next line that has a command on it; null at the end. */
    @Nullable Node line() {
        while (true) {
            lexer.skipBlanks();
            if (lexer.atEnd()) {
                return null;
            }
            if (lexer.peek() != '\n') {
                break;
            }
            newline();
        }
        List<Node> nodes = new ArrayList<>(1);
        while (true) {
            lexer.skipBlanks();
            if (lexer.atEnd() || lexer.peek() == '\n') {
                break;
            }
            if (atCloser()) {
                throw new Unreadable("a syntax error near " + near());
            }
            nodes.add(andOrThen());
            if (!lexer.atEnd() && lexer.peek() != '\n' && !separated) {
                throw new Unreadable("a syntax error near " + near());
            }
        }
        if (!lexer.atEnd()) {
            newline();
        }
        return nodes.size() == 1 ? nodes.get(0) : new Node.Sequence(List.copyOf(nodes));
    }

    /** Whether the last command read ended with a separator. */
    private boolean separated;

    private Node andOrThen() {
        Node node = andOr();
        lexer.skipBlanks();
        separated = false;
        char c = lexer.peek();
        if (c == '&' && !lexer.atEnd()) {
            lexer.at++;
            separated = true;
            node = new Node.Background(node);
        } else if (c == ';' && lexer.peek(1) != ';' && lexer.peek(1) != '&') {
            lexer.at++;
            separated = true;
        }
        return node;
    }

    /** The whole text as if it stood between double quotes. */
    static ShellWord quoted(String text, Budget budget) {
        return new Parser(text, budget, Aliases.NONE).lexer.hereDocument();
    }

    /** All of another text, with the bounds of this one: the inside of backquotes. */
    Node inner(String text) {
        Parser p = new Parser(text, budget, aliases, plain);
        Node body = p.list();
        if (!p.lexer.atEnd()) {
            throw new Unreadable("a syntax error near " + p.near());
        }
        return body;
    }

    /** After an opening parenthesis, over the closing one. */
    Node nested() {
        Node body = list();
        lexer.skipBlanks();
        expect(')');
        return body;
    }

    /** After the opening of <code>${ …; }</code>, over the closing brace. */
    Node braced() {
        Node body = list();
        keyword("}");
        return body;
    }

    String near() {
        int end = Math.min(lexer.text.length(), lexer.at + 20);
        return lexer.atEnd() ? "the end" : lexer.text.substring(lexer.at, end);
    }

    void expect(char c) {
        if (lexer.atEnd() || lexer.peek() != c) {
            throw new Unreadable("expected " + c + " near " + near());
        }
        lexer.at++;
    }

    /** Over one line end, and over the here-documents that follow it. */
    void newline() {
        lexer.at++;
        budget.spend(1);
        if (documents != null) {
            documents.read();
        }
    }

    /** How many here-documents are announced whose bodies are still to come. */
    int pending() {
        return documents == null ? 0 : documents.count();
    }

    /** Forgets the here-documents of an attempt that was given up. */
    void pending(int earlier) {
        if (documents != null) {
            documents.back(earlier);
        }
    }

    HereDocuments hereDocuments() {
        if (documents == null) {
            documents = new HereDocuments(this, lexer, budget);
        }
        return documents;
    }

    void skipLines() {
        lexer.skipBlanks();
        while (!lexer.atEnd() && lexer.peek() == '\n') {
            newline();
            lexer.skipBlanks();
        }
    }

    /** Commands up to something that closes a compound command, or the end. */
    Node list() {
        List<Node> nodes = new ArrayList<>(1);
        skipLines();
        while (!lexer.atEnd() && !atCloser()) {
            nodes.add(andOrThen());
            if (!separated) {
                lexer.skipBlanks();
                if (lexer.atEnd() || lexer.peek() != '\n') {
                    break;
                }
            }
            skipLines();
        }
        return nodes.size() == 1 ? nodes.get(0) : new Node.Sequence(List.copyOf(nodes));
    }

    /** As {@link #list}, where at least one command must stand. */
    Node required() {
        Node n = list();
        if (n instanceof Node.Sequence s && s.nodes().isEmpty()) {
            throw new Unreadable("a command is missing near " + near());
        }
        return n;
    }

    private boolean atCloser() {
        char c = lexer.peek();
        if (c == ')' || (c == ';' && !lexer.atEnd())) {
            return true;
        }
        return (c == '}' || (c >= 'd' && c <= 't')) && CLOSERS.contains(reserved());
    }

    /** The word here, if it is written so that it could be a reserved word. */
    String reserved() {
        int i = lexer.at;
        String t = lexer.text;
        while (i < t.length() && i < lexer.at + 9) {
            char c = t.charAt(i);
            if (Lexer.isMeta(c)) {
                return t.substring(lexer.at, i);
            }
            if (!(c >= 'a' && c <= 'z') && "{}![]".indexOf(c) < 0) {
                return "";
            }
            i++;
        }
        return i == t.length() ? t.substring(lexer.at) : "";
    }

    boolean atKeyword(String word) {
        lexer.skipBlanks();
        return reserved().equals(word);
    }

    void keyword(String word) {
        skipLines();
        if (!reserved().equals(word)) {
            throw new Unreadable("expected " + word + " near " + near());
        }
        lexer.at += word.length();
    }

    private Node andOr() {
        Node first = pipeline();
        List<Node.Link> rest = null;
        while (true) {
            lexer.skipBlanks();
            char c = lexer.peek();
            if ((c == '&' || c == '|') && lexer.peek(1) == c) {
                lexer.at += 2;
                skipLines();
                if (rest == null) {
                    rest = new ArrayList<>(2);
                }
                rest.add(new Node.Link(c == '&', pipeline()));
            } else {
                return rest == null ? first : new Node.AndOr(first, List.copyOf(rest));
            }
        }
    }

    private Node pipeline() {
        boolean negated = false;
        lexer.skipBlanks();
        while (true) {
            if (lexer.peek() == '!'
                    && !lexer.atEnd()
                    && (lexer.at + 1 >= lexer.text.length() || Lexer.isMeta(lexer.peek(1)))) {
                lexer.at++;
                negated = !negated;
            } else if (lexer.peek() == 't' && !plain && reserved().equals("time") && timed()) {
                lexer.at += 4;
                lexer.skipBlanks();
                while (lexer.peek() == '-' && (isWord("-p") || isWord("--"))) {
                    lexer.at += 2;
                    lexer.skipBlanks();
                }
            } else {
                break;
            }
            lexer.skipBlanks();
            if (lexer.atEnd() || lexer.peek() == '\n' || lexer.peek() == ';' || atCloser()) {
                return new Node.Pipeline(List.of(), negated);
            }
        }
        Node first = command();
        List<Node> stages = null;
        while (true) {
            lexer.skipBlanks();
            if (lexer.peek() != '|' || lexer.peek(1) == '|') {
                break;
            }
            lexer.at++;
            if (stages == null) {
                stages = new ArrayList<>(2);
                stages.add(first);
            }
            if (lexer.peek() == '&' && !plain) {
                lexer.at++;
                stages.set(stages.size() - 1, withErrors(stages.get(stages.size() - 1)));
            }
            skipLines();
            stages.add(command());
        }
        if (stages == null) {
            return negated ? new Node.Pipeline(List.of(first), true) : first;
        }
        return new Node.Pipeline(List.copyOf(stages), negated);
    }

    /** Whether {@code time} here is the reserved word and not the program. */
    private boolean timed() {
        int i = lexer.at + 4;
        String t = lexer.text;
        while (i < t.length() && (t.charAt(i) == ' ' || t.charAt(i) == '\t')) {
            i++;
        }
        return !(i < t.length() && t.charAt(i) == '-')
                || t.startsWith("-p", i)
                || t.startsWith("--", i);
    }

    boolean isWord(String w) {
        return lexer.text.startsWith(w, lexer.at)
                && (lexer.at + w.length() >= lexer.text.length()
                        || Lexer.isMeta(lexer.text.charAt(lexer.at + w.length())));
    }

    /** {@code |&}. */
    private static Node withErrors(Node node) {
        Redirect both =
                new Redirect(
                        Redirect.Kind.COPY_OUTPUT,
                        2,
                        "",
                        new Redirect.Target(ShellWord.of(List.of(new Piece.Plain("1")))));
        return new Node.Redirected(node, List.of(both));
    }

    Node command() {
        budget.enter();
        budget.spend(Budget.COMMAND);
        Node node = compound();
        if (node == null) {
            node = simples().command();
        } else if (!(node instanceof Node.Function)) {
            node = redirected(node);
        }
        budget.leave();
        return node;
    }

    /** The node with the redirections that follow it. */
    Node redirected(Node node) {
        List<Redirect> redirects = null;
        while (true) {
            lexer.skipBlanks();
            Redirect r = simples().redirections.redirect();
            if (r == null) {
                break;
            }
            if (redirects == null) {
                redirects = new ArrayList<>(1);
            }
            redirects.add(r);
        }
        return redirects == null ? node : new Node.Redirected(node, List.copyOf(redirects));
    }

    /** A compound command; null where none begins here. */
    @Nullable Node compound() {
        lexer.skipBlanks();
        char c = lexer.peek();
        if (c != '(' && !(c >= 'c' && c <= 'w') && c != '{' && c != '[') {
            return null;
        }
        return compounds().command();
    }

    CompoundParser compounds() {
        if (compounds == null) {
            compounds = new CompoundParser(this, lexer, budget);
        }
        return compounds;
    }

    private SimpleParser simples() {
        if (simples == null) {
            simples = new SimpleParser(this, lexer, budget);
        }
        return simples;
    }

    /** Says that the text changed, so that places in it are others now. */
    void moved() {
        if (simples != null) {
            simples.moved();
        }
    }

    boolean over(char c) {
        if (lexer.peek() == c && !lexer.atEnd()) {
            lexer.at++;
            return true;
        }
        return false;
    }
}
