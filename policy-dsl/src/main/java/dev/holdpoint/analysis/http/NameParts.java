package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How a name falls into parts and words; {@code words.txt} states it under 1 and 6. Of a name that
 * is longer than any that people give, the beginning and the end are read: of its words the first
 * and the last decide, and what is put before or between them decides nothing.
 */
final class NameParts {

    /** Characters at the beginning, and as many at the end. */
    private static final int MOST_LENGTH = 256;

    private static final int PLACE_BITS = 10;
    private static final int LONGEST = 40;

    private record Known(String name, List<List<String>> parts) {
        private Known {
            parts = List.copyOf(parts);
        }
    }

    private final Map<String, Set<String>> classes;

    private final AtomicReferenceArray<@Nullable Known> places =
            new AtomicReferenceArray<>(1 << PLACE_BITS);

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

    /**
     * The words of each part, in lower case; immutable. Names come again and again, in one request
     * and in the next, and are remembered, within bounds; what has a digit in it may be a secret,
     * and is not. Thread-safe.
     */
    List<List<String>> of(String name) {
        if (!isRemembered(name)) {
            return parted(name);
        }
        int place = name.hashCode() * 0x9E3779B9 >>> Integer.SIZE - PLACE_BITS;
        Known known = places.getAcquire(place);
        if (known == null || !known.name.equals(name)) {
            List<List<String>> parts = parted(name).stream().map(List::copyOf).toList();
            known = new Known(name, parts);
            places.setRelease(place, known);
        }
        return known.parts;
    }

    private static boolean isRemembered(String name) {
        if (name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= '0' && c <= '9' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private List<List<String>> parted(String written) {
        int length = written.length();
        String name =
                length <= 2 * MOST_LENGTH
                        ? written
                        : written.substring(0, MOST_LENGTH)
                                + "_"
                                + written.substring(length - MOST_LENGTH);
        List<List<String>> parts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = name.length();
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
