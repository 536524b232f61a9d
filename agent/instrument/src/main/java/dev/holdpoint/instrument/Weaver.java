package dev.holdpoint.instrument;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All bytecode work. */
interface Weaver {

    /** A choke point and its number. */
    record Numbered(int point, ChokePoint row) {}

    /**
     * Weaves choke points into one class.
     *
     * @param bytes the class file
     * @param rows those that name this class; each must be found
     * @param shapes those that name no class; those that are found are woven
     * @return the new class file, or null where nothing is woven
     * @throws IllegalStateException if a row is not found, with the row in its message
     */
    byte @Nullable [] weave(byte[] bytes, List<Numbered> rows, List<Numbered> shapes);
}
