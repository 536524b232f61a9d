package dev.holdpoint.instrument;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_NATIVE;
import static org.objectweb.asm.Opcodes.ASM9;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * With ASM alone, and without computing frames: that would have to load the application's classes
 * to compare them. What is woven in needs no frames but two of known shape, see {@link Woven}.
 */
final class AsmWeaver implements Weaver {

    private final String nativePrefix;

    /**
     * A weaver.
     *
     * @param nativePrefix what the JVM was told that names of wrapped native methods begin with
     */
    AsmWeaver(String nativePrefix) {
        this.nativePrefix = nativePrefix;
    }

    @Override
    public byte @Nullable [] weave(byte[] bytes, List<Numbered> rows, List<Numbered> shapes) {
        ClassReader reader = new ClassReader(bytes);
        if (rows.isEmpty() && !declaresOne(reader, shapes)) {
            return null;
        }
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        Pass pass = new Pass(writer, rows, shapes);
        reader.accept(pass, 0);
        for (Numbered row : rows) {
            if (!pass.found.contains(row.point())) {
                throw new IllegalStateException(
                        "no "
                                + row.row().member()
                                + row.row().descriptor()
                                + " in "
                                + row.row().type()
                                + ", which must be guarded");
            }
        }
        return pass.found.isEmpty() ? null : writer.toByteArray();
    }

    /** Without looking into methods: most classes that name a guarded method only call it. */
    private static boolean declaresOne(ClassReader reader, List<Numbered> shapes) {
        boolean[] found = {false};
        reader.accept(
                new ClassVisitor(ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        if ((access & (ACC_ABSTRACT | ACC_NATIVE)) == 0 && !found[0]) {
                            for (Numbered shape : shapes) {
                                found[0] |=
                                        shape.row().member().equals(name)
                                                && shape.row().descriptor().equals(descriptor);
                            }
                        }
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found[0];
    }

    private final class Pass extends ClassVisitor {

        private final List<Numbered> rows;
        private final List<Numbered> shapes;
        private final Set<Integer> found = new HashSet<>();
        private String type = "";
        private int version;

        Pass(ClassVisitor next, List<Numbered> rows, List<Numbered> shapes) {
            super(ASM9, next);
            this.rows = rows;
            this.shapes = shapes;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            this.type = name;
            this.version = version & 0xFFFF;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            List<Numbered> here = here(access, name, descriptor);
            boolean wrapped = false;
            for (Numbered row : here) {
                wrapped |= row.row().weave() == ChokePoint.Weave.NATIVE;
            }
            if (wrapped) {
                Wrapper.write(
                        super.visitMethod(
                                access & ~ACC_NATIVE, name, descriptor, signature, exceptions),
                        new Woven.Method(type, version, access, name, descriptor),
                        nativePrefix + name,
                        here.get(0).point());
                return super.visitMethod(
                        access, nativePrefix + name, descriptor, signature, exceptions);
            }
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            List<Numbered> fields = fields(name);
            if (!fields.isEmpty()) {
                next = new FieldStores(next, type, fields, found);
            }
            return here.isEmpty() || next == null
                    ? next
                    : new Woven(
                            next, new Woven.Method(type, version, access, name, descriptor), here);
        }

        /** The choke points at this method; marks them as found. */
        private List<Numbered> here(int access, String name, String descriptor) {
            List<Numbered> here = new ArrayList<>(0);
            for (int list = 0; list < 2; list++) {
                for (Numbered candidate : list == 0 ? rows : shapes) {
                    ChokePoint row = candidate.row();
                    boolean isNative = (access & ACC_NATIVE) != 0;
                    if (row.weave() != ChokePoint.Weave.REPLACE
                            && row.member().equals(name)
                            && row.descriptor().equals(descriptor)
                            && (access & ACC_ABSTRACT) == 0
                            && isNative == (row.weave() == ChokePoint.Weave.NATIVE)) {
                        here.add(candidate);
                        found.add(candidate.point());
                    }
                }
            }
            return here;
        }

        private List<Numbered> fields(String method) {
            List<Numbered> fields = new ArrayList<>(0);
            if (method.equals("<init>")) {
                for (Numbered candidate : rows) {
                    if (candidate.row().weave() == ChokePoint.Weave.REPLACE) {
                        fields.add(candidate);
                    }
                }
            }
            return fields;
        }
    }
}
