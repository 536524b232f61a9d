package dev.holdpoint.instrument;

import dev.holdpoint.bridge.Checkpoint;
import dev.holdpoint.bridge.Post;
import dev.holdpoint.guard.Gate;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Arms a JVM. In this order: {@link BootBridge#define}; then whoever attaches makes the gate; then
 * {@link #arm}. Whatever is thrown here means that the application must not run.
 */
public final class Armament {

    private Armament() {}

    /**
     * Arms every choke point, tests those whose classes are in use, and opens the gate.
     *
     * @param failures is told of every class that could not be guarded, then and later
     * @param observing whether what no choke point can make sense of may run all the same
     * @return the number of choke points
     */
    public static int arm(
            Instrumentation instrumentation,
            Gate gate,
            Consumer<String> failures,
            boolean observing)
            throws Exception {
        List<Armoury.Entry> entries = Armoury.standard();
        Watch watch = new Watch(entries, observing);
        Post.offer(watch);
        if (!Checkpoint.isPosted(watch)) {
            throw new IllegalStateException("somebody else stands at the checkpoints");
        }
        open(instrumentation, entries);
        List<String> failed = Collections.synchronizedList(new ArrayList<>());
        Consumer<String> report =
                new Consumer<>() {
                    @Override
                    public void accept(String failure) {
                        failed.add(failure);
                        failures.accept(failure);
                    }
                };
        String prefix = prefix();
        Smith smith = new Smith(new AsmWeaver(prefix), entries, report);
        instrumentation.addTransformer(smith, true);
        instrumentation.setNativeMethodPrefix(smith, prefix);
        weaveWhatIsLoaded(instrumentation, smith);
        if (!failed.isEmpty()) {
            throw new IllegalStateException(failed.get(0));
        }
        SelfTest.run();
        watch.open(gate);
        return entries.size();
    }

    private static void open(Instrumentation instrumentation, List<Armoury.Entry> entries) {
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
            throws Exception {
        for (String name : List.of("java.lang.ProcessImpl", "java.lang.ProcessBuilder")) {
            Class<?> type = Class.forName(name, false, null);
            if (!smith.hasWoven(name.replace('.', '/'))) {
                instrumentation.retransformClasses(type);
            }
            if (!smith.hasWoven(name.replace('.', '/'))) {
                throw new IllegalStateException(name + " could not be woven");
            }
        }
    }

    /** Nobody can guess what a wrapped native method is called. */
    private static String prefix() {
        byte[] random = new byte[12];
        new java.security.SecureRandom().nextBytes(random);
        return "holdpoint" + HexFormat.of().formatHex(random) + "$";
    }
}
