package dev.holdpoint.instrument;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * The guarded wrapper of a native method, which is renamed: {@code enter(…); return prefixed(…);}.
 */
final class Wrapper {

    private Wrapper() {}

    static void write(MethodVisitor mv, Woven.Method method, String renamed, int point) {
        mv.visitCode();
        Woven.enter(mv, method, point);
        mv.visitInsn(POP);
        int local = 0;
        if (!method.isStatic()) {
            mv.visitVarInsn(ALOAD, local++);
        }
        for (Type type : Type.getArgumentTypes(method.descriptor())) {
            mv.visitVarInsn(type.getOpcode(ILOAD), local);
            local += type.getSize();
        }
        mv.visitMethodInsn(
                method.isStatic() ? INVOKESTATIC : INVOKESPECIAL,
                method.type(),
                renamed,
                method.descriptor(),
                false);
        mv.visitInsn(Type.getReturnType(method.descriptor()).getOpcode(IRETURN));
        mv.visitMaxs(0, 0);
        mv.visitEnd();
    }
}
