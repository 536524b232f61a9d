package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands, one complete line at a time: the shell runs a line before it reads the next, so
 * that an alias set there counts here, and a syntax error undoes nothing that ran before it.
 */
final class Parser {

    /** What the interpreter has said so far that changes how text is read. */
    interface Aliases {
        Aliases NONE = name -> null;

        @Nullable String alias(String name);
    }

    private static final Set<String> DECLARATIONS =
            Set.of("declare", "typeset", "local", "export", "readonly");
    private static final Set<String> CLOSERS =
            Set.of("then", "else", "elif", "fi", "do", "done", "esac", "}");

    private final Lexer lexer;
    private final Budget budget;
    private final Aliases aliases;

    /** As dash reads: what only bash knows is text, or no syntax. */
    final boolean plain;

    private final List<HereDocument> pending = new ArrayList<>(0);
    private final List<Expanding> expanding = new ArrayList<>(0);

    /**
     * Places where what begins like an assignment to an element was none: not to be tried twice.
     */
    private Set<Integer> notAssignments = Set.of();

    /** A here-document whose body comes after the line. */
    private record HereDocument(
            Redirect.Target target, String delimiter, boolean strip, boolean literal) {}

    /** An alias whose text is being read, up to so many characters before the end. */
    private record Expanding(String name, int untilEnd) {}

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
        p.hereDocumentsAtEnd();
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
        lexer.at--;
        return body;
    }

    int pending() {
        return pending.size();
    }

    void pending(int earlier) {
        while (pending.size() > earlier) {
            pending.remove(pending.size() - 1);
        }
    }

    private String near() {
        int end = Math.min(lexer.text.length(), lexer.at + 20);
        return lexer.atEnd() ? "the end" : lexer.text.substring(lexer.at, end);
    }

    private void expect(char c) {
        if (lexer.atEnd() || lexer.peek() != c) {
            throw new Unreadable("expected " + c + " near " + near());
        }
        lexer.at++;
    }

    /** Over one line end, and over the here-documents that follow it. */
    private void newline() {
        lexer.at++;
        budget.spend(1);
        if (!pending.isEmpty()) {
            for (HereDocument h : pending) {
                read(h);
            }
            pending.clear();
        }
    }

    void hereDocumentsAtEnd() {
        pending.clear();
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
            h.target.body(quoted(body.toString(), budget));
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

    private void skipLines() {
        lexer.skipBlanks();
        while (!lexer.atEnd() && lexer.peek() == '\n') {
            newline();
            lexer.skipBlanks();
        }
    }

    /** Commands up to something that closes a compound command, or the end. */
    private Node list() {
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

    private Node required() {
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
    private String reserved() {
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

    private boolean atKeyword(String word) {
        lexer.skipBlanks();
        return reserved().equals(word);
    }

    private void keyword(String word) {
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

    private boolean isWord(String w) {
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

    private Node command() {
        budget.enter();
        budget.spend(Budget.COMMAND);
        Node node = compound();
        if (node == null) {
            node = simple();
        } else if (!(node instanceof Node.Function)) {
            node = redirected(node);
        }
        budget.leave();
        return node;
    }

    private Node redirected(Node node) {
        List<Redirect> redirects = null;
        while (true) {
            lexer.skipBlanks();
            Redirect r = redirect();
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

    private @Nullable Node compound() {
        lexer.skipBlanks();
        char c = lexer.peek();
        if (c == '(') {
            return parenthesis();
        }
        if (!(c >= 'c' && c <= 'w') && c != '{' && c != '[') {
            return null;
        }
        String word = reserved();
        if (plain && Bashisms.builtin(word)) {
            return null;
        }
        switch (word) {
            case "{":
                lexer.at++;
                Node body = required();
                keyword("}");
                return new Node.Group(body);
            case "if":
                lexer.at += 2;
                return conditional();
            case "while", "until":
                lexer.at += 5;
                Node condition = required();
                return new Node.While(condition, word.equals("until"), block());
            case "for":
                lexer.at += 3;
                return loop();
            case "select":
                lexer.at += 6;
                return each(true);
            case "case":
                lexer.at += 4;
                return cases();
            case "[[":
                lexer.at += 2;
                Node test = new Node.Test(either());
                keyword("]]");
                return test;
            case "function":
                lexer.at += 8;
                return function();
            case "coproc":
                lexer.at += 6;
                return coprocess();
            default:
                return null;
        }
    }

    private Node parenthesis() {
        if (lexer.peek(1) == '(' && !plain) {
            int start = lexer.at;
            int depth = budget.depth();
            int before = pending();
            lexer.at += 2;
            ShellWord expression = lexer.arithmetic();
            if (expression != null) {
                return new Node.Arithmetic(expression);
            }
            pending(before);
            budget.depth(depth);
            lexer.at = start;
        }
        lexer.at++;
        Node body = required();
        skipLines();
        expect(')');
        return new Node.Subshell(body);
    }

    private Node conditional() {
        List<Node.Clause> clauses = new ArrayList<>(1);
        Node otherwise = null;
        Node condition = required();
        keyword("then");
        clauses.add(new Node.Clause(condition, required()));
        while (true) {
            if (atKeyword("elif")) {
                lexer.at += 4;
                condition = required();
                keyword("then");
                clauses.add(new Node.Clause(condition, required()));
            } else if (atKeyword("else")) {
                lexer.at += 4;
                otherwise = required();
            } else {
                keyword("fi");
                return new Node.If(List.copyOf(clauses), otherwise);
            }
        }
    }

    private Node block() {
        skipLines();
        if (atKeyword("{")) {
            lexer.at++;
            Node body = required();
            keyword("}");
            return body;
        }
        keyword("do");
        Node body = required();
        keyword("done");
        return body;
    }

    private Node loop() {
        lexer.skipBlanks();
        if (lexer.peek() == '(' && lexer.peek(1) == '(' && !plain) {
            lexer.at += 2;
            ShellWord all = lexer.arithmetic();
            if (all == null) {
                throw new Unreadable("an arithmetic for that is not closed");
            }
            List<ShellWord> parts = Semicolons.split(all);
            if (parts.size() != 3) {
                throw new Unreadable("an arithmetic for without three parts");
            }
            lexer.skipBlanks();
            if (lexer.peek() == ';') {
                lexer.at++;
            }
            return new Node.ForArithmetic(parts.get(0), parts.get(1), parts.get(2), block());
        }
        return each(false);
    }

    private Node each(boolean select) {
        lexer.skipBlanks();
        ShellWord name = lexer.word();
        if (name == null || name.bare().isEmpty()) {
            throw new Unreadable("a for without a name");
        }
        skipLines();
        List<ShellWord> words = null;
        if (atKeyword("in")) {
            lexer.at += 2;
            words = new ArrayList<>();
            while (true) {
                lexer.skipBlanks();
                ShellWord w = lexer.word();
                if (w == null) {
                    break;
                }
                words.add(w);
            }
        }
        lexer.skipBlanks();
        if (lexer.peek() == ';') {
            lexer.at++;
        }
        return new Node.For(name.bare(), words, select, block());
    }

    private Node cases() {
        lexer.skipBlanks();
        ShellWord subject = lexer.word();
        if (subject == null) {
            throw new Unreadable("a case without a word");
        }
        keyword("in");
        List<Node.Choice> choices = new ArrayList<>();
        while (true) {
            skipLines();
            if (atKeyword("esac")) {
                lexer.at += 4;
                return new Node.Case(subject, List.copyOf(choices));
            }
            if (lexer.peek() == '(') {
                lexer.at++;
            }
            List<ShellWord> patterns = new ArrayList<>(1);
            do {
                lexer.skipBlanks();
                ShellWord p = lexer.word();
                if (p == null) {
                    throw new Unreadable("a case without a pattern near " + near());
                }
                patterns.add(p);
                lexer.skipBlanks();
            } while (over('|'));
            expect(')');
            Node body = list();
            lexer.skipBlanks();
            boolean through = lexer.text.startsWith(";&", lexer.at);
            boolean next = lexer.text.startsWith(";;&", lexer.at);
            choices.add(new Node.Choice(List.copyOf(patterns), body, through, next));
            if (next) {
                lexer.at += 3;
            } else if (through || lexer.text.startsWith(";;", lexer.at)) {
                lexer.at += 2;
            } else {
                keyword("esac");
                return new Node.Case(subject, List.copyOf(choices));
            }
        }
    }

    private boolean over(char c) {
        if (lexer.peek() == c && !lexer.atEnd()) {
            lexer.at++;
            return true;
        }
        return false;
    }

    private Node function() {
        lexer.skipBlanks();
        ShellWord name = lexer.word();
        if (name == null || name.literal() == null) {
            throw new Unreadable("a function without a name");
        }
        lexer.skipBlanks();
        if (lexer.peek() == '(') {
            lexer.at++;
            lexer.skipBlanks();
            expect(')');
        }
        return functionBody(name.literal());
    }

    private Node functionBody(String name) {
        skipLines();
        int from = lexer.at;
        String text = lexer.text;
        Node body = compound();
        if (body == null) {
            throw new Unreadable("a function without a body");
        }
        body = redirected(body);
        // An alias in the body would have changed the text; then its source is that of the body
        // after the change, from the same place on.
        return new Node.Function(
                name,
                body,
                new Node.Stretch(text.equals(lexer.text) ? text : lexer.text, from, lexer.at));
    }

    private Node coprocess() {
        budget.enter();
        try {
            return coprocessHere();
        } finally {
            budget.leave();
        }
    }

    private Node coprocessHere() {
        lexer.skipBlanks();
        String name = "COPROC";
        int start = lexer.at;
        ShellWord first = lexer.word();
        if (first != null && Lexer.isName(first.bare())) {
            lexer.skipBlanks();
            Node named = compound();
            if (named != null) {
                return new Node.Coprocess(first.bare(), redirected(named));
            }
        }
        lexer.at = start;
        return new Node.Coprocess(name, command());
    }

    // [[ … ]]

    private Node.Condition either() {
        budget.enter();
        Node.Condition left = both();
        while (true) {
            skipLines();
            if (!lexer.text.startsWith("||", lexer.at)) {
                budget.leave();
                return left;
            }
            lexer.at += 2;
            left = new Node.Condition.Either(left, both());
            budget.spend(1);
        }
    }

    private Node.Condition both() {
        Node.Condition left = primary();
        while (true) {
            skipLines();
            if (!lexer.text.startsWith("&&", lexer.at)) {
                return left;
            }
            lexer.at += 2;
            left = new Node.Condition.Both(left, primary());
            budget.spend(1);
        }
    }

    private Node.Condition primary() {
        skipLines();
        if (lexer.peek() == '(') {
            lexer.at++;
            Node.Condition inner = either();
            skipLines();
            expect(')');
            return inner;
        }
        if (isWord("!")) {
            lexer.at++;
            budget.enter();
            Node.Condition inner = primary();
            budget.leave();
            return new Node.Condition.Not(inner);
        }
        ShellWord first = lexer.word();
        if (first == null || first.bare().equals("]]")) {
            throw new Unreadable("a condition is missing near " + near());
        }
        skipLines();
        if (first.bare().length() == 2 && first.bare().charAt(0) == '-' && !isWord("]]")) {
            ShellWord operand = lexer.word();
            if (operand != null) {
                return new Node.Condition.Unary(first.bare(), operand);
            }
        }
        String operator = "";
        if ((lexer.peek() == '<' || lexer.peek() == '>') && lexer.peek(1) != '(') {
            operator = String.valueOf(lexer.peek());
            lexer.at++;
        } else if (lexer.peek() != ')'
                && lexer.peek() != '&'
                && lexer.peek() != '|'
                && !isWord("]]")) {
            ShellWord op = lexer.word();
            operator = op == null ? "" : op.bare();
            if (operator.isEmpty()) {
                throw new Unreadable("a condition that is not understood near " + near());
            }
        }
        if (operator.isEmpty()) {
            return new Node.Condition.Unary("-n", first);
        }
        lexer.skipBlanks();
        ShellWord right = operator.equals("=~") ? lexer.expression() : lexer.word();
        if (right == null) {
            throw new Unreadable("a condition without its right side near " + near());
        }
        return new Node.Condition.Binary(first, operator, right);
    }

    // simple commands

    private Node simple() {
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
            Redirect r = redirect();
            if (r != null) {
                redirects.add(r);
                continue;
            }
            if (words.isEmpty() || declares || compoundAhead()) {
                Assignment a = assignment();
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
                        Node compound = compound();
                        if (compound != null) {
                            return redirected(compound);
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
            throw new Unreadable("a syntax error near " + near());
        }
        Node node =
                new Node.Simple(
                        List.copyOf(assignments), List.copyOf(words), List.copyOf(redirects));
        if (background) {
            background = false;
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
            throw new Unreadable("a syntax error near " + near());
        }
        lexer.at++;
        budget.spend(lexer.at - start);
        return functionBody(name.literal());
    }

    /** Puts an alias in place of the word; null where it is none, else whether one may follow. */
    private @Nullable Boolean alias(String name, int start) {
        String value = aliases.alias(name);
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
        notAssignments = Set.of();
    }

    private void tried(int start) {
        if (notAssignments.isEmpty()) {
            notAssignments = new HashSet<>();
        }
        notAssignments.add(start);
    }

    private int blankUntil = -1;

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

    private boolean compoundAhead() {
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

    private @Nullable Assignment assignment() {
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
        if (plain && c != '=') {
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
            if (plain) {
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
            skipLines();
            if (over(')')) {
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
                throw new Unreadable("a syntax error near " + near());
            }
            elements.add(new Assignment.Element(key, value == null ? ShellWord.EMPTY : value));
        }
    }

    // redirections

    /** To dash, {@code a &> b} starts a in the background, and opens b. */
    private boolean background;

    private @Nullable Redirect redirect() {
        String t = lexer.text;
        int i = lexer.at;
        String variable = "";
        int descriptor = -1;
        char c = lexer.peek();
        if (c >= '0' && c <= '9') {
            int value = 0;
            while (i < t.length() && Character.isDigit(t.charAt(i)) && i < lexer.at + 9) {
                value = value * 10 + (t.charAt(i) - '0');
                i++;
            }
            descriptor = value;
        } else if (c == '{' && !plain) {
            int end = i + 1;
            while (end < t.length() && Lexer.isNamePart(t.charAt(end))) {
                end++;
            }
            if (end == i + 1 || end >= t.length() || t.charAt(end) != '}') {
                return null;
            }
            variable = t.substring(i + 1, end);
            i = end + 1;
        } else if (c == '&' && lexer.peek(1) == '>') {
            background = plain;
            boolean append = lexer.peek(2) == '>';
            lexer.at += append ? 3 : 2;
            return new Redirect(
                    append ? Redirect.Kind.APPEND_BOTH : Redirect.Kind.WRITE_BOTH, 1, "", target());
        }
        if (i >= t.length() || (t.charAt(i) != '<' && t.charAt(i) != '>')) {
            return null;
        }
        boolean in = t.charAt(i) == '<';
        char d = i + 1 < t.length() ? t.charAt(i + 1) : '\0';
        char e = i + 2 < t.length() ? t.charAt(i + 2) : '\0';
        if (d == '(' && variable.isEmpty() && descriptor < 0) {
            return null;
        }
        Redirect.Kind kind;
        int length = 2;
        if (plain && in && d == '<' && e == '<') {
            throw new Unreadable("a here-string");
        }
        if (in && d == '<' && e == '<') {
            kind = Redirect.Kind.HERE_STRING;
            length = 3;
        } else if (in && d == '<') {
            return hereDocument(i + 2, descriptor < 0 ? 0 : descriptor, variable);
        } else if (in && d == '&') {
            kind = Redirect.Kind.COPY_INPUT;
        } else if (in && d == '>') {
            kind = Redirect.Kind.READ_WRITE;
        } else if (in) {
            kind = Redirect.Kind.READ;
            length = 1;
        } else if (d == '>') {
            kind = Redirect.Kind.APPEND;
        } else if (d == '&') {
            kind = Redirect.Kind.COPY_OUTPUT;
        } else if (d == '|') {
            kind = Redirect.Kind.CLOBBER;
        } else {
            kind = Redirect.Kind.WRITE;
            length = 1;
        }
        lexer.at = i + length;
        return new Redirect(kind, descriptor < 0 ? (in ? 0 : 1) : descriptor, variable, target());
    }

    private Redirect.Target target() {
        lexer.skipBlanks();
        ShellWord w = lexer.word();
        if (w == null) {
            throw new Unreadable("a redirection to nothing near " + near());
        }
        return new Redirect.Target(w);
    }

    private Redirect hereDocument(int from, int descriptor, String variable) {
        lexer.at = from;
        boolean strip = lexer.peek() == '-';
        if (strip) {
            lexer.at++;
        }
        lexer.skipBlanks();
        int start = lexer.at;
        ShellWord word = lexer.word();
        if (word == null) {
            throw new Unreadable("a here-document without its end near " + near());
        }
        String literal = word.literal();
        if (literal == null) {
            literal = Quotes.removed(lexer.text.substring(start, lexer.at));
        }
        Redirect.Target target = new Redirect.Target(null);
        pending.add(new HereDocument(target, literal, strip, word.quoted()));
        return new Redirect(Redirect.Kind.HERE_DOCUMENT, descriptor, variable, target);
    }
}
