package dev.holdpoint.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdpoint.it.app.LibrariesApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the application notices nothing of what Holdpoint is made of. */
class IsolationTest {

    @TempDir private Path directory;

    @Test
    void onlyTheDoorLiesInTheRootOfTheJar() throws IOException {
        TreeSet<String> roots = new TreeSet<>();
        try (JarFile jar = new JarFile(GuardedJvm.jar().toFile())) {
            jar.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("inside/"))
                    .forEach(entry -> roots.add(entry.getName()));
        }
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "META-INF/MANIFEST.MF",
                                "dev/holdpoint/dist/entry/Holdpoint.class",
                                "dev/holdpoint/dist/entry/Inside.class")),
                roots);
    }

    @Test
    void classesOfLibrariesCarryNamesOfOurOwn() throws IOException {
        try (JarFile jar = new JarFile(GuardedJvm.jar().toFile())) {
            List<String> foreign =
                    jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("inside/") && name.endsWith(".class"))
                            .filter(name -> !name.startsWith("inside/dev/holdpoint/"))
                            .toList();
            assertEquals(List.of(), foreign);
        }
    }

    /** Its libraries are other ones by the same names, and break whoever takes them for ours. */
    @Test
    void anApplicationWithOtherVersionsOfTheLibrariesNoticesNothing() throws Exception {
        String application =
                Path.of(
                                LibrariesApp.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                        .toString();
        GuardedJvm.Ended ended =
                GuardedJvm.on(Path.of(System.getProperty("java.home")))
                        .probing(directory)
                        .with("audit", directory.resolve("audit.jsonl"))
                        .classPath(
                                application
                                        + ":"
                                        + other("tools.jackson.core", "JsonFactory")
                                        + ":"
                                        + other("org.slf4j", "LoggerFactory")
                                        + ":"
                                        + other("org.objectweb.asm", "ClassReader")
                                        + ":"
                                        + other("dev.holdpoint.engine", "PolicyLoader"))
                        .run(LibrariesApp.class);
        Outcomes.assertOutcomes(
                ended,
                """
                tools.jackson.core.JsonFactory | ran the application's
                org.slf4j.LoggerFactory | ran the application's
                org.objectweb.asm.ClassReader | ran the application's
                dev.holdpoint.engine.PolicyLoader | ran the application's
                dev.holdpoint.guard.Guard | java.lang.ClassNotFoundException: dev.holdpoint.guard.Guard
                dev.holdpoint.instrument.Armament | java.lang.ClassNotFoundException: dev.holdpoint.instrument.Armament
                the exception's loader | ran boot
                services | ran 0
                exec, stopped | stopped
                exec, allowed | ran 0
                """);
        assertTrue(Files.size(directory.resolve("audit.jsonl")) > 0);
    }

    private Path other(String packageName, String name) throws IOException {
        Path classes = Files.createDirectories(directory.resolve("other"));
        Path source = directory.resolve(name + ".java");
        Files.writeString(
                source,
                "package "
                        + packageName
                        + "; public class "
                        + name
                        + " { public static String whose() { return \"the application's\"; } }");
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertEquals(
                0, javac.run(System.out, System.err, "-d", classes.toString(), source.toString()));
        return classes;
    }
}
