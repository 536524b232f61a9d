package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the words in an operation's name say that it does. The rule and its words stand in the
 * resource {@code words.txt}.
 */
public final class Words {

    /** Longer segments are titles. */
    private static final int MOST_COMMAND = 40;

    /** Words that as keys are orders, and elsewhere may be nouns. */
    private static final Set<String> ORDERING = Set.of("drop", "prune");

    private static final Set<String> DOING = Set.of("do", "force");

    /** Segments at the end of a path that say what is assigned, and to whom. */
    private static final int RIGHTS_REACH = 4;

    private static final Words BUNDLED = new Words(WordClasses.read("words.txt"));

    private final Map<String, Set<String>> classes;
    private final List<String> orders;
    private final NameParts names;
    private final Rights rights;
    private final Endings endings;

    private Words(Map<String, Set<String>> classes) {
        this.classes = classes;
        this.orders = new ArrayList<>(classes.getOrDefault("order", Set.of()));
        this.orders.addAll(ORDERING);
        this.names = new NameParts(classes);
        this.rights = new Rights(classes);
        this.endings = new Endings(classes);
    }

    public static Words bundled() {
        return BUNDLED;
    }

    /** What the name says; empty where it says nothing. */
    public Optional<Verb> say(String name) {
        List<List<String>> parts = names.of(name);
        for (int i = parts.size() - 1; i >= 0; i--) {
            Optional<Verb> said = part(parts.get(i));
            boolean told = said.filter(v -> v != Verb.WRITE).isPresent();
            if (!told && endings.bare(parts.get(i)) && endsBefore(parts, i - 1)) {
                return Optional.of(Verb.DESTROY);
            }
            if (said.isPresent()) {
                return said.get() == Verb.WRITE && madeBefore(parts, i)
                        ? Optional.of(Verb.GRANT)
                        : said;
            }
        }
        return Optional.empty();
    }

    Rights rights() {
        return rights;
    }

    /** {@code apiKeys.create}: the verb alone is a part, and what it makes stands before it. */
    private boolean madeBefore(List<List<String>> parts, int at) {
        if (at == 0 || parts.get(at).size() > 1) {
            return false;
        }
        List<String> words = new ArrayList<>(parts.get(at));
        words.addAll(parts.get(at - 1));
        if (at > 1 && parts.get(at - 1).size() == 1) {
            words.addAll(1, parts.get(at - 2));
        }
        return rights.credentialMade(words);
    }

    /**
     * Whether a request that writes there makes a credential, or assigns rights.
     *
     * @param creates whether its method adds to a collection
     */
    boolean rightsAt(List<String> segments, boolean creates) {
        List<List<String>> words = new ArrayList<>(RIGHTS_REACH);
        for (int i = Math.max(0, segments.size() - RIGHTS_REACH); i < segments.size(); i++) {
            List<String> all = new ArrayList<>();
            names.of(Conventions.last(segments.get(i))).forEach(all::addAll);
            words.add(all);
        }
        return rights.givenAt(words, creates, isHandshake(segments));
    }

    /** Whether credentials are exchanged for one another at that path: {@code /oauth/tokens}. */
    boolean isHandshake(List<String> segments) {
        return segments.stream().anyMatch(s -> is("handshake", s.toLowerCase(Locale.ROOT)));
    }

    /** {@code instances.stop}, {@code secrets.versions.disable}: what ends is named before. */
    private boolean endsBefore(List<List<String>> parts, int last) {
        int at = last > 0 && parts.get(last).equals(VERSIONS) ? last - 1 : last;
        return at >= 0 && endings.isMainstay(parts.get(at));
    }

    private static final List<String> VERSIONS = List.of("versions");

    /**
     * Whether the last of these segments ends what the ones before it name: {@code
     * /users/7/disable}.
     */
    boolean endsAt(List<String> segments) {
        int n = segments.size();
        String last = Conventions.last(segments.get(n - 1));
        if (!endings.bare(words(last))) {
            return false;
        }
        for (int i = n - 2; i >= Math.max(0, n - 3); i--) {
            if (endings.isMainstay(words(segments.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private List<String> words(String segment) {
        List<List<String>> parts = names.of(segment);
        return parts.size() == 1 ? parts.get(0) : List.of();
    }

    /** As {@link #say}, of the last part of the name alone. */
    public Optional<Verb> lastSays(String name) {
        List<List<String>> parts = names.of(name);
        return parts.isEmpty() ? Optional.empty() : part(parts.get(parts.size() - 1));
    }

    /**
     * What a name says that is a single word and nothing else: {@code delete} or {@code doDelete},
     * but not {@code deletions}.
     */
    public Optional<Verb> bare(String name) {
        List<List<String>> parts = names.of(name);
        List<String> words = parts.size() == 1 ? parts.get(0) : List.of();
        boolean done = words.size() == 2 && DOING.contains(words.get(0));
        return words.size() == 1 || done ? verb(words.get(words.size() - 1)) : Optional.empty();
    }

    /**
     * As {@link #bare}, of words that are nothing but orders: {@code delete}, but not {@code drop}.
     */
    Optional<Verb> order(String name) {
        return name.length() <= 12 && is("order", name.toLowerCase(Locale.ROOT))
                ? verb(name.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /**
     * As {@link #order}, of an order with its object: {@code delete-user}, {@code removeAccount},
     * but neither what is recorded of orders ({@code delete-requests}) nor a title of many words.
     */
    Optional<Verb> command(String name) {
        if (name.length() > MOST_COMMAND || !beginsWithOrder(name)) {
            return Optional.empty();
        }
        List<List<String>> parts = names.of(name);
        List<String> words = parts.size() == 1 ? parts.get(0) : List.of();
        int most = name.indexOf('-') < 0 ? 3 : 2;
        return words.size() >= 2
                        && words.size() <= most
                        && is("order", words.get(0))
                        && !is("matter", words.get(words.size() - 1))
                ? verb(words.get(0))
                : Optional.empty();
    }

    /**
     * What a key orders that begins so and names no setting: {@code delete}, {@code drop_all}, but
     * neither {@code delete_on_termination} nor {@code remove}, which takes from a list.
     */
    Optional<Verb> ordered(String key) {
        if (!holdsOrder(key)) {
            return Optional.empty();
        }
        List<List<String>> parts = names.of(key);
        List<String> words = parts.isEmpty() ? List.of() : parts.get(parts.size() - 1);
        int first = 0;
        while (first < words.size() - 1 && is("modifier", words.get(first))) {
            first++;
        }
        boolean orders =
                !words.isEmpty()
                        && (is("order", words.get(first)) || ORDERING.contains(words.get(first)));
        if (!orders) {
            return Optional.empty();
        }
        boolean setting = words.stream().anyMatch(w -> is("setting", w) || w.equals("remove"));
        return setting ? Optional.empty() : verb(words.get(first));
    }

    /** Whether the name, behind the id of a thing, asks for its end: {@code /users/7/deletion}. */
    boolean endsItem(String name) {
        return name.length() <= MOST_COMMAND && is("personal", name.toLowerCase(Locale.ROOT));
    }

    /** Whether one stands anywhere in it: most keys are told apart so, without a list of words. */
    private boolean holdsOrder(String key) {
        for (int i = 0; i < key.length(); i++) {
            for (String order : orders) {
                char c = key.charAt(i);
                if ((c | 0x20) == order.charAt(0)
                        && key.regionMatches(true, i, order, 0, order.length())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All words of a name, in lower case. */
    static Set<String> of(String name) {
        Set<String> words = new HashSet<>();
        BUNDLED.names.of(name).forEach(words::addAll);
        return words;
    }

    /** All words of a name in their order, in lower case. */
    static List<String> listed(String name) {
        List<List<String>> parts = BUNDLED.names.of(name);
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<String> words = new ArrayList<>();
        parts.forEach(words::addAll);
        return words;
    }

    private boolean beginsWithOrder(String name) {
        for (String order : classes.getOrDefault("order", Set.of())) {
            if (name.regionMatches(true, 0, order, 0, order.length())) {
                return true;
            }
        }
        return false;
    }

    private Optional<Verb> part(List<String> words) {
        Optional<Verb> strictest = Optional.empty();
        int start = 0;
        for (int i = 0; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).equals("and") || words.get(i).equals("or")) {
                strictest = Conventions.stricter(strictest, clause(words.subList(start, i)));
                start = i + 1;
            }
        }
        boolean grants =
                strictest.isPresent()
                        ? strictest.get() == Verb.WRITE && rights.given(words)
                        : rights.madeOrElevated(words);
        if (grants) {
            return Optional.of(Verb.GRANT);
        }
        boolean told = strictest.filter(v -> v != Verb.WRITE).isPresent();
        return !told && !words.isEmpty() && endings.ends(words)
                ? Optional.of(Verb.DESTROY)
                : strictest;
    }

    private Optional<Verb> clause(List<String> words) {
        int first = 0;
        while (first < words.size() - 1 && is("modifier", words.get(first))) {
            first++;
        }
        if (first >= words.size()) {
            return Optional.empty();
        }
        Optional<Verb> strictest = verb(words.get(first));
        if (is("opener", words.get(first))) {
            return strictest;
        }
        if (strictest.isEmpty() && ordersWithin(words, first + 1)) {
            return Optional.of(Verb.DESTROY);
        }
        for (int i = first + 1; i < words.size(); i++) {
            boolean decides = i == words.size() - 1 || is("closer", words.get(i + 1));
            if (decides && !is("noun", words.get(i))) {
                strictest = Conventions.stricter(strictest, verb(words.get(i)));
            }
        }
        return strictest;
    }

    /** {@code jira_delete_issue}, {@code productDeleteMedia}; not {@code user-delete-requests}. */
    private boolean ordersWithin(List<String> words, int from) {
        for (int i = from; i < words.size() - 1; i++) {
            if (is("order", words.get(i)) && verb(words.get(i)).equals(Optional.of(Verb.DESTROY))) {
                List<String> rest = words.subList(i + 1, words.size());
                return rest.stream().noneMatch(w -> is("matter", w) || is("aside", w))
                        && !is("read", rest.get(rest.size() - 1));
            }
        }
        return false;
    }

    private Optional<Verb> verb(String word) {
        if (is("destroy", word)) {
            return Optional.of(Verb.DESTROY);
        }
        if (is("grant", word)) {
            return Optional.of(Verb.GRANT);
        }
        if (is("write", word)) {
            return Optional.of(Verb.WRITE);
        }
        return is("read", word) ? Optional.of(Verb.READ) : Optional.empty();
    }

    private boolean is(String type, String word) {
        return classes.getOrDefault(type, Set.of()).contains(word);
    }
}
