package dev.holdpoint.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing that an operation would do. Immutable; made by a {@link Builder}. */
public final class Effect {

    private static final Attribute[] ATTRIBUTES = Attribute.values();
    private static final Fact[] ALL_ABSENT = new Fact[ATTRIBUTES.length];
    private static final Fact[] VERBS = new Fact[Verb.values().length];

    static {
        Arrays.fill(ALL_ABSENT, Fact.ABSENT);
        for (Verb v : Verb.values()) {
            VERBS[v.ordinal()] =
                    v == Verb.UNKNOWN
                            ? Fact.unknown("what it does is hidden")
                            : Fact.text(v.word());
        }
    }

    /**
     * Spells out facts that few policies ask for, when they are asked for. Thread-safe; gives equal
     * facts for equal attributes, however often it is asked.
     */
    public interface Later {
        /** The fact of an attribute that was left to it. */
        Fact fact(Attribute attribute);

        /** What {@link Effect#summary} gives, where that was left to it. */
        String summary();
    }

    private final Kind kind;
    private final Verb verb;
    private final Reach reach;
    private final boolean carrier;
    private final Secrets secrets;
    private final Set<String> together;
    private final Optional<Effect> parent;
    private final @Nullable String summary;
    private final @Nullable Later later;

    /**
     * One for each attribute; null where it is left to {@link #later} and was not asked for yet.
     * Threads that race to fill a place write equal, immutable values.
     */
    private final @Nullable Fact[] facts;

    /** Others have the same {@link #facts}, which so are never filled. */
    private final boolean shares;

    /** What effects below this one have as {@code via}; equal, whoever asks first. */
    private @Nullable Fact below;

    /** Stores what was made before and nothing else; see {@link #of}. */
    private Effect(Builder b, @Nullable Fact[] facts) {
        this.kind = b.kind;
        this.verb = b.verb;
        this.reach = b.reach;
        this.carrier = b.carrier;
        this.secrets = b.secrets;
        this.together = b.together;
        this.parent = b.parent;
        this.summary = b.summary;
        this.later = b.later;
        this.facts = facts;
        this.shares = false;
    }

    private Effect(Common common, Verb verb, Later later) {
        this.kind = common.kind;
        this.verb = verb;
        this.reach = common.reach;
        this.carrier = false;
        this.secrets = common.secrets;
        this.together = common.together;
        this.parent = Optional.empty();
        this.summary = null;
        this.later = later;
        this.facts = common.facts;
        this.shares = true;
    }

    public Kind kind() {
        return kind;
    }

    public Verb verb() {
        return verb;
    }

    public Reach reach() {
        return reach;
    }

    /**
     * True where the effect does nothing but bring about the effects below it, all of which were
     * read.
     */
    public boolean carrier() {
        return carrier;
    }

    public Secrets secrets() {
        return secrets;
    }

    /**
     * Those ids of {@link Attribute#RESOURCE} that name one thing, each inside the one before it:
     * {@code kubernetes:namespace:staging} and {@code kubernetes:pod:web-1} of one path. It lies
     * where any of them lies. Every other id names a thing of its own.
     */
    public Set<String> together() {
        return together;
    }

    /** The effect that brought this one about; empty for the operation's own. */
    public Optional<Effect> parent() {
        return parent;
    }

    /** One short line for people and for the audit, without secrets: {@code rm -rf /srv/data}. */
    public String summary() {
        return summary == null ? Objects.requireNonNull(later).summary() : summary;
    }

    /**
     * What analysis found of an attribute; absent where it is not of this kind or was not found.
     */
    public Fact fact(Attribute attribute) {
        Fact fact = facts[attribute.ordinal()];
        return fact != null ? fact : spelledOut(attribute);
    }

    private Fact spelledOut(Attribute attribute) {
        if (attribute == Attribute.VERB) {
            return VERBS[verb.ordinal()];
        }
        Fact fact = Objects.requireNonNull(later).fact(attribute);
        if (!shares) {
            facts[attribute.ordinal()] = fact;
        }
        return fact;
    }

    public boolean opaque() {
        return fact(Attribute.OPAQUE) instanceof Fact.Flag f && f.value();
    }

    /** The effects from the operation's own to this one, this one included. */
    public List<Effect> chain() {
        List<Effect> chain = new ArrayList<>();
        for (Optional<Effect> e = Optional.of(this); e.isPresent(); e = e.get().parent) {
            chain.add(e.get());
        }
        Collections.reverse(chain);
        return List.copyOf(chain);
    }

    private Fact below() {
        Fact made = below;
        if (made == null) {
            List<String> names = new ArrayList<>(4);
            names.add(kind.word());
            if (fact(Attribute.PROGRAM) instanceof Fact.Text program) {
                names.add(program.value());
            }
            if (fact(Attribute.VIA) instanceof Fact.Texts above) {
                names.addAll(above.elements());
            }
            made = Fact.texts(names, true);
            below = made;
        }
        return made;
    }

    public static Builder of(Kind kind) {
        // made first: between an object's allocation and the stores that fill it nothing should
        // happen, or the collector's barriers come into each
        @Nullable Fact[] facts = Arrays.copyOf(ALL_ABSENT, ALL_ABSENT.length);
        return new Builder(Objects.requireNonNull(kind), facts);
    }

    /** A copy to change, for instance to give it another parent. */
    public Builder toBuilder() {
        @Nullable Fact[] copy = Arrays.copyOf(facts, facts.length);
        Builder b = new Builder(kind, copy);
        b.verb = verb;
        b.reach = reach;
        b.carrier = carrier;
        b.secrets = secrets;
        b.together = together;
        b.parent = parent;
        b.summary = summary;
        b.later = later;
        return b;
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder(kind.word()).append('{').append(verb.word());
        for (Attribute a : ATTRIBUTES) {
            if (a != Attribute.VERB && !(fact(a) instanceof Fact.Absent)) {
                s.append(", ").append(a.word()).append('=').append(fact(a));
            }
        }
        return s.append(carrier ? ", carrier}" : "}").toString();
    }

    /**
     * What many effects have in common. Making one more of them copies nothing: it stores its verb
     * and who spells out where it differs. Immutable; made by {@link Builder#common}.
     */
    public static final class Common {
        private final Kind kind;
        private final Reach reach;
        private final Secrets secrets;
        private final Set<String> together;
        private final @Nullable Fact[] facts;

        private Common(Builder b, @Nullable Fact[] facts) {
            this.kind = b.kind;
            this.reach = b.reach;
            this.secrets = b.secrets;
            this.together = b.together;
            this.facts = facts;
        }

        /**
         * An operation's own effect that does this.
         *
         * @param later spells out the summary and the attributes that were left to it, each time it
         *     is asked
         */
        public Effect with(Verb verb, Later later) {
            return new Effect(this, verb, later);
        }
    }

    /** Collects what analysis finds. Starts as unknown and unstated; not thread-safe. */
    public static final class Builder {
        private final Kind kind;
        private @Nullable Fact[] facts;
        private boolean handedOver;
        private Verb verb = Verb.UNKNOWN;
        private Reach reach = Reach.UNSTATED;
        private boolean carrier;
        private Secrets secrets = Secrets.NONE;
        private Set<String> together = Set.of();
        private Optional<Effect> parent = Optional.empty();
        private @Nullable String summary = "";
        private @Nullable Later later;

        private Builder(Kind kind, @Nullable Fact[] facts) {
            this.kind = kind;
            this.facts = facts;
        }

        /** The facts, for the effect to keep; a builder that is used again takes a copy. */
        private @Nullable Fact[] handOver() {
            @Nullable Fact[] mine = handedOver ? Arrays.copyOf(facts, facts.length) : facts;
            handedOver = true;
            return mine;
        }

        private void put(Attribute attribute, @Nullable Fact fact) {
            if (handedOver) {
                facts = Arrays.copyOf(facts, facts.length);
                handedOver = false;
            }
            facts[attribute.ordinal()] = fact;
        }

        public Builder verb(Verb v) {
            verb = v;
            return this;
        }

        public Builder reach(Reach r) {
            reach = r;
            return this;
        }

        /** Marks a carrier, whose verb is {@code read}; see the package documentation. */
        public Builder carrier() {
            carrier = true;
            verb = Verb.READ;
            return this;
        }

        public Builder secrets(Secrets s) {
            secrets = s;
            return this;
        }

        /** Ids of resources that name one thing together; see {@link Effect#together()}. */
        public Builder together(Set<String> ids) {
            together = Set.copyOf(ids);
            return this;
        }

        public Builder parent(Effect p) {
            parent = Optional.of(p);
            return this;
        }

        public Builder parent(Optional<Effect> p) {
            parent = p;
            return this;
        }

        public Builder summary(String s) {
            summary = s;
            return this;
        }

        /** Leaves the summary and those attributes to be spelled out when they are asked for. */
        public Builder later(Later source, Attribute... attributes) {
            later = source;
            summary = null;
            for (Attribute attribute : attributes) {
                checkKind(attribute);
                put(attribute, null);
            }
            return this;
        }

        /** Marks part of what the effect does as hidden. */
        public Builder opaque() {
            return set(Attribute.OPAQUE, Fact.TRUE);
        }

        /**
         * Marks the whole effect as hidden: its verb is unknown, it is opaque, and every attribute
         * that analysis could have found and that is not set by now is unknown, not absent.
         */
        public Builder hidden(String why) {
            Fact unknown = Fact.unknown(why);
            for (Attribute a : ATTRIBUTES) {
                boolean found = a.source() == Attribute.Source.ANALYSIS && a.isOf(kind);
                if (found && facts[a.ordinal()] instanceof Fact.Absent) {
                    put(a, unknown);
                }
            }
            return verb(Verb.UNKNOWN).opaque();
        }

        public Builder set(Attribute attribute, Fact fact) {
            checkKind(attribute);
            put(attribute, Objects.requireNonNull(fact));
            return this;
        }

        private void checkKind(Attribute attribute) {
            if (!attribute.isOf(kind)) {
                throw new IllegalArgumentException(
                        kind.word() + " has no attribute " + attribute.word());
            }
            if (attribute == Attribute.VERB || attribute == Attribute.VIA) {
                throw new IllegalArgumentException(
                        attribute.word() + " follows from verb() and parent()");
            }
        }

        public Builder set(Attribute attribute, String text) {
            return set(attribute, Fact.text(text));
        }

        /** Ends with what many effects have in common, which differ in those attributes alone. */
        public Common common(Attribute... differing) {
            for (Attribute attribute : differing) {
                checkKind(attribute);
                put(attribute, null);
            }
            @Nullable Fact[] all = handOver();
            all[Attribute.VERB.ordinal()] = null;
            all[Attribute.VIA.ordinal()] = Fact.NONE;
            return new Common(this, all);
        }

        public Effect build() {
            @Nullable Fact[] all = handOver();
            all[Attribute.VERB.ordinal()] = VERBS[verb.ordinal()];
            all[Attribute.VIA.ordinal()] = parent.isEmpty() ? Fact.NONE : parent.get().below();
            return new Effect(this, all);
        }
    }
}
