package dev.holdpoint.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * A method with its choke points woven in:
 *
 * <pre>
 *   Object instead = Checkpoint.enter(point, this, new Object[] {arguments});   // BEFORE, AROUND: dropped
 *   if (instead != null) return (R) instead;                                    // INSTEAD
 *   try {
 *     body                                     // AROUND: before each return, Checkpoint.leave(result, point, this)
 *   } catch (Throwable t) {                    // AROUND, BARE
 *     Checkpoint.leave(null, point, null);     // AROUND
 *     throw Checkpoint.bare(t);
 *   }
 * </pre>
 *
 * Two frames are needed: after the answer was looked at, where the locals are as at the start, and
 * at the handler, which uses none. The body is guarded up to, and without, each call of {@code
 * leave}.
 */
final class Woven extends MethodVisitor {

    static final String CHECKPOINT = "dev/holdpoint/bridge/Checkpoint";

    /** Stack maps came with this class file version (JVMS 4.10). */
    private static final int FIRST_WITH_FRAMES = 50;

    /** Where it stands. */
    record Method(String type, int version, int access, String name, String descriptor) {
        boolean isStatic() {
            return (access & ACC_STATIC) != 0;
        }
    }

    private final Method method;
    private final List<Weaver.Numbered> points;
    private final boolean handled;
    private Label start = new Label();

    Woven(MethodVisitor next, Method method, List<Weaver.Numbered> points) {
        super(ASM9, next);
        this.method = method;
        this.points = points;
        boolean handled = false;
        for (Weaver.Numbered point : points) {
            ChokePoint.Weave weave = point.row().weave();
            handled |= weave == ChokePoint.Weave.AROUND || weave == ChokePoint.Weave.BARE;
        }
        this.handled = handled;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        for (Weaver.Numbered point : points) {
            switch (point.row().weave()) {
                case BEFORE, AROUND -> {
                    enter(mv, method, point.point());
                    super.visitInsn(POP);
                }
                case INSTEAD -> instead(point.point());
                case BARE -> {}
                case REPLACE, NATIVE ->
                        throw new IllegalStateException("not woven into a body: " + point.row());
            }
        }
        if (handled) {
            super.visitLabel(start);
        }
    }

    /** Leaves the answer on the stack. */
    static void enter(MethodVisitor mv, Method method, int point) {
        number(mv, point);
        receiver(mv, method);
        Type[] types = Type.getArgumentTypes(method.descriptor());
        number(mv, types.length);
        mv.visitTypeInsn(ANEWARRAY, "java/lang/Object");
        int local = method.isStatic() ? 0 : 1;
        for (int i = 0; i < types.length; i++) {
            mv.visitInsn(DUP);
            number(mv, i);
            mv.visitVarInsn(types[i].getOpcode(ILOAD), local);
            box(mv, types[i]);
            mv.visitInsn(AASTORE);
            local += types[i].getSize();
        }
        mv.visitMethodInsn(
                INVOKESTATIC,
                CHECKPOINT,
                "enter",
                "(ILjava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;",
                false);
    }

    private void instead(int point) {
        Label goOn = new Label();
        Type type = Type.getReturnType(method.descriptor());
        if (type.getSort() != Type.OBJECT) {
            throw new IllegalStateException("only an object can be returned instead: " + method);
        }
        enter(mv, method, point);
        super.visitInsn(DUP);
        super.visitJumpInsn(IFNULL, goOn);
        super.visitTypeInsn(CHECKCAST, type.getInternalName());
        super.visitInsn(ARETURN);
        super.visitLabel(goOn);
        if (method.version() >= FIRST_WITH_FRAMES) {
            super.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Object"});
        }
        super.visitInsn(POP);
    }

    @Override
    public void visitInsn(int opcode) {
        if (handled && opcode >= IRETURN && opcode <= RETURN) {
            Label end = new Label();
            Label after = new Label();
            super.visitLabel(end);
            guard(end);
            for (int i = points.size() - 1; i >= 0; i--) {
                if (points.get(i).row().weave() == ChokePoint.Weave.AROUND) {
                    leaveWithResult(opcode, points.get(i).point());
                }
            }
            super.visitInsn(opcode);
            super.visitLabel(after);
            start = after;
            return;
        }
        super.visitInsn(opcode);
    }

    private final Label handler = new Label();

    private void guard(Label end) {
        if (end.getOffset() > start.getOffset()) {
            super.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
        }
    }

    private void leaveWithResult(int opcode, int point) {
        if (opcode == ARETURN) {
            super.visitInsn(DUP);
        } else {
            super.visitInsn(ACONST_NULL);
        }
        number(mv, point);
        receiver(mv, method);
        super.visitMethodInsn(INVOKESTATIC, CHECKPOINT, "leave", LEAVE, false);
    }

    private static final String LEAVE = "(Ljava/lang/Object;ILjava/lang/Object;)V";

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (handled) {
            Label end = new Label();
            super.visitLabel(end);
            guard(end);
            super.visitLabel(handler);
            if (method.version() >= FIRST_WITH_FRAMES) {
                super.visitFrame(F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
            }
            for (int i = points.size() - 1; i >= 0; i--) {
                if (points.get(i).row().weave() == ChokePoint.Weave.AROUND) {
                    super.visitInsn(ACONST_NULL);
                    number(mv, points.get(i).point());
                    super.visitInsn(ACONST_NULL);
                    super.visitMethodInsn(INVOKESTATIC, CHECKPOINT, "leave", LEAVE, false);
                }
            }
            super.visitMethodInsn(
                    INVOKESTATIC,
                    CHECKPOINT,
                    "bare",
                    "(Ljava/lang/Throwable;)Ljava/lang/Throwable;",
                    false);
            super.visitInsn(ATHROW);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private static void receiver(MethodVisitor mv, Method method) {
        if (method.isStatic()) {
            mv.visitInsn(ACONST_NULL);
        } else {
            mv.visitVarInsn(ALOAD, 0);
        }
    }

    static void number(MethodVisitor mv, int value) {
        if (value <= 5) {
            mv.visitInsn(ICONST_0 + value);
        } else {
            mv.visitIntInsn(SIPUSH, value);
        }
    }

    private static void box(MethodVisitor mv, Type type) {
        String boxed =
                switch (type.getSort()) {
                    case Type.BOOLEAN -> "java/lang/Boolean";
                    case Type.BYTE -> "java/lang/Byte";
                    case Type.CHAR -> "java/lang/Character";
                    case Type.SHORT -> "java/lang/Short";
                    case Type.INT -> "java/lang/Integer";
                    case Type.LONG -> "java/lang/Long";
                    case Type.FLOAT -> "java/lang/Float";
                    case Type.DOUBLE -> "java/lang/Double";
                    default -> "";
                };
        if (!boxed.isEmpty()) {
            mv.visitMethodInsn(
                    INVOKESTATIC,
                    boxed,
                    "valueOf",
                    "(" + type.getDescriptor() + ")L" + boxed + ";",
                    false);
        }
    }
}
