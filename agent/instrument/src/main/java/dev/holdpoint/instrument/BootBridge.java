package dev.holdpoint.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;

/**
 * Puts the bridge into the boot class loader, class by class, and hides its fields from reflection.
 * {@code appendToBootstrapClassLoaderSearch} would do the first with a warning on standard output
 * and without class data sharing for the application.
 *
 * <p>For this, {@code jdk.internal.misc} and {@code jdk.internal.reflect} are exported to this
 * class's module, and to no other. Both methods used exist on JDK 17 to 25.
 */
public final class BootBridge {

    private static final String PACKAGE = "dev/holdpoint/bridge/";

    /** In the order in which one needs the other. */
    private static final String[] CLASSES = {
        "HoldpointException", "Sentry", "Post$Closed", "Post", "Checkpoint"
    };

    private BootBridge() {}

    /**
     * Defines the bridge. Before this, no class may be touched that refers to it.
     *
     * @throws ReflectiveOperationException if this JDK does not let us, or somebody else has put
     *     classes of these names there
     */
    public static void define(Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        Module base = Object.class.getModule();
        Set<Module> here = Set.of(BootBridge.class.getModule());
        instrumentation.redefineModule(
                base,
                Set.of(),
                Map.of("jdk.internal.misc", here, "jdk.internal.reflect", here),
                Map.of(),
                Set.of(),
                Map.of());
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
        Object theUnsafe = unsafe.getMethod("getUnsafe").invoke(null);
        Method define =
                unsafe.getMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ClassLoader.class,
                        ProtectionDomain.class);
        Method hide =
                Class.forName("jdk.internal.reflect.Reflection")
                        .getMethod("registerFieldsToFilter", Class.class, Set.class);
        for (String name : CLASSES) {
            byte[] bytes = read(PACKAGE + name + ".class");
            Class<?> defined =
                    (Class<?>)
                            define.invoke(
                                    theUnsafe, PACKAGE + name, bytes, 0, bytes.length, null, null);
            hide.invoke(null, defined, Set.of("*"));
        }
    }

    /** After {@link #define}: reflection does not show that method any more. */
    static void hideMethod(Class<?> type, String name) throws ReflectiveOperationException {
        Class.forName("jdk.internal.reflect.Reflection")
                .getMethod("registerMethodsToFilter", Class.class, Set.class)
                .invoke(null, type, Set.of(name));
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = BootBridge.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("this jar is not whole: it lacks " + resource);
            }
            return in.readAllBytes();
        }
    }
}
