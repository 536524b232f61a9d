package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which names speak of something that guards against loss, and which values switch it off. The
 * words and the rule stand in the resource {@code protections.txt}.
 */
final class Safeguards {

    /** What a key says. */
    enum Sense {
        /** Nothing of a safeguard. */
        NONE,
        /** A safeguard: off is off. */
        GUARDS,
        /** The absence of one, or what it prevents: on is off. */
        ENDANGERS,
        /** What keeps others out: off lets them in. */
        BARS,
        /** What lets others in. */
        OPENS
    }

    /** What every word of the class begins with. */
    private static final String LIFECYCLE = "lifecycle";

    private static final int MOST_LENGTH = 80;
    private static final int MOST_WORDS = 10;
    private static final int LONGEST_VALUE = 16;
    private static final int LONGEST_OPEN = 24;

    /** Letters of which every word of the class {@code visible} has some. */
    private static final List<String> SHOWING = List.of("visib", "priva", "shar", "acl", "access");

    private static final Map<String, Set<String>> CLASSES = WordClasses.read("protections.txt");
    private static final List<String> STEMS = List.copyOf(CLASSES.getOrDefault("stem", Set.of()));

    private Safeguards() {}

    private static boolean is(String type, String word) {
        return CLASSES.getOrDefault(type, Set.of()).contains(word);
    }

    /**
     * Whether a key may name a safeguard, by its letters alone: most do not, and need no parting.
     */
    static boolean mayGuard(String key) {
        if (key.length() > MOST_LENGTH) {
            return false;
        }
        StringBuilder squeezed = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = (char) (key.charAt(i) | 0x20);
            if (c >= 'a' && c <= 'z') {
                squeezed.append(c);
            }
        }
        for (String stem : STEMS) {
            if (squeezed.indexOf(stem) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** What a key says, by its words. */
    static Sense sense(String key) {
        List<String> words = words(key);
        boolean turned = false;
        for (int end = words.size(); end > 0; end--) {
            boolean stated = end < words.size() && !words.get(end).equals("level");
            for (int start = 0; start < end; start++) {
                String phrase = tail(words, start, end);
                boolean danger = is("danger", phrase);
                if (danger || is("safeguard", phrase) || stated && is("stated", phrase)) {
                    return sense(words.subList(0, start), turned ^ danger);
                }
                boolean open = is("open", phrase);
                boolean said = stated || start > 0 && is("against", words.get(start - 1));
                if (open || is("barrier", phrase) || said && is("statedbarrier", phrase)) {
                    return access(sense(words.subList(0, start), turned ^ open));
                }
            }
            String last = words.get(end - 1);
            if (is("against", last)) {
                turned ^= true;
            } else if (!is("suffix", last)) {
                return Sense.NONE;
            }
        }
        return Sense.NONE;
    }

    private static Sense access(Sense sense) {
        return switch (sense) {
            case GUARDS -> Sense.BARS;
            case ENDANGERS -> Sense.OPENS;
            default -> sense;
        };
    }

    /** Whether a key says who may see something, and the value that everybody may. */
    static boolean opens(String key, String value) {
        if (value.length() > LONGEST_OPEN || key.length() > LONGEST_OPEN || !mayShow(key)) {
            return false;
        }
        return is("visible", squeezed(key)) && is("everybody", squeezed(value));
    }

    /** By letters alone, since every text passes here. */
    static boolean mayShow(String key) {
        for (int i = 0; i < key.length(); i++) {
            for (String stem : SHOWING) {
                if (key.regionMatches(true, i, stem, 0, stem.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By what stands before the name. */
    private static Sense sense(List<String> before, boolean turned) {
        boolean endangers = turned;
        for (String word : before) {
            if (is("aside", word)) {
                return Sense.NONE;
            }
            endangers ^= is("against", word);
        }
        return endangers ? Sense.ENDANGERS : Sense.GUARDS;
    }

    /**
     * Whether it is the name of a safeguard that says with more than one word that it is set there.
     */
    static boolean isSetting(String key) {
        List<String> words = words(key);
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        return sense(key) == Sense.GUARDS
                && words.size() > 1
                && (is("suffix", last) || last.startsWith("protection"));
    }

    /** By letters alone, since every number passes here: false for most keys. */
    static boolean mayRetain(String key) {
        int last = Math.min(key.length(), MOST_LENGTH) - RETAINING.length();
        for (int i = 0; i <= last; i++) {
            if (key.regionMatches(true, i, RETAINING, 0, RETAINING.length())) {
                return true;
            }
        }
        return key.endsWith(MIN_AGE);
    }

    private static final String RETAINING = "retention";

    /** Of Elasticsearch's lifecycles: after how long a phase begins. */
    static final String MIN_AGE = "min_age";

    /** Whether the key says how long something is kept: {@code backup_retention_days}. */
    static boolean isRetention(String key) {
        List<String> words = words(key);
        int end = words.size();
        if (end < 2) {
            // of nothing and without a unit: many a table has it, and nobody reads it
            return false;
        }
        while (end > 1 && is("unit", words.get(end - 1))) {
            end--;
        }
        for (int start = 0; start < end; start++) {
            if (is("retention", tail(words, start, end))) {
                return words.subList(0, start).stream().noneMatch(w -> is("aside", w));
            }
        }
        return false;
    }

    /** Whether the key says of how many there are of what serves. */
    static boolean isScale(String key) {
        return key.length() <= LONGEST_VALUE && is("scale", squeezed(key));
    }

    static boolean isSwitch(String key) {
        return key.length() <= LONGEST_VALUE && is("switch", squeezed(key));
    }

    static boolean isOff(String value) {
        return value.length() <= LONGEST_VALUE && is("off", value.strip().toLowerCase(Locale.ROOT));
    }

    static boolean isOn(String value) {
        return value.length() <= LONGEST_VALUE && is("on", value.strip().toLowerCase(Locale.ROOT));
    }

    /** {@code 0}, {@code 0d}, {@code PT0S}, {@code 00:00:00}: no time at all. */
    static boolean isNothing(String value) {
        boolean zero = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '1' && c <= '9') {
                return false;
            }
            zero |= c == '0';
        }
        return zero && value.length() <= LONGEST_VALUE;
    }

    /**
     * Whether a retention of that value, under a key or at a place of that name, keeps things for a
     * day at most: {@code retention_days: 1}, {@code data_retention: "1h"}, {@code retention.ms:
     * 3600000}. Without a unit it is taken for days.
     */
    static boolean isShort(String key, String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.length() > LONGEST_VALUE) {
            return false;
        }
        String number = text.startsWith("p") ? text.replaceFirst("^pt?", "") : text;
        int end = 0;
        while (end < number.length() && number.charAt(end) >= '0' && number.charAt(end) <= '9') {
            end++;
        }
        if (end == 0 || end > MOST_DIGITS) {
            return false;
        }
        long count = Long.parseLong(number.substring(0, end));
        String own = number.substring(end).strip();
        List<String> words = words(key);
        String unit = own.isEmpty() && !words.isEmpty() ? words.get(words.size() - 1) : own;
        boolean minutes = text.startsWith("pt") || !unit.equals("m");
        return count <= perDay(unit, minutes);
    }

    private static final int MOST_DIGITS = 15;

    /** How many of those are a day; none of a unit that is longer or not known. */
    private static long perDay(String unit, boolean minutes) {
        return switch (unit) {
            case "ms", "millis", "milliseconds" -> 86_400_000;
            case "s", "sec", "secs", "second", "seconds" -> 86_400;
            case "m" -> minutes ? 1_440 : 0;
            case "min", "mins", "minute", "minutes" -> 1_440;
            case "h", "hr", "hrs", "hour", "hours" -> 24;
            case "w", "week", "weeks", "month", "months", "y", "year", "years", "mo" -> 0;
            case "d", "day", "days", "retention", "period", "value", "time", "duration", "age" -> 1;
            default -> 0;
        };
    }

    static boolean isUnit(String key) {
        return key.length() <= MOST_TOLD && is("unit", key.toLowerCase(Locale.ROOT));
    }

    /** Whether the value says of what has a state that it is gone, or of a key that it is void. */
    static boolean isEnded(String state) {
        return state.length() <= MOST_TOLD && is("ended", state.toLowerCase(Locale.ROOT));
    }

    static boolean isSettings(String segment) {
        return is("settings", squeezed(segment));
    }

    static boolean isAside(String segment) {
        return words(segment).stream().anyMatch(w -> is("aside", w));
    }

    /** Whether that action of a catalog stores what people keep. */
    static boolean isData(String action) {
        return is("data", action.toLowerCase(Locale.ROOT))
                || words(action.substring(action.indexOf(':') + 1)).stream()
                        .anyMatch(w -> is("row", w));
    }

    static boolean isRow(String segment) {
        return segment.length() <= MOST_TOLD && is("row", segment.toLowerCase(Locale.ROOT));
    }

    /** {@code {"notifications": {"backups": false}}}: nobody is told, and they are made. */
    static boolean isTold(String key) {
        return key.length() <= MOST_TOLD && is("told", squeezed(key));
    }

    private static final int MOST_TOLD = 16;

    static boolean isPublished(String segment) {
        return segment.length() <= MOST_TOLD && is("published", squeezed(segment));
    }

    static boolean isShown(String key) {
        return key.length() <= MOST_TOLD && is("shown", squeezed(key));
    }

    static boolean isLifecycle(String key) {
        return key.regionMatches(true, 0, LIFECYCLE, 0, LIFECYCLE.length())
                && is("lifecycle", squeezed(key));
    }

    /** A key of such a rule by which things expire: {@code NoncurrentVersionExpiration}. */
    static boolean isExpiry(String key) {
        List<String> words = words(key);
        return !words.isEmpty() && is("expiry", words.get(0));
    }

    /** Whether an operation of that name makes something new. */
    static boolean creates(String name) {
        List<String> words = words(name);
        return !words.isEmpty()
                && is("create", words.get(0))
                && words.stream().noneMatch(w -> is("update", w));
    }

    /** Whether an operation of that name changes what exists. */
    static boolean updates(String name) {
        return words(name).stream().anyMatch(w -> is("update", w));
    }

    /**
     * Whether an operation of that name switches a safeguard off: {@code StopLogging}, {@code
     * disable_backups}, {@code backups/expire}, {@code unprotect}.
     */
    static boolean ends(String name) {
        List<String> words = words(name);
        int n = words.size();
        for (int i = 0; i < n; i++) {
            String word = words.get(i);
            if (word.equals("unprotect")) {
                return true;
            }
            boolean two = i + 1 < n && is("ending", word + words.get(i + 1));
            boolean halts = is("halting", word);
            if (is("gone", word) && n > 1) {
                String object = i == 0 ? tail(words, 1, n) : tail(words, 0, i);
                return i == n - 1 && isTail("kept", words, i) || is("kept", object);
            }
            if (two || halts || is("ending", word)) {
                int from = two ? i + 2 : i + 1;
                if (from == n - 1 && words.get(from).equals("all")) {
                    from = n; // push_protection/disable_all
                }
                boolean runs = is("running", words.get(from < n ? n - 1 : Math.max(i - 1, 0)));
                return !(halts && runs)
                        && (from < n ? names(words, from, n) : i > 0 && names(words, 0, i));
            }
        }
        return false;
    }

    private static boolean isTail(String type, List<String> words, int end) {
        for (int start = 0; start < end; start++) {
            if (is(type, tail(words, start, end))) {
                return true;
            }
        }
        return false;
    }

    /** Whether those words name a safeguard. */
    private static boolean names(List<String> words, int from, int to) {
        int end = to;
        while (end > from + 1 && is("suffix", words.get(end - 1))) {
            end--;
        }
        for (int start = from; start < end; start++) {
            String phrase = tail(words, start, end);
            if (is("safeguard", phrase) || is("recorder", phrase)) {
                return words.subList(from, start).stream().noneMatch(w -> is("aside", w));
            }
        }
        return false;
    }

    private static String tail(List<String> words, int start, int end) {
        return end - start == 1 ? words.get(start) : String.join("", words.subList(start, end));
    }

    private static List<String> words(String name) {
        List<String> words = name.length() > MOST_LENGTH ? List.of() : Words.listed(name);
        return words.size() > MOST_WORDS ? List.of() : words;
    }

    private static String squeezed(String name) {
        List<String> words = words(name);
        return tail(words, 0, words.size());
    }

    /** Phrases without a stem, which would never be found; a test asks for them. */
    static List<String> withoutStem() {
        List<String> without = new ArrayList<>();
        for (String type :
                List.of(
                        "safeguard",
                        "stated",
                        "danger",
                        "retention",
                        "barrier",
                        "statedbarrier",
                        "open")) {
            for (String phrase : CLASSES.getOrDefault(type, Set.of())) {
                if (!mayGuard(phrase)) {
                    without.add(phrase);
                }
            }
        }
        return without;
    }
}
