package dev.holdpoint.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;

class WeavingTest {

    private final List<Armoury.Entry> entries = Armoury.standard();
    private final AsmWeaver weaver = new AsmWeaver("prefix$");

    /** A method of every form that a choke point may meet. */
    @SuppressWarnings("unused")
    static class Forms {
        int calls;

        boolean execute(String sql) {
            if (sql.isEmpty()) {
                return false;
            }
            for (int i = 0; i < 3; i++) {
                try {
                    calls += sql.charAt(i);
                } catch (StringIndexOutOfBoundsException e) {
                    return true;
                } finally {
                    calls++;
                }
            }
            long sum = calls;
            return sum % 2 == 0;
        }

        void deleteRow() {}

        void insertRow() {
            throw new UnsupportedOperationException("no rows");
        }

        void updateRow() {
            while (calls < 5) {
                calls++;
            }
        }

        int[] executeBatch() {
            return new int[] {1, 2};
        }

        long executeLargeUpdate() {
            return 7L;
        }
    }

    /** Nobody is posted here, so whatever is woven is stopped: the class is verified by then. */
    @Test
    void wovenMethodsOfEveryFormAreVerifiedAndStopped() throws Exception {
        byte[] woven = weaver.weave(bytes(Forms.class), List.of(), shapes());
        Class<?> forms = new Loader().define(Forms.class.getName(), woven);
        var constructor = forms.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object instance = constructor.newInstance();
        for (String name :
                List.of(
                        "deleteRow",
                        "insertRow",
                        "updateRow",
                        "executeBatch",
                        "executeLargeUpdate")) {
            var method = forms.getDeclaredMethod(name);
            method.setAccessible(true);
            Throwable thrown =
                    assertThrows(
                                    java.lang.reflect.InvocationTargetException.class,
                                    () -> method.invoke(instance))
                            .getCause();
            assertEquals(
                    "dev.holdpoint.bridge.HoldpointException", thrown.getClass().getName(), name);
        }
    }

    @Test
    void aClassThatLacksAGuardedMethodCannotBeLoaded() throws Exception {
        ChokePoint row =
                new ChokePoint(Forms.class.getName(), "gone", "()V", ChokePoint.Weave.BEFORE, 0);
        List<String> failures = new ArrayList<>();
        Smith smith =
                new Smith(weaver, List.of(new Armoury.Entry(new JdbcPoints(), row)), failures::add);
        byte[] result =
                smith.transform(
                        null,
                        new Loader(),
                        Forms.class.getName().replace('.', '/'),
                        null,
                        null,
                        bytes(Forms.class));
        assertEquals(0, result.length);
        assertTrue(failures.get(0).contains("no gone()V in"), failures::toString);
        assertThrows(
                ClassFormatError.class, () -> new Loader().define(Forms.class.getName(), result));
    }

    @Test
    void aClassFileThatCannotBeReadCannotBeLoaded() {
        List<String> failures = new ArrayList<>();
        Smith smith = new Smith(weaver, entries, failures::add);
        byte[] broken = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0};
        byte[] result = smith.transform(null, new Loader(), "a/B", null, null, broken);
        assertEquals(0, result.length);
        assertEquals(1, failures.size());
    }

    @Test
    void aFailureThatCannotBeToldMakesTheClassUnusableAllTheSame() {
        Smith smith =
                new Smith(
                        weaver,
                        entries,
                        failure -> {
                            throw new StackOverflowError();
                        });
        byte[] broken = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0};
        assertEquals(0, smith.transform(null, new Loader(), "a/B", null, null, broken).length);
    }

    @Test
    void whatIsNotGuardedIsLeftAlone() throws Exception {
        assertNull(weaver.weave(bytes(Path.class), List.of(), shapes()));
    }

    /** Every class of real drivers is woven, and those that are changed pass the JVM's verifier. */
    @ParameterizedTest
    @ValueSource(strings = {"org.postgresql.Driver", "org.h2.Driver", "org.sqlite.JDBC"})
    void everyClassOfADriverIsWovenSoThatItVerifies(String driver) throws Exception {
        Loader loader = new Loader();
        Shapes shapes = new Shapes(shapes());
        List<String> changed = new ArrayList<>();
        for (String name : classesBeside(Class.forName(driver))) {
            byte[] bytes = resource(Class.forName(driver).getClassLoader(), name + ".class");
            byte[] woven = weaver.weave(bytes, List.of(), shapes());
            if (woven != null) {
                assertTrue(shapes.mayBeIn(bytes), name + " would be passed over");
                changed.add(name.replace('/', '.'));
                loader.prepare(name.replace('/', '.'), woven);
            }
        }
        assertFalse(changed.isEmpty());
        for (String name : changed) {
            Class<?> type = loader.loadClass(name);
            if (!type.isInterface()) {
                MethodHandles.privateLookupIn(type, MethodHandles.lookup()).ensureInitialized(type);
            }
        }
    }

    /** The quick look may say yes too often, never no too often. */
    @Test
    void theQuickLookOverlooksNoClass() throws Exception {
        Shapes shapes = new Shapes(shapes());
        int looked = 0;
        FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
        for (String module :
                List.of("java.sql", "java.sql.rowset", "java.net.http", "java.naming")) {
            try (Stream<Path> files = Files.walk(jdk.getPath("modules", module))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    if (weaver.weave(bytes, List.of(), shapes()) != null) {
                        assertTrue(shapes.mayBeIn(bytes), file + " would be passed over");
                        looked++;
                    }
                }
            }
        }
        assertTrue(looked > 0);
    }

    private List<Weaver.Numbered> shapes() {
        List<Weaver.Numbered> shapes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).row().type().equals(ChokePoint.ANY)) {
                shapes.add(new Weaver.Numbered(i, entries.get(i).row()));
            }
        }
        return shapes;
    }

    private static List<String> classesBeside(Class<?> driver) throws Exception {
        Path jar = Path.of(driver.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (java.util.jar.JarFile file = new java.util.jar.JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(n -> n.endsWith(".class") && !n.startsWith("META-INF"))
                    .filter(n -> !n.equals("module-info.class"))
                    .map(n -> n.substring(0, n.length() - ".class".length()))
                    .toList();
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        ClassLoader loader =
                type.getClassLoader() == null
                        ? ClassLoader.getSystemClassLoader()
                        : type.getClassLoader();
        return resource(loader, type.getName().replace('.', '/') + ".class");
    }

    private static byte[] resource(ClassLoader loader, String name) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /**
     * Defines what was prepared, and takes the rest from the test's own loader, each class once.
     */
    private static final class Loader extends ClassLoader {
        private final java.util.Map<String, byte[]> prepared = new java.util.HashMap<>();

        Loader() {
            super(WeavingTest.class.getClassLoader());
        }

        void prepare(String name, byte[] bytes) {
            prepared.put(name, bytes);
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ofADriver =
                    name.startsWith("org.postgresql.")
                            || name.startsWith("org.h2.")
                            || name.startsWith("org.sqlite.");
            if (!ofADriver) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try {
                    byte[] bytes = prepared.get(name);
                    byte[] file =
                            bytes != null
                                    ? bytes
                                    : resource(getParent(), name.replace('.', '/') + ".class");
                    assertTrue(new ClassReader(file).getClassName().length() > 0);
                    return define(name, file);
                } catch (IOException | NullPointerException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
