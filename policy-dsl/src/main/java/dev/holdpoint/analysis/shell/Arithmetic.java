package dev.holdpoint.analysis.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic evaluation on 64-bit integers, with assignments. The value of a variable is itself an
 * expression, and a subscript in it may hold a command substitution, which runs: so values are
 * evaluated, not just converted. A result that is not known is null.
 */
final class Arithmetic {

    private static final int MOST_DEPTH = 60;

    /** Each character is looked at on every level of precedence. */
    private static final int STEPS = 6;

    private final Interpreter interpreter;
    private final Expansion expansion;
    private final Budget budget;
    private int depth;

    Arithmetic(Interpreter interpreter, Expansion expansion, Budget budget) {
        this.interpreter = interpreter;
        this.expansion = expansion;
        this.budget = budget;
    }

    /** The value of an expression as it is written; null where it is not known. */
    @Nullable Long value(ShellWord expression, State s, Io io) {
        return text(expansion.value(expression, s, io), s, io);
    }

    /** The value of an expression that was expanded already. */
    @Nullable Long text(String expression, State s, Io io) {
        if (expression.isBlank()) {
            return 0L;
        }
        if (++depth > MOST_DEPTH) {
            depth--;
            return null;
        }
        budget.spend(STEPS * (expression.length() + 2L));
        try {
            Evaluation e = new Evaluation(expression, s, io);
            Long v = e.comma();
            e.blanks();
            if (e.at < expression.length()) {
                e.rest();
                return null;
            }
            return v;
        } finally {
            depth--;
        }
    }

    /** One walk over one expression. */
    private final class Evaluation {
        private final String text;
        private final State s;
        private final Io io;
        private int at;
        private int nested;

        /** In a part that is not evaluated: after a false &&, in the other arm of ?:. */
        private int skipped;

        Evaluation(String text, State s, Io io) {
            this.text = text;
            this.s = s;
            this.io = io;
        }

        void blanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private boolean over(String op) {
            blanks();
            if (!text.startsWith(op, at)) {
                return false;
            }
            at += op.length();
            return true;
        }

        private char peek(int ahead) {
            return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
        }

        @Nullable Long comma() {
            Long v = assignment();
            while (over(",")) {
                v = assignment();
            }
            return v;
        }

        private @Nullable Long assignment() {
            if (++nested > MOST_DEPTH) {
                throw new Unreadable("arithmetic nested more than " + MOST_DEPTH + " deep");
            }
            try {
                blanks();
                int start = at;
                if (Lexer.isNameStart(peek(0))) {
                    String name = name();
                    ShellWord subscript = subscript();
                    blanks();
                    String op = assigning();
                    if (op != null) {
                        at += op.length();
                        Long right = assignment();
                        if (!op.equals("=")) {
                            Long old = variable(name, subscript);
                            right = apply(op.substring(0, op.length() - 1), old, right);
                        }
                        set(name, subscript, right);
                        return right;
                    }
                    at = start;
                }
                return conditional();
            } finally {
                nested--;
            }
        }

        private @Nullable String assigning() {
            for (String op :
                    List.of("<<=", ">>=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=")) {
                if (text.startsWith(op, at)) {
                    return op;
                }
            }
            return peek(0) == '=' && peek(1) != '=' ? "=" : null;
        }

        private void set(String name, @Nullable ShellWord subscript, @Nullable Long value) {
            if (skipped == 0) {
                interpreter.assignments.assign(
                        name,
                        subscript,
                        value == null ? Gap.NUMBER.text() : Long.toString(value),
                        false,
                        s,
                        io);
            }
        }

        private @Nullable Long conditional() {
            Long c = binary(0);
            blanks();
            if (peek(0) != '?') {
                return c;
            }
            at++;
            boolean first = c == null || c != 0;
            boolean second = c == null || c == 0;
            Long a = part(first, true);
            over(":");
            Long b = part(second, false);
            if (c == null) {
                return a != null && a.equals(b) ? a : null;
            }
            return c != 0 ? a : b;
        }

        private @Nullable Long part(boolean evaluated, boolean whole) {
            skipped += evaluated ? 0 : 1;
            try {
                return whole ? comma() : assignment();
            } finally {
                skipped -= evaluated ? 0 : 1;
            }
        }

        /** The operators by precedence, lowest first; longer ones before their prefixes. */
        private static final List<List<String>> LEVELS =
                List.of(
                        List.of("||"),
                        List.of("&&"),
                        List.of("|"),
                        List.of("^"),
                        List.of("&"),
                        List.of("==", "!="),
                        List.of("<=", ">=", "<", ">"),
                        List.of("<<", ">>"),
                        List.of("+", "-"),
                        List.of("*", "/", "%"));

        private @Nullable Long binary(int level) {
            if (level == LEVELS.size()) {
                return power();
            }
            Long left = binary(level + 1);
            while (true) {
                String op = operator(level);
                if (op == null) {
                    return left;
                }
                at += op.length();
                boolean settled =
                        left != null
                                && ((op.equals("||") && left != 0)
                                        || (op.equals("&&") && left == 0));
                skipped += settled ? 1 : 0;
                Long right = binary(level + 1);
                skipped -= settled ? 1 : 0;
                if (settled) {
                    left = op.equals("||") ? 1L : 0L;
                } else {
                    left = apply(op, left, right);
                }
                budget.spend(1);
            }
        }

        private @Nullable String operator(int level) {
            blanks();
            for (String op : LEVELS.get(level)) {
                if (text.startsWith(op, at)) {
                    char next = peek(op.length());
                    boolean longer =
                            switch (op) {
                                case "|", "&" -> next == op.charAt(0) || next == '=';
                                case "<", ">" -> next == op.charAt(0);
                                case "^", "+", "-", "/", "%" -> next == '=';
                                case "*" -> next == '*' || next == '=';
                                case "<<", ">>" -> next == '=';
                                default -> false;
                            };
                    if (!longer) {
                        return op;
                    }
                }
            }
            return null;
        }

        private @Nullable Long power() {
            Long base = unary();
            if (!over("**")) {
                return base;
            }
            if (++nested > MOST_DEPTH) {
                throw new Unreadable("arithmetic nested more than " + MOST_DEPTH + " deep");
            }
            Long exponent = power();
            nested--;
            if (base == null || exponent == null || exponent < 0) {
                return null;
            }
            long v = 1;
            for (long i = 0; i < Math.min(exponent, 64); i++) {
                v *= base;
            }
            return exponent > 64 && base != 1 && base != 0 ? null : v;
        }

        private @Nullable Long unary() {
            blanks();
            char c = peek(0);
            if ((c == '+' || c == '-') && peek(1) == c && Lexer.isNameStart(afterBlanks(2))) {
                at += 2;
                blanks();
                String name = name();
                ShellWord subscript = subscript();
                Long v = variable(name, subscript);
                Long next = v == null ? null : Long.valueOf(c == '+' ? v + 1 : v - 1);
                set(name, subscript, next);
                return next;
            }
            if (c == '+' || c == '-' || c == '!' || c == '~') {
                at++;
                if (++nested > MOST_DEPTH) {
                    throw new Unreadable("arithmetic nested more than " + MOST_DEPTH + " deep");
                }
                Long v = unary();
                nested--;
                if (v == null) {
                    return null;
                }
                return switch (c) {
                    case '-' -> -v;
                    case '!' -> v == 0 ? 1L : 0L;
                    case '~' -> ~v;
                    default -> v;
                };
            }
            return primary();
        }

        private char afterBlanks(int from) {
            int i = at + from;
            while (i < text.length() && text.charAt(i) == ' ') {
                i++;
            }
            return i < text.length() ? text.charAt(i) : '\0';
        }

        private @Nullable Long primary() {
            blanks();
            char c = peek(0);
            if (c == '(') {
                at++;
                Long v = comma();
                return over(")") ? v : fail();
            }
            if (Gap.is(c)) {
                while (Gap.is(peek(0)) || Lexer.isNamePart(peek(0))) {
                    fear(peek(0));
                    at++;
                }
                return null;
            }
            if (Character.isDigit(c)) {
                return number();
            }
            if (!Lexer.isNameStart(c)) {
                return fail();
            }
            String name = name();
            ShellWord subscript = subscript();
            Long v = variable(name, subscript);
            blanks();
            if ((peek(0) == '+' && peek(1) == '+') || (peek(0) == '-' && peek(1) == '-')) {
                boolean up = peek(0) == '+';
                at += 2;
                set(name, subscript, v == null ? null : Long.valueOf(up ? v + 1 : v - 1));
            }
            return v;
        }

        /**
         * A syntax error. The shell has evaluated what it read up to the word after it, and may
         * have run what is in its subscript.
         */
        private @Nullable Long fail() {
            rest();
            return null;
        }

        void rest() {
            while (at < text.length()) {
                char c = peek(0);
                if (Lexer.isNameStart(c) && (at == 0 || !Lexer.isNamePart(text.charAt(at - 1)))) {
                    variable(name(), subscript());
                } else {
                    fear(c);
                    at++;
                }
            }
        }

        private String name() {
            int start = at;
            while (Lexer.isNamePart(peek(0))) {
                at++;
            }
            return text.substring(start, at);
        }

        private @Nullable ShellWord subscript() {
            if (peek(0) != '[') {
                return null;
            }
            int open = 0;
            int start = at + 1;
            while (at < text.length()) {
                char c = text.charAt(at++);
                open += c == '[' ? 1 : c == ']' ? -1 : 0;
                if (open == 0) {
                    return expansion.reread(text.substring(start, at - 1));
                }
            }
            return ShellWord.EMPTY;
        }

        private @Nullable Long variable(String name, @Nullable ShellWord subscript) {
            if (skipped > 0) {
                return 0L;
            }
            Parameters.Values v =
                    expansion.parameters.values(
                            new Piece.Parameter(
                                    name,
                                    subscript,
                                    false,
                                    Piece.Operator.NONE,
                                    false,
                                    ShellWord.EMPTY,
                                    null,
                                    false),
                            s,
                            io,
                            true);
            String value = v.items().isEmpty() ? "" : v.items().get(0);
            if (value.isEmpty()) {
                return 0L;
            }
            if (Gap.in(value)) {
                for (int i = 0; i < value.length(); i++) {
                    fear(value.charAt(i));
                }
                return null;
            }
            return text(value, s, io);
        }

        private void fear(char c) {
            if (Gap.is(c) && !Gap.of(c).tame() && skipped == 0) {
                interpreter.handover.fear(
                        "a text that is not known here is evaluated as arithmetic, which may run a command");
            }
        }

        private @Nullable Long number() {
            int start = at;
            while (Lexer.isNamePart(peek(0)) || peek(0) == '#' || peek(0) == '@') {
                at++;
            }
            String n = text.substring(start, at);
            try {
                int hash = n.indexOf('#');
                if (hash > 0) {
                    int radix = Integer.parseInt(n.substring(0, hash));
                    return radix > 36
                            ? null
                            : Long.valueOf(Long.parseLong(n.substring(hash + 1), radix));
                }
                if (n.startsWith("0x") || n.startsWith("0X")) {
                    return Long.parseUnsignedLong(n.substring(2), 16);
                }
                return n.length() > 1 && n.charAt(0) == '0'
                        ? Long.parseLong(n, 8)
                        : Long.parseLong(n);
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    private static @Nullable Long apply(String op, @Nullable Long left, @Nullable Long right) {
        if (left == null || right == null) {
            return null;
        }
        long a = left;
        long b = right;
        return switch (op) {
            case "||" -> a != 0 || b != 0 ? 1L : 0L;
            case "&&" -> a != 0 && b != 0 ? 1L : 0L;
            case "|" -> a | b;
            case "^" -> a ^ b;
            case "&" -> a & b;
            case "==" -> a == b ? 1L : 0L;
            case "!=" -> a != b ? 1L : 0L;
            case "<=" -> a <= b ? 1L : 0L;
            case ">=" -> a >= b ? 1L : 0L;
            case "<" -> a < b ? 1L : 0L;
            case ">" -> a > b ? 1L : 0L;
            case "<<" -> a << b;
            case ">>" -> a >> b;
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> b == 0 ? null : Long.valueOf(a / b);
            case "%" -> b == 0 ? null : Long.valueOf(a % b);
            default -> null;
        };
    }
}
