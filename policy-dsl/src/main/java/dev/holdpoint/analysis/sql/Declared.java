package dev.holdpoint.analysis.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names that blocks of Oracle declare, as far as they can be seen: {@code a.DELETE(1)} takes
 * from a collection where {@code a} was declared in a block around it, and elsewhere calls what is
 * stored. What was declared in a block is forgotten at its end.
 */
final class Declared {

    /** More are not remembered, and what is not remembered is stored. */
    private static final int MOST = 1_000;

    private final List<String> names = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** How many names there were where declarations began whose block has not begun yet. */
    private final Deque<Integer> coming = new ArrayDeque<>(2);

    /** The same for the blocks around the place that is read. */
    private final Deque<Integer> around = new ArrayDeque<>(2);

    /** Declarations begin, behind DECLARE or the header of a routine. */
    void begin() {
        Integer last = coming.peek();
        if (last == null || last != names.size()) {
            coming.push(names.size());
        }
    }

    void add(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        // one that is declared twice stays as long as the outer one does
        if (names.size() < MOST && seen.add(lower)) {
            names.add(lower);
        }
    }

    boolean has(String name) {
        return seen.contains(name.toLowerCase(Locale.ROOT));
    }

    void enterBlock() {
        around.push(coming.isEmpty() ? names.size() : coming.pop());
    }

    /** Ends blocks until so many are left. */
    void leaveBlocks(int left) {
        int from = names.size();
        while (around.size() > left) {
            from = Math.min(from, around.pop());
        }
        List<String> gone = names.subList(from, names.size());
        gone.forEach(seen::remove);
        gone.clear();
    }
}
