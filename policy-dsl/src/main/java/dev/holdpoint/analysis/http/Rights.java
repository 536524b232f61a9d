package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether words speak of giving rights, of making somebody an administrator, or of making a
 * credential: an agent that is stuck on one makes itself another. {@code words.txt} states the rule
 * under 5, 9 and 10.
 */
final class Rights {

    private final Phrases rights;
    private final Phrases elevation;
    private final Phrases credential;
    private final Phrases exchange;
    private final Phrases assigned;
    private final Phrases secret;
    private final Set<String> changing;
    private final Set<String> renewal;
    private final Set<String> renewed;
    private final Set<String> making;
    private final Set<String> behind;
    private final Set<String> holder;
    private final Set<String> right;
    private final Set<String> office;
    private final Set<String> officer;
    private final Set<String> scope;

    Rights(Map<String, Set<String>> classes) {
        this.rights = new Phrases(classes.getOrDefault("rights", Set.of()));
        this.elevation = new Phrases(classes.getOrDefault("elevation", Set.of()));
        this.credential = new Phrases(classes.getOrDefault("credential", Set.of()));
        this.exchange = new Phrases(classes.getOrDefault("exchange", Set.of()));
        this.assigned = new Phrases(classes.getOrDefault("assigned", Set.of()));
        this.secret = new Phrases(classes.getOrDefault("secret", Set.of()));
        this.changing = classes.getOrDefault("changing", Set.of());
        this.renewal = classes.getOrDefault("renewal", Set.of());
        this.renewed = classes.getOrDefault("renewed", Set.of());
        this.making = classes.getOrDefault("making", Set.of());
        this.behind = classes.getOrDefault("behind", Set.of());
        this.holder = classes.getOrDefault("holder", Set.of());
        this.right = classes.getOrDefault("right", Set.of());
        this.office = classes.getOrDefault("office", Set.of());
        this.officer = classes.getOrDefault("officer", Set.of());
        this.scope = classes.getOrDefault("scope", Set.of());
    }

    /** Whether a name of these words, which is known to write, gives rights. */
    boolean given(List<String> words) {
        return rights.within(words) || madeOrElevated(words);
    }

    /** What says so without a verb that is known: {@code userPromoteAdmin}, {@code rollApiKey}. */
    boolean madeOrElevated(List<String> words) {
        return closes(elevation, words) || credentialMade(words);
    }

    /**
     * Whether a name of these words makes a credential: {@code createApiKey}, {@code issueToken}.
     */
    boolean credentialMade(List<String> words) {
        return words.stream().anyMatch(making::contains)
                && closes(credential, words)
                && !exchange.within(words);
    }

    /** Whether such a phrase stands in it and nothing behind that makes it something else. */
    private boolean closes(Phrases phrases, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            int end = phrases.end(words, i);
            boolean closed =
                    end == words.size()
                            || end > 0
                                    && (behind.contains(words.get(end))
                                            || making.contains(words.get(end)));
            if (closed) {
                return true;
            }
        }
        return false;
    }

    /** Whether a segment is a collection of credentials: {@code api_keys}, {@code accessTokens}. */
    private boolean isCollection(List<String> words) {
        if (words.isEmpty()) {
            return false;
        }
        String last = words.get(words.size() - 1);
        if (last.endsWith("token")) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (credential.end(words, i) == words.size()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a request that writes to that path makes a credential or assigns rights.
     *
     * @param segments the words of each of its last segments
     * @param creates whether the method is one that adds to a collection
     * @param shaken whether the path is one at which credentials are exchanged
     */
    boolean givenAt(List<List<String>> segments, boolean creates, boolean shaken) {
        int n = segments.size();
        if (n == 0) {
            return false;
        }
        List<String> end = segments.get(n - 1);
        if (!shaken && (isCollection(end) || creates && credentialMade(end))) {
            return true;
        }
        // /user_tokens/generate
        if (creates && !shaken && n > 1 && making.containsAll(segments.get(n - 1))) {
            List<String> before = segments.get(n - 2);
            return !segments.get(n - 1).isEmpty()
                    && !before.isEmpty()
                    && closes(credential, before);
        }
        // PUT /users/7/roles/9 assigns as POST /users/7/roles does.
        return isAssigned(segments, n - 1) || !creates && n > 1 && isAssigned(segments, n - 2);
    }

    /** By that segment alone, or with the one before it or before the id that stands there. */
    private boolean isAssigned(List<List<String>> segments, int last) {
        if (isWhole(segments.get(last))) {
            return true;
        }
        for (int before = last - 1; before >= Math.max(0, last - 2); before--) {
            List<String> words = new ArrayList<>(segments.get(before));
            words.add("/");
            words.addAll(segments.get(last));
            if (isWhole(words)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWhole(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (assigned.end(words, i) == words.size()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name is of somebody or something that holds rights: {@code team-members}. */
    boolean holds(String name) {
        for (String word : Words.of(name)) {
            if (holder.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a key with that value makes somebody an administrator, an owner and the like. */
    boolean given(String key, String written) {
        String stripped = written.strip();
        if (key.length() > MOST_KEY || stripped.length() > MOST_VALUE) {
            return false;
        }
        String value = stripped.toLowerCase(Locale.ROOT);
        if (value.indexOf(' ') >= 0) {
            // "Super Administrator - All Privileges", "Org Admin"; who is an owner of something may
            // be anybody
            List<String> words = Words.listed(value);
            return right.contains(squeezed(key))
                    && (words.contains("administrator")
                            || words.size() <= TITLE
                                    && words.get(words.size() - 1).equals("admin"));
        }
        if (TRUE.contains(value)) {
            Set<String> words = Words.of(key);
            boolean plain =
                    words.size() == 1 && (words.contains("owner") || words.contains("root"));
            return !plain
                    && officer.containsAll(words)
                    && words.stream().anyMatch(office::contains);
        }
        if (!right.contains(squeezed(key))) {
            return false;
        }
        return office.contains(value)
                || office.contains(squeezed(value))
                || Words.of(stripped).stream().anyMatch(w -> office.contains(w) || isAdmin(w));
    }

    /** {@code ACCOUNTADMIN}. */
    private static boolean isAdmin(String word) {
        return word.length() > 5 && word.endsWith("admin");
    }

    /** Whether a key is a credential's alone: what it may do, or for how long. */
    boolean isScope(String key) {
        return key.length() <= MOST_KEY && scope.contains(squeezed(key));
    }

    /** Whether a segment names credentials or tokens, in the plural. */
    boolean isCredentials(String segment) {
        List<String> words = Words.listed(segment);
        return words.equals(TOKENS) || isCollection(words);
    }

    /**
     * Whether a request that writes to that path changes a credential; what is said of it under 13.
     *
     * @param updates whether its method is one that changes what stands there
     */
    boolean changesSecret(List<String> segments, boolean updates) {
        int n = segments.size();
        String end = Conventions.last(segments.get(n - 1));
        int colon = end.lastIndexOf(':');
        List<String> last = Words.listed(end.substring(colon + 1));
        if (last.isEmpty()) {
            return false;
        }
        if (updates && isSecret(last, 0) || changing.contains(last.get(0)) && isSecret(last, 1)) {
            return true;
        }
        // what is changed stands before it: /keys/regenerate, /keys/7/regenerate,
        // /keys/7:regenerate
        boolean renews = last.size() == 1 && renewal.contains(last.get(0));
        boolean changes = last.size() == 1 && changing.contains(last.get(0));
        int from = colon < 0 ? n - 2 : n - 1;
        for (int of = from; (renews || changes) && of >= Math.max(0, from - 1); of--) {
            String before = of == n - 1 ? end.substring(0, colon) : segments.get(of);
            List<String> words = Words.listed(before);
            if (isSecret(words, 0) || renews && (isRenewed(words) || isCredentials(before))) {
                return true;
            }
        }
        return false;
    }

    private boolean isRenewed(List<String> words) {
        return !words.isEmpty() && renewed.contains(words.get(words.size() - 1));
    }

    private boolean isSecret(List<String> words, int from) {
        return words.size() > from && secret.end(words, from) == words.size();
    }

    private static final List<String> TOKENS = List.of("tokens");

    private static String squeezed(String name) {
        StringBuilder letters = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLetter(name.charAt(i))) {
                letters.append(Character.toLowerCase(name.charAt(i)));
            }
        }
        return letters.toString();
    }

    private static final Set<String> TRUE = Set.of("true", "1");
    private static final int MOST_KEY = 32;
    private static final int MOST_VALUE = 48;

    /** Words of a role's name; what has more is a sentence. */
    private static final int TITLE = 3;
}
