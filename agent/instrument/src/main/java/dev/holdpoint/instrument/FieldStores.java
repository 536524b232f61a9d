package dev.holdpoint.instrument;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * A constructor whose stores to guarded fields ask first: {@code this.field = (T)
 * Checkpoint.replace(value, point, null)}. The receiver is not passed: it may not be initialized.
 */
final class FieldStores extends MethodVisitor {

    private final String type;
    private final List<Weaver.Numbered> fields;
    private final Set<Integer> found;

    FieldStores(MethodVisitor next, String type, List<Weaver.Numbered> fields, Set<Integer> found) {
        super(ASM9, next);
        this.type = type;
        this.fields = fields;
        this.found = found;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        if (opcode == PUTFIELD && owner.equals(type)) {
            for (Weaver.Numbered field : fields) {
                if (field.row().member().equals(name)
                        && field.row().descriptor().equals(descriptor)) {
                    found.add(field.point());
                    Woven.number(mv, field.point());
                    super.visitInsn(ACONST_NULL);
                    super.visitMethodInsn(
                            INVOKESTATIC,
                            Woven.CHECKPOINT,
                            "replace",
                            "(Ljava/lang/Object;ILjava/lang/Object;)Ljava/lang/Object;",
                            false);
                    super.visitTypeInsn(CHECKCAST, Type.getType(descriptor).getInternalName());
                }
            }
        }
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }
}
