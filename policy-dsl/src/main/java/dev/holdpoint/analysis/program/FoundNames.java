package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * By which names {@code find} chooses what an action is done to: those of {@code -name} that stand
 * before the action and must hold with it. Groups are understood where they are nothing but
 * alternatives of names, {@code \( -name a -o -name b \)}; whatever else may choose more than the
 * names say chooses everything.
 *
 * <p>Is led over an expression from left to right, once. Source: POSIX.1-2017, find; GNU findutils
 * 4.9.
 */
final class FoundNames {

    /** Everything below a starting point. */
    private static final List<String> ALL = List.of("**");

    /** Alternatives of one group; more choose everything. */
    private static final int MOST_NAMES = 16;

    private static final Set<String> AND = Set.of("-a", "-and");

    private static final Set<String> OR = Set.of("-o", "-or");

    /** With these, what is found need not lie below the starting points that are named. */
    private static final Set<String> ELSEWHERE = Set.of("-L", "-follow", "-files0-from");

    private final List<Word> words;
    private List<String> patterns = ALL;

    /** Not even the names tell what is chosen. */
    private boolean lost;

    /** The place behind the group that was understood last. */
    private int understood;

    /** How many parentheses are open, of groups that are not understood. */
    private int depth;

    private boolean negated;

    /**
     * @param roots the starting points; one that may be any word may begin the expression
     */
    FoundNames(List<Word> words, List<Word> roots) {
        this.words = words;
        this.lost =
                words.stream().anyMatch(w -> ELSEWHERE.contains(w.prefix()))
                        || roots.stream()
                                .anyMatch(r -> r.prefix().isEmpty() && r.literal().isEmpty());
    }

    /**
     * Goes on to the word at that place, which is no value of another.
     *
     * @return patterns of paths below a starting point: whatever the word is done to is of one of
     *     them
     */
    List<String> at(int place) {
        if (place >= understood) {
            lost |= words.get(place).literal().isEmpty();
            read(place);
        }
        return lost || depth > 0 ? ALL : patterns;
    }

    /** Patterns of what is of the one or of the other. */
    static List<String> either(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private void read(int i) {
        String word = words.get(i).prefix();
        if (word.equals("!") || word.equals("-not")) {
            negated = !negated;
            return;
        }
        if (isOpen(word)) {
            Optional<Group> group = depth > 0 || negated ? Optional.empty() : group(i + 1);
            if (group.isPresent()) {
                patterns = group.get().patterns();
                understood = group.get().end();
            } else {
                depth++;
            }
        } else if (isClose(word)) {
            depth = Math.max(0, depth - 1);
        } else if (depth == 0 && (OR.contains(word) || word.equals(","))) {
            patterns = ALL;
        } else if (depth == 0 && word.equals("-name") && !negated) {
            pattern(i + 1).ifPresent(p -> patterns = List.of(p));
        }
        negated &= AND.contains(word);
    }

    /**
     * What a group of names chooses, and where it ends.
     *
     * @param end the place behind its parenthesis
     */
    private record Group(List<String> patterns, int end) {}

    private Optional<Group> group(int from) {
        List<String> names = new ArrayList<>();
        boolean named = false;
        int i = from;
        while (i < words.size() && names.size() <= MOST_NAMES) {
            String word = words.get(i).literal().orElse("");
            if (word.equals("-name") && !named) {
                Optional<String> pattern = pattern(i + 1);
                if (pattern.isEmpty()) {
                    return Optional.empty();
                }
                names.add(pattern.get());
                named = true;
                i += 2;
            } else if (word.equals("-type")) {
                i += 2;
            } else if (OR.contains(word) && named) {
                named = false;
                i++;
            } else if (isClose(word) && named) {
                return Optional.of(new Group(List.copyOf(names), i + 1));
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The pattern of paths for a name that is known; a name has no slash. */
    private Optional<String> pattern(int i) {
        if (i >= words.size() || words.get(i).hasHole()) {
            return Optional.empty();
        }
        String name = words.get(i).rendering();
        return name.isEmpty() || name.indexOf('/') >= 0 || name.startsWith(".") && name.length() < 3
                ? Optional.empty()
                : Optional.of("**/" + name);
    }

    private static boolean isOpen(String word) {
        return word.equals("(") || word.equals("\\(");
    }

    private static boolean isClose(String word) {
        return word.equals(")") || word.equals("\\)");
    }
}
