package dev.holdpoint.instrument;

import dev.holdpoint.bridge.Checkpoint;
import dev.holdpoint.bridge.Post;
import dev.holdpoint.guard.Gate;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An armed JVM. First {@link BootBridge#define}, then {@link #close}, and when there is a gate
 * {@link #open}. Whatever is thrown here means that the application must not run.
 */
public final class Armament {

    private final Watch watch;
    private final int points;

    private Armament(Watch watch, int points) {
        this.watch = watch;
        this.points = points;
    }

    /**
     * Arms every choke point with a sentry that stops everything, and tests those whose classes are
     * in use.
     *
     * <p>This comes before the policy is looked for, and before the environment is: on JDK 25,
     * {@code System.getenv} loads {@code ProcessImpl}, whose native method can be wrapped only
     * while it is not loaded.
     *
     * @param failures is told of every class that could not be guarded, then and later
     * @throws IllegalStateException with a message for people, if anything is not armed
     */
    public static Armament close(Instrumentation instrumentation, Consumer<String> failures)
            throws IOException, ReflectiveOperationException, UnmodifiableClassException {
        List<Armoury.Entry> entries = Armoury.standard();
        Watch watch = new Watch(entries);
        Post.offer(watch);
        if (!Checkpoint.isPosted(watch)) {
            throw new IllegalStateException("somebody else stands at the checkpoints");
        }
        openPackages(instrumentation, entries);
        String prefix = prefix();
        Smith smith = new Smith(new AsmWeaver(prefix), entries, failures);
        instrumentation.addTransformer(smith, true);
        instrumentation.setNativeMethodPrefix(smith, prefix);
        weaveWhatIsLoaded(instrumentation, smith);
        BootBridge.hideMethod(
                Class.forName("java.lang.ProcessImpl", false, null), prefix + "forkAndExec");
        SelfTest.run();
        return new Armament(watch, entries.size());
    }

    /**
     * Lets the gate decide from here on.
     *
     * @param observing whether what no choke point can make sense of may run all the same
     */
    public void open(Gate gate, boolean observing) {
        watch.open(gate, observing);
    }

    /**
     * One choke point, for people.
     *
     * @param surface the kind of operation that is seen there
     * @param type the class, {@code *} where the method's shape decides
     * @param member the method or field
     */
    public record Row(String surface, String type, String member) {}

    /** The table of choke points: what {@code doctor} prints. */
    public static List<Row> table() {
        return Armoury.standard().stream()
                .map(e -> new Row(e.family().kind().word(), e.row().type(), e.row().member()))
                .toList();
    }

    /** How many choke points there are. */
    public int points() {
        return points;
    }

    private static void openPackages(Instrumentation instrumentation, List<Armoury.Entry> entries) {
        Set<Module> here = Set.of(Armament.class.getModule());
        Map<String, Map<String, Set<Module>>> packages = new HashMap<>();
        Family last = null;
        for (Armoury.Entry entry : entries) {
            if (entry.family() != last) {
                last = entry.family();
                for (Family.Opening opening : last.openings()) {
                    Map<String, Set<Module>> ofModule = packages.get(opening.module());
                    if (ofModule == null) {
                        ofModule = new HashMap<>();
                        packages.put(opening.module(), ofModule);
                    }
                    ofModule.put(opening.name(), here);
                }
            }
        }
        for (Map.Entry<String, Map<String, Set<Module>>> opened : packages.entrySet()) {
            Module module = ModuleLayer.boot().findModule(opened.getKey()).orElse(null);
            if (module != null) {
                instrumentation.redefineModule(
                        module, Set.of(), Map.of(), opened.getValue(), Set.of(), Map.of());
            }
        }
    }

    /** Classes of the JDK that every JVM uses are loaded and woven now; others when they come. */
    private static void weaveWhatIsLoaded(Instrumentation instrumentation, Smith smith)
            throws ClassNotFoundException, UnmodifiableClassException {
        Class.forName("java.lang.ProcessImpl", false, null);
        if (!smith.hasWoven("java/lang/ProcessImpl")) {
            throw new IllegalStateException(
                    smith.failure()
                            .orElse(
                                    "java.lang.ProcessImpl was loaded before holdpoint, so that not"
                                            + " all of it can be guarded; put holdpoint first among"
                                            + " the -javaagent options"));
        }
        if (!smith.hasWoven("java/lang/ProcessBuilder")) {
            instrumentation.retransformClasses(ProcessBuilder.class);
        }
        if (!smith.hasWoven("java/lang/ProcessBuilder")) {
            throw new IllegalStateException(
                    smith.failure().orElse("java.lang.ProcessBuilder could not be woven"));
        }
    }

    /**
     * Nobody can guess what a wrapped native method is called. From the device, because the first
     * use of {@code SecureRandom} costs the start more than all else here.
     */
    private static String prefix() throws IOException {
        try (InputStream random = new FileInputStream("/dev/urandom")) {
            return "holdpoint" + HexFormat.of().formatHex(random.readNBytes(12)) + "$";
        }
    }
}
