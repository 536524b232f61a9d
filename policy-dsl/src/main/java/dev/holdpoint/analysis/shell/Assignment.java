package dev.holdpoint.analysis.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code name=value}, {@code name+=value}, {@code name[subscript]=value} or {@code name=(…)}.
 *
 * @param elements of a compound value; null where the value is the plain {@code value}
 */
record Assignment(
        String name,
        @Nullable ShellWord subscript,
        boolean append,
        ShellWord value,
        @Nullable List<Element> elements) {

    /**
     * One element of a compound value.
     *
     * @param key between brackets, if it is given
     */
    record Element(@Nullable ShellWord key, ShellWord value) {}
}
