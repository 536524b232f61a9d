package dev.holdpoint.analysis.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether words put an end to something that others rely on, though it can be put back: {@code
 * StopInstances}, {@code AdminDisableUser}, {@code sqlPools/pause}. {@code words.txt} states the
 * rule under 11.
 */
final class Endings {

    private final Set<String> halting;
    private final Set<String> mainstay;
    private final Set<String> modifier;
    private final Set<String> relation;

    Endings(Map<String, Set<String>> classes) {
        this.halting = classes.getOrDefault("halting", Set.of());
        this.mainstay = classes.getOrDefault("mainstay", Set.of());
        this.modifier = classes.getOrDefault("modifier", Set.of());
        this.relation = classes.getOrDefault("relation", Set.of());
    }

    /** Whether a name of these words does. */
    boolean ends(List<String> words) {
        int n = words.size();
        int first = 0;
        while (first < n - 1 && modifier.contains(words.get(first))) {
            first++;
        }
        int behind = behindHalting(words, first);
        if (behind > first) {
            int object = object(words, behind);
            return object > behind && isMainstay(words.get(object - 1));
        }
        // serverStop, instance_power_off
        int verb = n > 1 && halting.contains(words.get(n - 1)) ? n - 1 : n - 2;
        return verb > 0 && behindHalting(words, verb) == n && isMainstay(words.get(verb - 1));
    }

    /** Whether words are such a verb alone, which ends what is named before it. */
    boolean bare(List<String> words) {
        return !words.isEmpty() && behindHalting(words, 0) == words.size();
    }

    /** Whether what is named so is relied on, in singular or plural. */
    boolean isMainstay(List<String> words) {
        return !words.isEmpty() && isMainstay(words.get(words.size() - 1));
    }

    private boolean isMainstay(String word) {
        return mainstay.contains(word)
                || word.endsWith("s") && mainstay.contains(word.substring(0, word.length() - 1))
                || word.endsWith("ies")
                        && mainstay.contains(word.substring(0, word.length() - 3) + "y");
    }

    /** Behind the verb that stands there, of one word or two ({@code power off}). */
    private int behindHalting(List<String> words, int at) {
        if (halting.contains(words.get(at))) {
            return at + 1;
        }
        boolean two = at + 1 < words.size() && halting.contains(words.get(at) + words.get(at + 1));
        return two ? at + 2 : -1;
    }

    /** Behind the last word of the object: what follows {@code from}, {@code for}, … is another. */
    private int object(List<String> words, int from) {
        int at = from;
        while (at < words.size() && !relation.contains(words.get(at))) {
            at++;
        }
        return at;
    }
}
