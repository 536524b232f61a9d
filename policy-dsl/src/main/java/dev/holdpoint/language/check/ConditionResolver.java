package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Type;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Spelling;
import dev.holdpoint.language.syntax.Syntax;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Turns written conditions into checked ones: finds what each name means, inlines named sets and
 * conditions, and holds types and vocabularies. What is in error becomes {@link Condition.Always},
 * which nobody judges by, since the policy does not load.
 */
final class ConditionResolver {

    /** Leaves of one condition after inlining; more is a defect of the policy. */
    static final int MOST_LEAVES = 20_000;

    /** Levels of one condition after inlining. */
    static final int MOST_LEVELS = 256;

    private static final Condition NOTHING = new Condition.Always();

    /** A checked condition and its size, which inlining could otherwise make exponential. */
    private record Measured(Condition condition, long leaves, int levels) {}

    private final Names names;
    private final Findings findings;
    private final Operands operands;
    private final IdentityHashMap<Syntax.Definition, Measured> resolved = new IdentityHashMap<>();
    private final IdentityHashMap<Syntax.Definition, Boolean> underway = new IdentityHashMap<>();

    ConditionResolver(Names names, Findings findings) {
        this.names = names;
        this.findings = findings;
        this.operands = new Operands(names, findings);
    }

    /**
     * Resolves a condition of the policy itself.
     *
     * @param kind the kind that the rule is on; empty for any
     */
    Condition resolve(Syntax.Expression expression, Optional<Kind> kind) {
        return bounded(new Walk(kind, "", false).of(expression), expression.span()).condition();
    }

    /** Resolves a definition, so that it is checked even where nothing uses it. */
    void define(Names.Of<Syntax.Definition> definition) {
        definition(definition, definition.item().name().span());
    }

    private Measured definition(Names.Of<Syntax.Definition> definition, Span use) {
        Syntax.Definition item = definition.item();
        Measured known = resolved.get(item);
        if (known != null) {
            return known;
        }
        if (underway.put(item, true) != null) {
            findings.error(
                    "recursive-definition",
                    use,
                    "`" + item.name().text() + "` is defined by itself",
                    "conditions may use others, but not in a circle");
            return new Measured(NOTHING, 1, 1);
        }
        Measured found =
                underway.size() > MOST_LEVELS
                        ? bounded(new Measured(NOTHING, 1, MOST_LEVELS + 1), use)
                        : bounded(
                                new Walk(Optional.empty(), definition.prefix(), true)
                                        .of(item.condition()),
                                item.name().span());
        underway.remove(item);
        resolved.put(item, found);
        return found;
    }

    private Measured bounded(Measured measured, Span span) {
        if (measured.leaves <= MOST_LEAVES && measured.levels <= MOST_LEVELS) {
            return measured;
        }
        findings.error(
                "too-large",
                span,
                "with what it names, the condition has more than "
                        + MOST_LEAVES
                        + " comparisons or "
                        + MOST_LEVELS
                        + " levels");
        return new Measured(NOTHING, 1, 1);
    }

    /** One expression, in the surroundings in which it stands. */
    private final class Walk {
        private final Optional<Kind> kind;
        private final String prefix;
        private final boolean defining;

        /**
         * @param prefix of the names of the pack it stands in
         * @param defining within a definition, which may name attributes of several kinds: those
         *     that an effect lacks are absent
         */
        Walk(Optional<Kind> kind, String prefix, boolean defining) {
            this.kind = kind;
            this.prefix = prefix;
            this.defining = defining;
        }

        Measured of(Syntax.Expression e) {
            if (e instanceof Syntax.And and) {
                return several(and.all(), true);
            }
            if (e instanceof Syntax.Or or) {
                return several(or.any(), false);
            }
            if (e instanceof Syntax.Not not) {
                Measured inner = of(not.inner());
                return new Measured(
                        new Condition.Not(inner.condition), inner.leaves, inner.levels + 1);
            }
            if (e instanceof Syntax.Has has) {
                Optional<Condition.Ref> ref = reference(has.reference(), false);
                return leaf(ref.isPresent() ? new Condition.Has(ref.get()) : NOTHING);
            }
            if (e instanceof Syntax.Bare bare) {
                return bare(bare);
            }
            return leaf(comparison((Syntax.Comparison) e));
        }

        private Measured leaf(Condition condition) {
            return new Measured(condition, 1, 1);
        }

        private Measured several(List<Syntax.Expression> parts, boolean all) {
            List<Condition> conditions = new ArrayList<>(parts.size());
            long leaves = 0;
            int levels = 0;
            for (Syntax.Expression part : parts) {
                Measured m = of(part);
                conditions.add(m.condition);
                leaves += m.leaves;
                levels = Math.max(levels, m.levels);
            }
            return new Measured(
                    all ? new Condition.And(conditions) : new Condition.Or(conditions),
                    leaves,
                    levels + 1);
        }

        private Measured bare(Syntax.Bare bare) {
            Syntax.Reference written = bare.reference();
            if (written.key().isEmpty()) {
                Names.Of<Syntax.Definition> definition =
                        names.definitions.get(prefix.concat(written.name()));
                if (definition != null) {
                    return definition(definition, bare.span());
                }
            }
            Optional<Condition.Ref> found = reference(written, true);
            if (found.isEmpty()) {
                return leaf(NOTHING);
            }
            Attribute attribute = found.get().attribute();
            if (attribute.type() != Type.FLAG) {
                findings.error(
                        "type",
                        bare.span(),
                        "`" + written.name() + "` is not a condition by itself",
                        attribute.type() == Type.TEXTS
                                ? "write `" + written.name() + " overlap {…}` or `within {…}`"
                                : "compare it: `" + written.name() + " == …`, or `has` it");
                return leaf(NOTHING);
            }
            return leaf(new Condition.IsTrue(found.get()));
        }

        /** The attribute, or the entry of a table, that a name means. */
        private Optional<Condition.Ref> reference(Syntax.Reference written, boolean orDefinition) {
            String name = written.name();
            Optional<Attribute> whole = Attribute.named(name);
            Optional<String> key = written.key();
            if (whole.isEmpty() && key.isEmpty()) {
                int dot = name.indexOf('.');
                if (dot > 0) {
                    whole = Attribute.named(name.substring(0, dot));
                    if (whole.isPresent() && whole.get().type() == Type.TABLE) {
                        key = Optional.of(name.substring(dot + 1));
                    } else {
                        whole = Optional.empty();
                    }
                }
            }
            if (whole.isEmpty()) {
                findings.error(
                        "unknown-attribute",
                        written.span(),
                        "there is no attribute"
                                + (orDefinition ? " or condition" : "")
                                + " named `"
                                + name
                                + "`",
                        Suggestions.attribute(name, orDefinition, names, kind));
                return Optional.empty();
            }
            Attribute attribute = whole.get();
            if (key.isPresent() && attribute.type() != Type.TABLE) {
                findings.error("type", written.span(), "`" + attribute.word() + "` has no entries");
                return Optional.empty();
            }
            if (kind.isPresent() && !defining && !attribute.kinds().contains(kind.get())) {
                findings.error(
                        "lacking-attribute",
                        written.span(),
                        "an effect of kind "
                                + kind.get().word()
                                + " has no `"
                                + attribute.word()
                                + "`",
                        "write the rule `on " + Suggestions.kinds(attribute) + "`");
                return Optional.empty();
            }
            if (attribute == Attribute.HEADERS && key.isPresent()) {
                key = Optional.of(Operands.lowerCase(key.get()));
            }
            return Optional.of(new Condition.Ref(attribute, key));
        }

        private Condition comparison(Syntax.Comparison c) {
            Optional<Condition.Ref> found = reference(c.reference(), false);
            if (found.isEmpty()) {
                return NOTHING;
            }
            Condition.Ref ref = found.get();
            if (ref.attribute() == Attribute.TIER && Operands.relation(c.operator()).isPresent()) {
                return tier(c, ref);
            }
            Type type = ref.attribute().type();
            if (type == Type.TABLE && ref.key().isEmpty()) {
                findings.error(
                        "type",
                        c.reference().span(),
                        "`" + c.reference().name() + "` is a table",
                        "name an entry: `" + c.reference().name() + "[\"…\"]`");
                return NOTHING;
            }
            Optional<String> misfit = Operands.misfit(type, c.operator(), c.reference().name());
            if (misfit.isPresent()) {
                findings.error(
                        "type",
                        c.span(),
                        "`" + c.operator().word() + "` does not fit " + Operands.shown(type),
                        misfit);
                return NOTHING;
            }
            if (type == Type.NUMBER) {
                return operands.numbers(c, ref);
            }
            List<Pattern> values = operands.patterns(c, ref.attribute(), prefix);
            return switch (c.operator()) {
                case WITHIN -> new Condition.Within(ref, values);
                case OVERLAP -> new Condition.Overlap(ref, values);
                case NOT_EQUAL, NOT_IN -> new Condition.In(ref, values, true);
                default -> new Condition.In(ref, values, false);
            };
        }

        /** Tiers are ordered as they are listed. */
        private Condition tier(Syntax.Comparison c, Condition.Ref ref) {
            List<String> tiers = names.tierNames();
            List<Pattern> values = operands.patterns(c, ref.attribute(), prefix);
            int at = values.size() == 1 ? tiers.indexOf(values.get(0).source()) : -1;
            if (at < 0) {
                return NOTHING; // reported with the value
            }
            List<Pattern> fitting = new ArrayList<>();
            for (int i = 0; i < tiers.size(); i++) {
                boolean fits =
                        switch (c.operator()) {
                            case LESS -> i < at;
                            case AT_MOST -> i <= at;
                            case MORE -> i > at;
                            default -> i >= at;
                        };
                if (fits) {
                    fitting.add(new Pattern(tiers.get(i), false));
                }
            }
            if (fitting.isEmpty()) {
                findings.error(
                        "unsatisfiable",
                        c.span(),
                        "there is no such tier: they are " + String.join(" < ", tiers));
            }
            return new Condition.In(ref, fitting, false);
        }
    }

    /** What a policy may have meant; only made where there is an error. */
    static final class Suggestions {
        private Suggestions() {}

        static Optional<String> attribute(
                String name, boolean orDefinition, Names names, Optional<Kind> kind) {
            List<String> candidates = new ArrayList<>();
            for (Attribute a : Attribute.values()) {
                if (kind.isEmpty() || a.kinds().contains(kind.get())) {
                    candidates.add(a.word());
                }
            }
            if (orDefinition) {
                candidates.addAll(names.definitions.keySet());
            }
            return Spelling.suggest(name, candidates);
        }

        static String kinds(Attribute attribute) {
            StringBuilder s = new StringBuilder();
            for (Kind k : attribute.kinds()) {
                s.append(s.isEmpty() ? "" : "` or `on ").append(k.word());
            }
            return s.toString();
        }
    }
}
