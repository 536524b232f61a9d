package dev.holdpoint.engine;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the clauses that an effect may match, in a time that depends on the effect and on the
 * number of facts asked about, not on the number of clauses.
 *
 * <p>Each clause stands under the one of its keys that it shares with the fewest others; clauses
 * that still share a key are told apart by their other keys, one level down. What stands under no
 * key is always found. A clause may be found that does not match, and may be found twice; none that
 * matches is ever missed: texts are compared by hash alone, and where a fact is not wholly known
 * every clause that stops and has a key of it is found. Immutable.
 */
final class Index {

    /** Clauses that are as well looked through as told apart. */
    private static final int FEW = 4;

    private static final int DEEPEST = 6;

    /** Takes what is found. */
    interface Found {
        /** The clause may match the effect. */
        void clause(int clause);
    }

    private final int[] always;
    private final Table[] tables;

    private Index(int[] always, Table[] tables) {
        this.always = always;
        this.tables = tables;
    }

    /**
     * A clause to be found.
     *
     * @param number its number
     * @param stops whether what is unknown matches it
     * @param sets see {@link Key#sets}
     */
    record Entry(int number, boolean stops, List<List<Key>> sets) {}

    static Index of(List<Entry> entries) {
        return of(entries, Set.of(), 0);
    }

    private static Index of(List<Entry> entries, Set<Key.Table> used, int depth) {
        List<Integer> always = new ArrayList<>();
        Map<Key.Table, Map<Key, List<Entry>>> chosen = new HashMap<>();
        Map<Key, Integer> shared = new HashMap<>();
        for (Entry entry : entries) {
            for (List<Key> set : entry.sets()) {
                for (Key key : set) {
                    shared.merge(key, 1, Integer::sum);
                }
            }
        }
        for (Entry entry : entries) {
            List<Key> best = List.of();
            if (entries.size() > FEW && depth < DEEPEST) {
                long least = Long.MAX_VALUE;
                for (List<Key> set : entry.sets()) {
                    long cost = 0;
                    for (Key key : set) {
                        cost += shared.getOrDefault(key, 0);
                        cost += used.contains(key.table()) ? entries.size() : 0;
                    }
                    if (cost < least) {
                        least = cost;
                        best = set;
                    }
                }
                if (least >= entries.size()) {
                    best = List.of();
                }
            }
            if (best.isEmpty()) {
                always.add(entry.number());
            }
            for (Key key : best) {
                chosen.computeIfAbsent(key.table(), t -> new HashMap<>())
                        .computeIfAbsent(key, k -> new ArrayList<>())
                        .add(entry);
            }
        }
        List<Table> tables = new ArrayList<>();
        chosen.forEach((table, byKey) -> tables.add(new Table(table, byKey, used, depth)));
        return new Index(numbers(always), tables.toArray(new Table[0]));
    }

    private static int[] numbers(Iterable<Integer> all) {
        List<Integer> list = new ArrayList<>();
        all.forEach(list::add);
        int[] numbers = new int[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }

    void find(Effect effect, Situation situation, Fact env, Holding credential, Found found) {
        for (int clause : always) {
            found.clause(clause);
        }
        for (Table table : tables) {
            table.find(
                    Subject.fact(table.attribute, effect, situation, env, credential),
                    effect,
                    situation,
                    env,
                    credential,
                    found);
        }
    }

    /** The clauses under the keys of one fact. */
    private static final class Table {
        private final Attribute attribute;
        private final Key.Operator operator;
        private final boolean fold;

        /** Whether values are paths, which can lie below, above or beside what they say. */
        private final boolean paths;

        private final Hashes wholes;

        /**
         * By the length of the text: a table each, of which all but the largest stay in the cache.
         */
        private final Hashes[] starts;

        private final int[] startLengths;
        private final Hashes[] ends;
        private final int[] endLengths;
        private final Hashes lasts;
        private final int[] stops;
        private final int[] allows;

        Table(Key.Table key, Map<Key, List<Entry>> byKey, Set<Key.Table> used, int depth) {
            attribute = key.attribute();
            operator = key.operator();
            fold = key.fold();
            paths =
                    switch (key.attribute()) {
                        case PATHS, PATHS_READ, PATHS_WRITTEN, PATHS_DESTROYED, CWD -> true;
                        default -> false;
                    };
            Set<Key.Table> deeper = new HashSet<>(used);
            deeper.add(key);
            Map<Integer, List<Entry>> whole = new HashMap<>();
            Map<Integer, Map<Integer, List<Entry>>> start = new TreeMap<>();
            Map<Integer, Map<Integer, List<Entry>>> end = new TreeMap<>();
            Map<Integer, List<Entry>> last = new HashMap<>();
            TreeSet<Integer> stopping = new TreeSet<>();
            TreeSet<Integer> allowing = new TreeSet<>();
            byKey.forEach(
                    (k, entries) -> {
                        String text = k.text();
                        switch (k.part()) {
                            case WHOLE -> merge(whole, forward(text), entries);
                            case LAST_NAME -> merge(last, forward(text), entries);
                            case START ->
                                    merge(
                                            start.computeIfAbsent(
                                                    text.length(), l -> new HashMap<>()),
                                            forward(text),
                                            entries);
                            case END ->
                                    merge(
                                            end.computeIfAbsent(
                                                    text.length(), l -> new HashMap<>()),
                                            backward(text),
                                            entries);
                        }
                        for (Entry entry : entries) {
                            (entry.stops() ? stopping : allowing).add(entry.number());
                        }
                    });
            wholes = new Hashes(whole, deeper, depth + 1);
            starts = byLength(start, deeper, depth + 1);
            ends = byLength(end, deeper, depth + 1);
            lasts = new Hashes(last, deeper, depth + 1);
            startLengths = numbers(start.keySet());
            endLengths = numbers(end.keySet());
            stops = numbers(stopping);
            allows = numbers(allowing);
        }

        private static Hashes[] byLength(
                Map<Integer, Map<Integer, List<Entry>>> byLength, Set<Key.Table> used, int depth) {
            List<Hashes> all = new ArrayList<>();
            for (Map<Integer, List<Entry>> entries : byLength.values()) {
                all.add(new Hashes(entries, used, depth));
            }
            return all.toArray(new Hashes[0]);
        }

        private static void merge(Map<Integer, List<Entry>> map, int hash, List<Entry> entries) {
            map.computeIfAbsent(hash, h -> new ArrayList<>()).addAll(entries);
        }

        void find(
                Fact fact,
                Effect effect,
                Situation situation,
                Fact env,
                Holding credential,
                Found found) {
            if (fact instanceof Fact.Text t) {
                text(t.value(), effect, situation, env, credential, found);
            } else if (fact instanceof Fact.Texts t && operator != Key.Operator.IN) {
                if (operator == Key.Operator.WITHIN) {
                    if (t.size() > 0) {
                        text(t.at(0), effect, situation, env, credential, found);
                        return;
                    }
                    all(stops, found);
                    if (t.complete()) {
                        all(allows, found);
                    }
                    return;
                }
                if (!t.complete()) {
                    all(stops, found);
                }
                for (int i = 0; i < t.size(); i++) {
                    text(t.at(i), effect, situation, env, credential, found);
                }
            } else if (fact instanceof Fact.Several s) {
                for (int i = 0; i < s.candidates().size(); i++) {
                    find(s.candidates().get(i), effect, situation, env, credential, found);
                }
            } else if (fact instanceof Fact.Whole || fact instanceof Fact.Flag) {
                all(stops, found);
                all(allows, found);
            } else if (!(fact instanceof Fact.Absent)) {
                all(stops, found);
            }
        }

        private void text(
                String text,
                Effect effect,
                Situation situation,
                Fact env,
                Holding credential,
                Found found) {
            if (paths && !plain(text, effect)) {
                all(stops, found);
                all(allows, found);
                return;
            }
            int n = text.length();
            int hash = 0;
            if (starts.length > 0) {
                int from = 0;
                for (int i = 0; i < starts.length && startLengths[i] <= n; i++) {
                    hash = forward(hash, text, from, startLengths[i]);
                    from = startLengths[i];
                    starts[i].find(hash, effect, situation, env, credential, found);
                }
                hash = wholes.isEmpty() ? hash : forward(hash, text, from, n);
            } else if (!wholes.isEmpty()) {
                hash = fold ? forward(0, text, 0, n) : text.hashCode();
            }
            wholes.find(hash, effect, situation, env, credential, found);
            int end = 0;
            int to = n;
            for (int i = 0; i < ends.length && endLengths[i] <= n; i++) {
                for (; to > n - endLengths[i]; to--) {
                    char c = text.charAt(to - 1);
                    end = 31 * end + (fold ? Glob.lower(c) : c);
                }
                ends[i].find(end, effect, situation, env, credential, found);
            }
            if (!lasts.isEmpty()) {
                int dot = text.lastIndexOf('.');
                if (dot == n - 2 && text.charAt(n - 1) == '*'
                        || (n == 1 && text.charAt(0) == '*')) {
                    all(stops, found);
                    all(allows, found);
                } else {
                    lasts.find(
                            forward(0, text, dot + 1, n),
                            effect,
                            situation,
                            env,
                            credential,
                            found);
                }
            }
        }

        /** Whether only patterns that begin as the path does can be other than false of it. */
        private boolean plain(String path, Effect effect) {
            return path.startsWith("/")
                    && PathPattern.Paths.isNormal(path)
                    && !PathPattern.Paths.wild(path)
                    && !PathPattern.severe(effect.verb());
        }

        private int forward(String text) {
            return forward(0, text, 0, text.length());
        }

        private int forward(int hash, String text, int from, int to) {
            int h = hash;
            if (fold) {
                for (int i = from; i < to; i++) {
                    h = 31 * h + Glob.lower(text.charAt(i));
                }
                return h;
            }
            for (int i = from; i < to; i++) {
                h = 31 * h + text.charAt(i);
            }
            return h;
        }

        private int backward(String text) {
            int h = 0;
            for (int i = text.length() - 1; i >= 0; i--) {
                char c = text.charAt(i);
                h = 31 * h + (fold ? Glob.lower(c) : c);
            }
            return h;
        }

        private static void all(int[] clauses, Found found) {
            for (int clause : clauses) {
                found.clause(clause);
            }
        }
    }

    /** From hashes to what stands under them: open addressing, no deletion. */
    private static final class Hashes {
        private static final int EMPTY = -1;
        private static final int SEVERAL = -2;

        /**
         * Of each slot the hash and, since most stand alone and each look elsewhere may miss the
         * cache, the one clause under it, {@link #EMPTY}, or {@link #SEVERAL}.
         */
        private final int[] slots;

        private final Index[] under;
        private final int last;

        Hashes(Map<Integer, List<Entry>> entries, Set<Key.Table> used, int depth) {
            int size = entries.isEmpty() ? 0 : Integer.highestOneBit(entries.size() * 2) * 2;
            last = size - 1;
            slots = new int[size * 2];
            Arrays.fill(slots, EMPTY);
            under = new Index[size];
            entries.forEach(
                    (hash, list) -> {
                        int at = slot(hash);
                        while (slots[2 * at + 1] != EMPTY) {
                            at = (at + 1) & last;
                        }
                        List<Entry> distinct = distinct(list);
                        slots[2 * at] = hash;
                        if (distinct.size() == 1) {
                            slots[2 * at + 1] = distinct.get(0).number();
                        } else {
                            slots[2 * at + 1] = SEVERAL;
                            under[at] = Index.of(distinct, used, depth);
                        }
                    });
        }

        private static List<Entry> distinct(List<Entry> entries) {
            Set<Integer> seen = new HashSet<>();
            List<Entry> distinct = new ArrayList<>();
            for (Entry entry : entries) {
                if (seen.add(entry.number())) {
                    distinct.add(entry);
                }
            }
            return distinct;
        }

        boolean isEmpty() {
            return slots.length == 0;
        }

        private int slot(int hash) {
            return (hash ^ hash >>> 15) & last;
        }

        void find(
                int hash,
                Effect effect,
                Situation situation,
                Fact env,
                Holding credential,
                Found found) {
            if (slots.length == 0) {
                return;
            }
            for (int at = slot(hash); slots[2 * at + 1] != EMPTY; at = (at + 1) & last) {
                if (slots[2 * at] == hash) {
                    int clause = slots[2 * at + 1];
                    if (clause >= 0) {
                        found.clause(clause);
                    } else {
                        under[at].find(effect, situation, env, credential, found);
                    }
                    return;
                }
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(always) + " and " + tables.length + " tables";
    }
}
