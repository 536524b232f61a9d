package dev.holdpoint.analysis.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The directories that a shell may be in. {@code cd} can fail, and a script that does not look at
 * its status goes on where it was: so what is known depends on the last status until a command is
 * run whatever that was. Immutable.
 *
 * @param here where it may be if the last status was success, the likeliest first; a single empty
 *     one where that cannot be told
 * @param otherwise where it may be if the last status was failure
 */
record Whereabouts(List<Optional<String>> here, List<Optional<String>> otherwise) {

    /** More than these are as good as unknown. */
    private static final int MOST = 4;

    private static final List<Optional<String>> ANYWHERE = List.of(Optional.empty());

    static final Whereabouts UNKNOWN = new Whereabouts(ANYWHERE, ANYWHERE);

    /** Directories that every system has and everybody may enter. */
    private static final Set<String> CERTAIN =
            Set.of("/", "/tmp", "/var/tmp", "/etc", "/usr", "/usr/bin", "/var", "/dev", ".", "~");

    static Whereabouts at(Optional<String> directory) {
        List<Optional<String>> one = List.of(directory);
        return new Whereabouts(one, one);
    }

    /** After an attempt to move. */
    Whereabouts moved(UnaryOperator<Optional<String>> target) {
        List<Optional<String>> before = settled().here;
        List<Optional<String>> after = new ArrayList<>(before.size());
        for (Optional<String> from : before) {
            Optional<String> there = target.apply(from);
            if (!after.contains(there)) {
                after.add(there);
            }
        }
        List<Optional<String>> to = bounded(after);
        boolean certain = true;
        for (Optional<String> d : to) {
            certain &= d.isPresent() && isCertain(d.get());
        }
        return new Whereabouts(to, certain ? to : before);
    }

    /** A way up from the start is there, too. */
    private static boolean isCertain(String directory) {
        return CERTAIN.contains(directory) || directory.replace("../", "").equals("..");
    }

    Whereabouts succeeded() {
        return settledAt(here);
    }

    Whereabouts failed() {
        return settledAt(otherwise);
    }

    private Whereabouts settledAt(List<Optional<String>> directories) {
        return here.equals(otherwise) ? this : new Whereabouts(directories, directories);
    }

    /** Where it may be whatever the last status was. */
    Whereabouts settled() {
        return here.equals(otherwise) ? this : settledAt(union(here, otherwise));
    }

    /** Where two ways meet. */
    Whereabouts or(Whereabouts other) {
        return equals(other)
                ? this
                : new Whereabouts(union(here, other.here), union(otherwise, other.otherwise));
    }

    /** What holds after {@code a && b}, where this holds after b; the other where a failed. */
    Whereabouts afterSuccess(Whereabouts other) {
        return new Whereabouts(here, union(otherwise, other.here));
    }

    /** What holds after {@code a || b}, where this holds after b; the other where a succeeded. */
    Whereabouts afterFailure(Whereabouts other) {
        return new Whereabouts(union(other.here, here), otherwise);
    }

    /** Whether every place of the other is one of these. */
    boolean covers(Whereabouts other) {
        return covers(settled().here, other.settled().here);
    }

    private static boolean covers(List<Optional<String>> all, List<Optional<String>> some) {
        return all.equals(ANYWHERE) || all.containsAll(some);
    }

    /** The place if there is only one. */
    Optional<String> only() {
        return here.size() == 1 && here.equals(otherwise) ? here.get(0) : Optional.empty();
    }

    /** The likeliest place: where each {@code cd} did what it was to do. */
    Optional<String> likely() {
        return here.get(0);
    }

    private static List<Optional<String>> union(
            List<Optional<String>> a, List<Optional<String>> b) {
        if (a.equals(b)) {
            return a;
        }
        List<Optional<String>> all = new ArrayList<>(a);
        for (Optional<String> d : b) {
            if (!all.contains(d)) {
                all.add(d);
            }
        }
        return bounded(all);
    }

    private static List<Optional<String>> bounded(List<Optional<String>> all) {
        return all.size() > MOST || all.contains(Optional.<String>empty())
                ? ANYWHERE
                : List.copyOf(all);
    }
}
