package dev.holdpoint.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Notices a JDK whose classes have other names. A class that is there and lacks the method is found
 * when it is woven; one that is not there any more would never be looked at. So with the first
 * class of a guarded package, all classes that the manifest names in it must exist. Thread-safe.
 */
final class Companions {

    /** By package, with slashes; what was checked is taken out. */
    private final Map<String, Set<String>> unchecked = new HashMap<>();

    Companions(Iterable<Armoury.Entry> entries) {
        for (Armoury.Entry entry : entries) {
            String name = entry.row().internalType();
            int slash = name.lastIndexOf('/');
            if (slash > 0 && !name.startsWith("java/")) {
                String directory = name.substring(0, slash);
                Set<String> names = unchecked.get(directory);
                if (names == null) {
                    names = new HashSet<>();
                    unchecked.put(directory, names);
                }
                names.add(name);
            }
        }
    }

    /**
     * Looks when a class of a guarded package is loaded.
     *
     * @throws IllegalStateException if a class is missing
     */
    void check(Module module, String loaded) throws IOException {
        int slash = loaded.lastIndexOf('/');
        if (slash < 0) {
            return;
        }
        Set<String> names;
        synchronized (unchecked) {
            names = unchecked.isEmpty() ? null : unchecked.get(loaded.substring(0, slash));
        }
        if (names == null) {
            return;
        }
        for (String name : names) {
            try (InputStream there = module.getResourceAsStream(name + ".class")) {
                if (there == null) {
                    throw new IllegalStateException(
                            name + " must be guarded, and this " + module.getName() + " lacks it");
                }
            }
        }
        synchronized (unchecked) {
            unchecked.remove(loaded.substring(0, slash));
        }
    }
}
