package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a name falls into parts and words; {@code words.txt} states it under 1 and 6. Only the first
 * 512 characters are read.
 */
final class NameParts {

    private static final int MOST_LENGTH = 512;

    private final Map<String, Set<String>> classes;

    NameParts(Map<String, Set<String>> classes) {
        this.classes = classes;
    }

    private boolean is(String type, String word) {
        return classes.getOrDefault(type, Set.of()).contains(word);
    }

    /**
     * Words that are written together: {@code batchdelete}, {@code deletecomputeenvironment}. They
     * are parted behind a modifier or an order, unless what follows only bends the order ({@code
     * deleted}, {@code removal}).
     */
    private void add(String word, List<String> words) {
        if (word.length() > 7 && !is("destroy", word)) {
            for (int i = 3; i <= 10 && i < word.length() - 2; i++) {
                String first = word.substring(0, i);
                String rest = word.substring(i);
                if (is("order", first) && !is("bend", rest) && !isPast(rest)
                        || is("modifier", first) && is("destroy", rest) && rest.length() > 4) {
                    words.add(first);
                    words.add(rest);
                    return;
                }
            }
        }
        words.add(word);
    }

    /** {@code deletedsecrets}: what was deleted, where the rest begins as no word does. */
    private static boolean isPast(String rest) {
        return rest.length() > 3
                && rest.charAt(0) == 'd'
                && "aeioubhlnrwy".indexOf(rest.charAt(1)) < 0;
    }

    /** The words of each part, in lower case. */
    List<List<String>> of(String name) {
        List<List<String>> parts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = Math.min(name.length(), MOST_LENGTH);
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            boolean letter = Character.isLetter(c);
            boolean upper = Character.isUpperCase(c);
            boolean edge =
                    !letter
                            || i > 0
                                    && upper
                                    && (Character.isLowerCase(name.charAt(i - 1))
                                            || i + 1 < end
                                                    && Character.isLowerCase(name.charAt(i + 1)));
            if (edge && word.length() > 0) {
                add(word.toString().toLowerCase(Locale.ROOT), words);
                word.setLength(0);
            }
            if (letter) {
                word.append(c);
            } else if (c == '.' || c == '/' || c == ':') {
                parts.add(words);
                words = new ArrayList<>();
            }
        }
        if (word.length() > 0) {
            add(word.toString().toLowerCase(Locale.ROOT), words);
        }
        parts.add(words);
        parts.removeIf(List::isEmpty);
        return parts;
    }
}
