package dev.holdpoint.analysis.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code [[ … ]]}, {@code [ … ]} and {@code test}: true, false, or not known (null). */
final class Conditions {

    private final Interpreter interpreter;
    private final Expansion expansion;

    Conditions(Interpreter interpreter, Expansion expansion) {
        this.interpreter = interpreter;
        this.expansion = expansion;
    }

    @Nullable Boolean test(Node.Condition c, State s, Io io) {
        interpreter.budget.enter();
        try {
            return within(c, s, io);
        } finally {
            interpreter.budget.leave();
        }
    }

    private @Nullable Boolean within(Node.Condition c, State s, Io io) {
        if (c instanceof Node.Condition.Not n) {
            Boolean inner = test(n.inner(), s, io);
            return inner == null ? null : !inner;
        } else if (c instanceof Node.Condition.Both b) {
            Boolean left = test(b.left(), s, io);
            if (Boolean.FALSE.equals(left)) {
                return false;
            }
            Boolean right = test(b.right(), s, io);
            return Boolean.FALSE.equals(right) ? right : left == null ? null : right;
        } else if (c instanceof Node.Condition.Either e) {
            Boolean left = test(e.left(), s, io);
            if (Boolean.TRUE.equals(left)) {
                return true;
            }
            Boolean right = test(e.right(), s, io);
            return Boolean.TRUE.equals(right) ? right : left == null ? null : right;
        } else if (c instanceof Node.Condition.Unary u) {
            return unary(u.operator(), expansion.value(u.operand(), s, io), s, io);
        }
        Node.Condition.Binary b = (Node.Condition.Binary) c;
        String left = expansion.value(b.left(), s, io);
        switch (b.operator()) {
            case "=", "==", "!=":
                String pattern = expansion.pattern(b.right(), s, io);
                boolean negated = b.operator().equals("!=");
                if (pattern.equals("*")) {
                    return !negated;
                }
                if (Gap.in(left) || Gap.in(pattern)) {
                    return null;
                }
                return Patterns.compile(pattern, s.on(State.Option.NOCASEMATCH), interpreter.budget)
                                .matches(left)
                        != negated;
            case "=~":
                expansion.value(b.right(), s, io);
                s.put("BASH_REMATCH", Variable.anything(Gap.INPUT));
                return null;
            case "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
                return numbers(
                        interpreter.arithmetic.text(left, s, io),
                        b.operator(),
                        interpreter.arithmetic.text(expansion.value(b.right(), s, io), s, io));
            default:
                return binary(left, b.operator(), expansion.value(b.right(), s, io));
        }
    }

    /** The arguments of {@code test}, without the closing bracket of {@code [}. */
    @Nullable Boolean test(List<String> words, State s, Io io) {
        switch (words.size()) {
            case 0:
                return false;
            case 1:
                return unary("-n", words.get(0), s, io);
            case 2:
                if (words.get(0).equals("!")) {
                    Boolean inner = unary("-n", words.get(1), s, io);
                    return inner == null ? null : !inner;
                }
                return isUnary(words.get(0)) ? unary(words.get(0), words.get(1), s, io) : null;
            case 3:
                if (isBinary(words.get(1))) {
                    return binary(words.get(0), words.get(1), words.get(2));
                }
                if (words.get(0).equals("!")) {
                    Boolean inner = test(words.subList(1, 3), s, io);
                    return inner == null ? null : !inner;
                }
                return null;
            case 4:
                if (words.get(0).equals("!")) {
                    Boolean inner = test(words.subList(1, 4), s, io);
                    return inner == null ? null : !inner;
                }
                return null;
            default:
                return null;
        }
    }

    private static boolean isUnary(String op) {
        return op.length() == 2 && op.charAt(0) == '-' && Character.isLetter(op.charAt(1));
    }

    private static boolean isBinary(String op) {
        return switch (op) {
            case "=",
                    "==",
                    "!=",
                    "<",
                    ">",
                    "-eq",
                    "-ne",
                    "-lt",
                    "-le",
                    "-gt",
                    "-ge",
                    "-nt",
                    "-ot",
                    "-ef" ->
                    true;
            default -> false;
        };
    }

    private @Nullable Boolean unary(String operator, String operand, State s, Io io) {
        switch (operator) {
            case "-n", "-z":
                boolean negated = operator.equals("-z");
                for (int i = 0; i < operand.length(); i++) {
                    if (!Gap.is(operand.charAt(i))) {
                        return !negated;
                    }
                }
                return operand.isEmpty() ? Boolean.valueOf(negated) : null;
            case "-v", "-R":
                interpreter.subscript(operand, s, io);
                if (Gap.in(operand) || !Lexer.isName(operand)) {
                    return null;
                }
                Variable.Value v = s.get(operand).value();
                return v instanceof Variable.Unset
                        ? Boolean.FALSE
                        : v instanceof Variable.Text ? Boolean.TRUE : null;
            default:
                return null;
        }
    }

    private static @Nullable Boolean binary(String left, String operator, String right) {
        if (Gap.in(left) || Gap.in(right)) {
            return null;
        }
        return switch (operator) {
            case "=", "==" -> left.equals(right);
            case "!=" -> !left.equals(right);
            case "<" -> left.compareTo(right) < 0;
            case ">" -> left.compareTo(right) > 0;
            case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" ->
                    numbers(decimal(left), operator, decimal(right));
            default -> null;
        };
    }

    private static @Nullable Long decimal(String s) {
        try {
            return Long.valueOf(s.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Boolean numbers(
            @Nullable Long left, String operator, @Nullable Long right) {
        if (left == null || right == null) {
            return null;
        }
        int c = left.compareTo(right);
        return switch (operator) {
            case "-eq" -> c == 0;
            case "-ne" -> c != 0;
            case "-lt" -> c < 0;
            case "-le" -> c <= 0;
            case "-gt" -> c > 0;
            default -> c >= 0;
        };
    }
}
