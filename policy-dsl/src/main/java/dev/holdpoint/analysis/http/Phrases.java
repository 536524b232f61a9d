package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words that belong together ({@code api key}), found in a list of words without joining it; the
 * last of them may be in the plural.
 */
final class Phrases {

    private final Map<String, List<List<String>>> byFirst = new HashMap<>();

    Phrases(Collection<String> phrases) {
        for (String phrase : phrases) {
            List<String> words = List.of(phrase.split(" ", -1));
            byFirst.computeIfAbsent(words.get(0), w -> new ArrayList<>()).add(words);
            if (words.size() == 1) {
                byFirst.computeIfAbsent(words.get(0) + "s", w -> new ArrayList<>()).add(words);
            }
        }
    }

    /** Behind the longest phrase that stands at that place; -1 where none does. */
    int end(List<String> words, int at) {
        int end = -1;
        for (List<String> phrase : byFirst.getOrDefault(words.get(at), List.of())) {
            if (at + phrase.size() > end && stands(phrase, words, at)) {
                end = at + phrase.size();
            }
        }
        return end;
    }

    boolean within(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (end(words, i) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(List<String> phrase, List<String> words, int at) {
        if (at + phrase.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < phrase.size(); i++) {
            boolean last = i == phrase.size() - 1;
            String word = words.get(at + i);
            if (!word.equals(phrase.get(i)) && !(last && isPlural(word, phrase.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlural(String word, String of) {
        return word.length() == of.length() + 1 && word.endsWith("s") && word.startsWith(of);
    }
}
