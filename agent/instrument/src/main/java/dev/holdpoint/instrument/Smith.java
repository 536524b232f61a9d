package dev.holdpoint.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves choke points into classes as the JVM loads them. The JVM ignores what a transformer throws
 * and would load the class unguarded; so what goes wrong here is reported, and the class is made
 * unloadable. Thread-safe.
 */
final class Smith implements ClassFileTransformer {

    /** No class file: whoever needs the class gets a {@code ClassFormatError}. */
    private static final byte[] UNUSABLE = {};

    private static final String UNREPORTED =
            "a class could not be guarded, and that could not be told";

    private final Weaver weaver;
    private final Map<String, List<Weaver.Numbered>> named = new HashMap<>();
    private final List<Weaver.Numbered> shapes = new ArrayList<>();
    private final Shapes shaped;
    private final Map<String, Boolean> woven = new ConcurrentHashMap<>();
    private final Companions companions;
    private final Consumer<String> failures;
    private volatile @Nullable String failure;

    Smith(Weaver weaver, List<Armoury.Entry> entries, Consumer<String> failures) {
        this.weaver = weaver;
        this.failures = failures;
        for (int i = 0; i < entries.size(); i++) {
            ChokePoint row = entries.get(i).row();
            Weaver.Numbered numbered = new Weaver.Numbered(i, row);
            if (row.type().equals(ChokePoint.ANY)) {
                shapes.add(numbered);
            } else {
                List<Weaver.Numbered> rows = named.get(row.internalType());
                if (rows == null) {
                    rows = new ArrayList<>();
                    named.put(row.internalType(), rows);
                }
                rows.add(numbered);
            }
        }
        this.shaped = new Shapes(shapes);
        this.companions = new Companions(entries);
    }

    /** Whether the class of that name was woven when it was loaded. */
    boolean hasWoven(String internalName) {
        return woven.containsKey(internalName);
    }

    /** The last class that could not be guarded. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == Smith.class.getClassLoader()) {
            return null;
        }
        try {
            if (module != null && name != null && module.isNamed()) {
                companions.check(module, name);
            }
            List<Weaver.Numbered> rows = name == null ? null : named.get(name);
            boolean maybe = shaped.mayBeIn(bytes);
            if (rows == null && !maybe) {
                return null;
            }
            byte[] result =
                    weaver.weave(
                            bytes, rows == null ? List.of() : rows, maybe ? shapes : List.of());
            if (rows != null && name != null) {
                woven.put(name, Boolean.TRUE);
            }
            return result;
        } catch (Throwable e) {
            try {
                String report =
                        name
                                + " cannot be guarded and was made unusable: "
                                + (e.getMessage() == null ? e.toString() : e.getMessage());
                failure = report;
                failures.accept(report);
            } catch (Throwable unheard) { // a full stack, a closed stream: the class stays unusable
                failure = UNREPORTED;
            }
            return UNUSABLE;
        }
    }
}
