package dev.holdpoint.engine;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_2;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IF_ICMPEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.SIPUSH;
import static org.objectweb.asm.Opcodes.SWAP;
import static org.objectweb.asm.Opcodes.V17;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Compiles the conditions of clauses to bytecode, one method for each <em>shape</em>: conditions
 * that differ only in their literals share a method, which finds them in an array from a base on.
 * So ten thousand rules of a few shapes are a few methods, which the JVM soon compiles, where ten
 * thousand methods would stay cold.
 */
final class ConditionCompiler {

    /**
     * Shapes of one class: its switch stays below the size from which HotSpot compiles no method.
     */
    private static final int MOST_SHAPES = 200;

    /** Parts of one condition; a larger one is left to the interpreter. */
    private static final int MOST_PARTS = 400;

    private static final String OWNER = Type.getInternalName(ConditionCompiler.class) + "$Compiled";
    private static final String CODE = Type.getInternalName(Code.class);
    private static final String ATOMS = Type.getInternalName(Atoms.class);
    private static final String ATTRIBUTE = Type.getInternalName(Attribute.class);
    private static final String EFFECT = Type.getInternalName(Effect.class);
    private static final String SITUATION = Type.getInternalName(Situation.class);
    private static final String HOLDING = Type.getInternalName(Holding.class);
    private static final String SUBJECT = Type.getInternalName(Subject.class);
    private static final String MATCHERS = Type.getInternalName(Matcher[].class);
    private static final String ORDER = Type.getInternalName(Condition.Order.class);
    private static final String FACT = "L" + Type.getInternalName(Fact.class) + ";";
    private static final String ARGUMENTS =
            "[Ljava/lang/Object;L" + EFFECT + ";L" + SITUATION + ";" + FACT + "L" + HOLDING + ";)I";
    private static final String OF_SHAPE = "(II" + ARGUMENTS;
    private static final String OF_BASE = "(I" + ARGUMENTS;
    private static final String COMPARE =
            "(" + FACT + "[L" + Type.getInternalName(Matcher.class) + ";L" + EFFECT + ";)I";

    /** What a compiled class is. */
    abstract static class Code {
        /**
         * The value of a condition: {@link Truth}'s ordinal.
         *
         * @param shape which method
         * @param base where its literals begin
         */
        abstract int test(
                int shape,
                int base,
                Object[] literals,
                Effect effect,
                Situation situation,
                Fact env,
                Holding credential);
    }

    /**
     * Where the compiled condition of a clause is found.
     *
     * @param shape over all classes; negative if the clause is left to the interpreter
     * @param base of its literals
     */
    record Place(int shape, int base) {}

    private record Shape(Condition when, Optional<Condition> unless) {}

    private final List<Shape> shapes = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Object> literals = new ArrayList<>();

    /** Equal comparisons of many rules share their matchers, which keeps them in the cache. */
    private final Map<Comparison, Matcher[]> prepared = new HashMap<>();

    private record Comparison(Attribute attribute, List<Pattern> values) {}

    /** Takes in a clause. */
    Place add(Condition when, Optional<Condition> unless) {
        int base = literals.size();
        StringBuilder text = new StringBuilder();
        int parts = describe(when, text);
        if (unless.isPresent()) {
            text.append(" unless ");
            parts += describe(unless.get(), text);
        }
        if (parts > MOST_PARTS) {
            literals.subList(base, literals.size()).clear();
            return new Place(-1, 0);
        }
        Integer known = numbers.get(text.toString());
        if (known == null) {
            known = shapes.size();
            numbers.put(text.toString(), known);
            shapes.add(new Shape(when, unless));
        }
        return new Place(known, base);
    }

    Object[] literals() {
        return literals.toArray();
    }

    /**
     * The classes; shape n is number n % {@value #MOST_SHAPES} of class n / {@value #MOST_SHAPES}.
     */
    Code[] compile() {
        Code[] classes = new Code[(shapes.size() + MOST_SHAPES - 1) / MOST_SHAPES];
        for (int i = 0; i < classes.length; i++) {
            int from = i * MOST_SHAPES;
            classes[i] = define(shapes.subList(from, Math.min(from + MOST_SHAPES, shapes.size())));
        }
        return classes;
    }

    static int classOf(int shape) {
        return shape / MOST_SHAPES;
    }

    static int inClass(int shape) {
        return shape % MOST_SHAPES;
    }

    /** Describes what methods can share, and collects the literals in the order of their use. */
    private int describe(Condition condition, StringBuilder text) {
        if (condition instanceof Condition.And c) {
            return describe("and", c.all(), text);
        }
        if (condition instanceof Condition.Or c) {
            return describe("or", c.any(), text);
        }
        if (condition instanceof Condition.Not c) {
            return describe("not", List.of(c.inner()), text);
        }
        if (condition instanceof Condition.Always) {
            text.append("always ");
        } else if (condition instanceof Condition.Has c) {
            describe("has", c.ref(), text);
        } else if (condition instanceof Condition.IsTrue c) {
            describe("true", c.ref(), text);
        } else if (condition instanceof Condition.In c) {
            describe(c.negated() ? "out" : single(c) ? "is" : "in", c.ref(), text);
            literals.add(matchers(c.ref(), c.values()));
        } else if (condition instanceof Condition.Within c) {
            describe("within", c.ref(), text);
            literals.add(matchers(c.ref(), c.values()));
        } else if (condition instanceof Condition.Overlap c) {
            describe("overlap", c.ref(), text);
            literals.add(matchers(c.ref(), c.values()));
        } else if (condition instanceof Condition.Order c) {
            describe("order", c.ref(), text);
            literals.add(c);
        } else {
            throw new IllegalStateException("no code for " + condition);
        }
        return 1;
    }

    private int describe(String operator, List<Condition> parts, StringBuilder text) {
        text.append(operator).append('(');
        int count = 1;
        for (Condition part : parts) {
            count += describe(part, text);
            if (count > MOST_PARTS) {
                return count;
            }
        }
        text.append(')');
        return count;
    }

    private void describe(String operator, Condition.Ref ref, StringBuilder text) {
        text.append(operator).append(' ').append(ref.attribute().name());
        if (ref.key().isPresent()) {
            text.append("[]");
            literals.add(ref.key().get());
        }
        text.append(' ');
    }

    private static boolean single(Condition.In in) {
        return in.values().size() == 1
                && Matcher.of(in.ref().attribute(), in.values().get(0)) instanceof Matcher.Exact;
    }

    private Matcher[] matchers(Condition.Ref ref, List<Pattern> patterns) {
        return prepared.computeIfAbsent(
                new Comparison(ref.attribute(), patterns),
                c -> Evaluation.matchers(ref, patterns).toArray(new Matcher[0]));
    }

    private static Code define(List<Shape> shapes) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(V17, ACC_FINAL, OWNER, null, CODE, null);
        MethodVisitor init = writer.visitMethod(0, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, CODE, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        dispatch(writer, shapes.size());
        for (int i = 0; i < shapes.size(); i++) {
            MethodVisitor code =
                    writer.visitMethod(ACC_PRIVATE | ACC_STATIC, "shape" + i, OF_BASE, null, null);
            code.visitCode();
            new Body(code).clause(shapes.get(i));
            code.visitInsn(IRETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
        writer.visitEnd();
        try {
            return (Code)
                    MethodHandles.lookup()
                            .defineHiddenClass(writer.toByteArray(), true)
                            .lookupClass()
                            .getDeclaredConstructor()
                            .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the compiled policy could not be defined", e);
        }
    }

    private static void dispatch(ClassWriter writer, int shapes) {
        MethodVisitor code = writer.visitMethod(0, "test", OF_SHAPE, null, null);
        code.visitCode();
        Label[] labels = new Label[shapes];
        for (int i = 0; i < shapes; i++) {
            labels[i] = new Label();
        }
        Label none = new Label();
        code.visitVarInsn(ILOAD, 1);
        code.visitTableSwitchInsn(0, shapes - 1, none, labels);
        for (int i = 0; i < shapes; i++) {
            code.visitLabel(labels[i]);
            code.visitVarInsn(ILOAD, 2);
            for (int local = 3; local <= 7; local++) {
                code.visitVarInsn(ALOAD, local);
            }
            code.visitMethodInsn(INVOKESTATIC, OWNER, "shape" + i, OF_BASE, false);
            code.visitInsn(IRETURN);
        }
        code.visitLabel(none);
        code.visitTypeInsn(org.objectweb.asm.Opcodes.NEW, "java/lang/IllegalStateException");
        code.visitInsn(DUP);
        code.visitMethodInsn(
                INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "()V", false);
        code.visitInsn(org.objectweb.asm.Opcodes.ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Writes the method of one shape: leaves the condition's value on the stack. */
    private static final class Body {
        // the arguments of OF_BASE
        private static final int BASE = 0;
        private static final int LITERALS = 1;
        private static final int THE_EFFECT = 2;
        private static final int THE_SITUATION = 3;
        private static final int ENV = 4;
        private static final int CREDENTIAL = 5;

        private final MethodVisitor code;
        private int literal;

        Body(MethodVisitor code) {
            this.code = code;
        }

        /** {@code when and not unless}. */
        void clause(Shape shape) {
            condition(shape.when(), false);
            if (shape.unless().isPresent()) {
                Label end = new Label();
                code.visitInsn(DUP);
                code.visitJumpInsn(IFEQ, end);
                condition(shape.unless().get(), true);
                negate();
                least();
                code.visitLabel(end);
            }
        }

        private void condition(Condition condition, boolean exception) {
            if (condition instanceof Condition.Always) {
                code.visitInsn(ICONST_2);
            } else if (condition instanceof Condition.And c) {
                all(c.all(), exception);
            } else if (condition instanceof Condition.Or c) {
                any(c.any(), exception);
            } else if (condition instanceof Condition.Not c) {
                condition(c.inner(), exception);
                negate();
            } else if (condition instanceof Condition.Has c) {
                fact(c.ref());
                atom("has", "(" + FACT + ")I");
            } else if (condition instanceof Condition.IsTrue c) {
                fact(c.ref());
                atom("isTrue", "(" + FACT + ")I");
            } else if (condition instanceof Condition.In c) {
                compare(c.negated() ? "notIn" : single(c) ? "is" : "in", c.ref());
            } else if (condition instanceof Condition.Within c) {
                compare(exception ? "excepted" : "within", c.ref());
            } else if (condition instanceof Condition.Overlap c) {
                compare("overlap", c.ref());
            } else if (condition instanceof Condition.Order c) {
                fact(c.ref());
                literal(ORDER);
                atom("order", "(" + FACT + "L" + ORDER + ";)I");
            } else {
                throw new IllegalStateException("no code for " + condition);
            }
        }

        private void all(List<Condition> parts, boolean exception) {
            if (parts.isEmpty()) {
                code.visitInsn(ICONST_2);
                return;
            }
            Label end = new Label();
            condition(parts.get(0), exception);
            for (int i = 1; i < parts.size(); i++) {
                code.visitInsn(DUP);
                code.visitJumpInsn(IFEQ, end);
                condition(parts.get(i), exception);
                least();
            }
            code.visitLabel(end);
        }

        private void any(List<Condition> parts, boolean exception) {
            if (parts.isEmpty()) {
                code.visitInsn(ICONST_0);
                return;
            }
            Label end = new Label();
            condition(parts.get(0), exception);
            for (int i = 1; i < parts.size(); i++) {
                code.visitInsn(DUP);
                code.visitInsn(ICONST_2);
                code.visitJumpInsn(IF_ICMPEQ, end);
                condition(parts.get(i), exception);
                code.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "max", "(II)I", false);
            }
            code.visitLabel(end);
        }

        private void negate() {
            code.visitInsn(ICONST_2);
            code.visitInsn(SWAP);
            code.visitInsn(ISUB);
        }

        private void least() {
            code.visitMethodInsn(INVOKESTATIC, "java/lang/Math", "min", "(II)I", false);
        }

        private void compare(String atom, Condition.Ref ref) {
            fact(ref);
            literal(MATCHERS);
            code.visitVarInsn(ALOAD, THE_EFFECT);
            atom(atom, COMPARE);
        }

        private void atom(String name, String descriptor) {
            code.visitMethodInsn(INVOKESTATIC, ATOMS, name, descriptor, false);
        }

        private void literal(String type) {
            code.visitVarInsn(ALOAD, LITERALS);
            code.visitVarInsn(ILOAD, BASE);
            if (literal > 0) {
                code.visitIntInsn(SIPUSH, literal);
                code.visitInsn(IADD);
            }
            code.visitInsn(AALOAD);
            code.visitTypeInsn(CHECKCAST, type);
            literal++;
        }

        private void fact(Condition.Ref ref) {
            switch (ref.attribute()) {
                case SESSION -> situation("session");
                case TOOL_NAME -> situation("tool");
                case TIER -> {
                    code.visitVarInsn(ALOAD, THE_SITUATION);
                    code.visitMethodInsn(
                            INVOKESTATIC, SUBJECT, "tier", "(L" + SITUATION + ";)" + FACT, false);
                }
                case ENV -> code.visitVarInsn(ALOAD, ENV);
                case CREDENTIAL -> credential("name");
                case CREDENTIAL_ID -> credential("id");
                case CREDENTIAL_OWNER -> credential("owner");
                case CREDENTIAL_STATUS -> credential("status");
                default -> {
                    code.visitVarInsn(ALOAD, THE_EFFECT);
                    code.visitFieldInsn(
                            GETSTATIC, ATTRIBUTE, ref.attribute().name(), "L" + ATTRIBUTE + ";");
                    code.visitMethodInsn(
                            INVOKEVIRTUAL, EFFECT, "fact", "(L" + ATTRIBUTE + ";)" + FACT, false);
                }
            }
            if (ref.key().isPresent()) {
                literal("java/lang/String");
                code.visitMethodInsn(
                        INVOKESTATIC,
                        SUBJECT,
                        "entry",
                        "(" + FACT + "Ljava/lang/String;)" + FACT,
                        false);
            }
        }

        private void situation(String component) {
            code.visitVarInsn(ALOAD, THE_SITUATION);
            code.visitMethodInsn(INVOKEVIRTUAL, SITUATION, component, "()" + FACT, false);
        }

        private void credential(String component) {
            code.visitVarInsn(ALOAD, CREDENTIAL);
            code.visitMethodInsn(INVOKEVIRTUAL, HOLDING, component, "()" + FACT, false);
        }
    }
}
