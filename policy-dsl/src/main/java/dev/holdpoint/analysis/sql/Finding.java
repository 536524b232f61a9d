package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one text means in one dialect, whatever the connection. Its names and its summary are
 * spelled out when they are asked for; immutable but for that, so that it can be kept and shared.
 *
 * @param opaque part of it is hidden, or it does what its words do not say
 * @param why it could not be read; empty if it could
 * @param where {@code bounded}, {@code none}, {@code tautology}, several of them, or absent
 * @param target the kind of thing that the strictest deed touches; absent where there is none
 * @param programs commands that the server would give to its shell
 * @param leaning what is bound to its parameters decides whether its condition bounds
 */
record Finding(
        Verb verb,
        boolean opaque,
        String why,
        Fact kinds,
        int statements,
        Fact where,
        Fact target,
        List<String> programs,
        boolean leaning,
        Spelling spelling)
        implements Effect.Later {

    /** Spells out what was found. Thread-safe. */
    interface Spelling {
        /** The names in the text, but for those of columns. */
        Spelled spelled();

        /** The columns, which are more and take longer. */
        Fact columns();

        /** One line for people, without literals. */
        String summary();

        /** A number that differs for different texts, but for rare ones. */
        int print();
    }

    int print() {
        return spelling.print();
    }

    /** A text of which nothing was read. */
    static Finding unread(String why) {
        Fact unknown = Spelled.set(Set.of(), false);
        Spelled nothing = new Spelled(unknown, unknown, unknown);
        return new Finding(
                Verb.UNKNOWN,
                true,
                why,
                new Fact.Texts(Set.of(StatementKind.OTHER.word()), false),
                0,
                Fact.ABSENT,
                Fact.ABSENT,
                List.of(),
                false,
                new Spelling() {
                    @Override
                    public Spelled spelled() {
                        return nothing;
                    }

                    @Override
                    public Fact columns() {
                        return unknown;
                    }

                    @Override
                    public String summary() {
                        return "SQL: " + why;
                    }

                    @Override
                    public int print() {
                        return 0;
                    }
                });
    }

    @Override
    public Fact fact(Attribute attribute) {
        return switch (attribute) {
            case OPAQUE -> opaque ? Fact.TRUE : Fact.ABSENT;
            case TARGET -> target;
            case STMTS -> kinds;
            case STATEMENTS -> count(statements);
            case WHERE -> where;
            case TABLES -> spelling.spelled().tables();
            case WRITES -> spelling.spelled().writes();
            case COLUMNS -> spelling.columns();
            case FUNCTIONS -> spelling.spelled().functions();
            default -> throw new IllegalArgumentException("SQL does not spell out " + attribute);
        };
    }

    /** Of most texts, so that whoever asks makes none. */
    private static final Fact[] COUNTS = new Fact[17];

    static {
        for (int n = 0; n < COUNTS.length; n++) {
            COUNTS[n] = Fact.number(n);
        }
    }

    private static Fact count(int n) {
        return n < COUNTS.length ? COUNTS[n] : Fact.number(n);
    }

    @Override
    public String summary() {
        return spelling.summary();
    }

    /** Both hold, or it is not known which does. */
    Finding or(Finding other) {
        Finding more = verb.compareTo(other.verb) >= 0 ? this : other;
        List<String> all = new ArrayList<>(programs);
        all.addAll(other.programs);
        return new Finding(
                more.verb,
                opaque || other.opaque,
                why.isEmpty() ? other.why : why,
                Spelled.union(kinds, other.kinds),
                Math.max(statements, other.statements),
                either(where, other.where),
                more.target,
                List.copyOf(all),
                leaning || other.leaning,
                both(spelling, other.spelling));
    }

    /**
     * The same, as far as it is not graver with its parameters bound.
     *
     * @param first false for what is bound in later rows of a batch
     */
    Finding bounded(Finding bound, boolean first) {
        if (!bound.why.isEmpty()) {
            return this;
        }
        boolean graver = bound.verb.compareTo(verb) > 0;
        return with(
                graver ? bound.verb : verb,
                first ? bound.where : either(where, bound.where),
                graver ? bound.target : target);
    }

    /** The same, of which nobody knows whether it bounds. */
    Finding unbounded(String reason) {
        Verb graver = verb.compareTo(Verb.DESTROY) < 0 ? Verb.DESTROY : verb;
        return with(graver, Fact.unknown(reason), target);
    }

    private Finding with(Verb newVerb, Fact newWhere, Fact newTarget) {
        return new Finding(
                newVerb,
                opaque,
                why,
                kinds,
                statements,
                newWhere,
                newTarget,
                programs,
                leaning,
                spelling);
    }

    private static Spelling both(Spelling one, Spelling other) {
        return new Spelling() {
            private volatile @Nullable Spelled spelled;
            private volatile @Nullable Fact columns;

            @Override
            public Spelled spelled() {
                Spelled made = spelled;
                if (made == null) {
                    made = one.spelled().or(other.spelled());
                    spelled = made;
                }
                return made;
            }

            @Override
            public Fact columns() {
                Fact made = columns;
                if (made == null) {
                    made = Spelled.union(one.columns(), other.columns());
                    columns = made;
                }
                return made;
            }

            @Override
            public String summary() {
                return one.summary();
            }

            @Override
            public int print() {
                return one.print();
            }
        };
    }

    private static Fact either(Fact a, Fact b) {
        List<Fact> candidates = new ArrayList<>();
        for (Fact f : List.of(a, b)) {
            if (f instanceof Fact.Several several) {
                candidates.addAll(several.candidates());
            } else if (!(f instanceof Fact.Absent)) {
                candidates.add(f);
            }
        }
        return Fact.oneOf(candidates);
    }
}
