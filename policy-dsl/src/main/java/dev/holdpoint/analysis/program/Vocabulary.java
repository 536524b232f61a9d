package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Verb;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words of a command line say, where nothing better is known of the program. Immutable.
 */
final class Vocabulary {

    private final Map<String, Verb> verbs = new HashMap<>();
    private final Set<String> skipped = new HashSet<>();
    private final Set<String> flags = new HashSet<>();
    private final Set<String> nouns = new HashSet<>();
    private final Set<String> phrases = new HashSet<>();
    private final Set<String> qualified = new HashSet<>();
    private final Map<String, String> targets = new HashMap<>();

    private Vocabulary() {}

    static Vocabulary bundled() {
        Vocabulary v = new Vocabulary();
        for (String line : Catalog.resource("vocabulary").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("//")) {
                continue;
            }
            int colon = line.indexOf(':');
            String kind = line.substring(0, colon);
            for (String word : line.substring(colon + 1).strip().split(" +", -1)) {
                switch (kind) {
                    case "noun" -> v.nouns.add(word);
                    case "skip" -> v.skipped.add(word);
                    case "granting" -> v.phrases.add(word);
                    case "target" -> {
                        int equals = word.indexOf('=');
                        for (String noun : word.substring(equals + 1).split(",", -1)) {
                            v.targets.put(noun, word.substring(0, equals));
                        }
                    }
                    case "flag" -> v.flags.add(word);
                    case "qualified" -> v.qualified.add(word);
                    default -> v.verbs.put(word, Verb.valueOf(kind.toUpperCase(Locale.ROOT)));
                }
            }
        }
        return v;
    }

    /** What a word in the place of a subcommand says it does. */
    Optional<Verb> subcommand(String word) {
        if (!isName(word)) {
            return Optional.empty();
        }
        Optional<Verb> noun = Optional.empty();
        String rest = word;
        int colon = rest.lastIndexOf(':');
        while (colon >= 0) {
            String last = rest.substring(colon + 1);
            Optional<Verb> part = phrase(last);
            if (part.isPresent() && !nouns.contains(last)) {
                return part;
            }
            noun = noun.isPresent() ? noun : part;
            rest = rest.substring(0, colon);
            colon = rest.lastIndexOf(':');
        }
        Optional<Verb> whole = phrase(rest);
        return whole.isPresent() && whole.get() != Verb.READ || noun.isEmpty() ? whole : noun;
    }

    /** A word for reading that may be the name of a thing: {@code logs}, {@code preview}. */
    boolean isNoun(String word) {
        return nouns.contains(word);
    }

    /** Whether an option of that name, without dashes, says that it destroys. */
    boolean destroys(String flag) {
        String first = pieces(flag)[0];
        return flags.contains(first);
    }

    /**
     * Whether the name of a script or task, or one of its pieces, says that running it destroys.
     */
    boolean names(String task) {
        if (qualified.contains(task)) {
            return true;
        }
        String bare = task.substring(task.lastIndexOf('/') + 1);
        for (String piece : pieces(bare)) {
            if (flags.contains(piece) && !piece.equals("clear") && !piece.equals("kill")
                    || piece.equals("rm")) {
                return true;
            }
        }
        return false;
    }

    /** The first piece that says something; a noun such as {@code history} yields to the last. */
    private Optional<Verb> phrase(String word) {
        String[] pieces = pieces(word);
        int first = 0;
        while (first < pieces.length - 1 && skipped.contains(pieces[first])) {
            first++;
        }
        Verb said = verbs.get(pieces[first]);
        if (said != Verb.READ && phrases.stream().anyMatch(word::contains)) {
            return Optional.of(Verb.GRANT);
        }
        boolean noun = said == Verb.READ && nouns.contains(pieces[first]); // watch-del
        if (said != null && !(noun && verbs.get(pieces[pieces.length - 1]) == Verb.DESTROY)) {
            return Optional.of(said);
        }
        if (pieces.length - first < 2) {
            return Optional.empty();
        }
        Verb last = verbs.get(pieces[pieces.length - 1]);
        return last == Verb.DESTROY || last == Verb.GRANT ? Optional.of(last) : Optional.empty();
    }

    /** The kind of thing that the words name: {@code volume}, {@code database}, … or nothing. */
    String target(List<Word> words) {
        int looked = 0;
        for (Word w : words) {
            Optional<String> text = w.literal();
            if (text.isPresent() && isName(text.get())) {
                String[] pieces = pieces(text.get());
                for (int i = pieces.length - 1; i >= 0; i--) {
                    String target = targets.get(pieces[i]);
                    if (target != null) {
                        return target;
                    }
                }
            }
            if (++looked >= 4) {
                break;
            }
        }
        return "";
    }

    /** A word that may be a subcommand: letters, digits, and what joins them. */
    static boolean isName(String word) {
        if (word.isEmpty() || word.length() > 64 || !Character.isLetter(word.charAt(0))) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!(Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ':')) {
                return false;
            }
        }
        return true;
    }

    private static String[] pieces(String word) {
        StringBuilder cut = new StringBuilder(word.length() + 4);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '-' || c == '_' || c == '.' || c == ':') {
                cut.append(' ');
            } else if (Character.isUpperCase(c)) {
                if (i > 0 && Character.isLowerCase(word.charAt(i - 1))) {
                    cut.append(' ');
                }
                cut.append(Character.toLowerCase(c));
            } else {
                cut.append(c);
            }
        }
        String[] pieces = cut.toString().strip().split(" +", -1);
        return pieces.length == 0 ? new String[] {""} : pieces;
    }
}
