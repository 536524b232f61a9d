package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Pattern;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What some comparisons that hold together say of each attribute, and what then follows for other
 * conditions. It speaks of effects all of whose facts are known: what is unknown is stopped anyway.
 */
final class Knowledge {

    /** What follows for a condition. */
    enum Truth {
        YES,
        NO,
        MAYBE;

        Truth not() {
            return this == YES ? NO : this == NO ? YES : MAYBE;
        }
    }

    private final Map<String, About> byName = new LinkedHashMap<>();
    private final Set<Kind> kinds;
    private final Names names;
    private Optional<String> contradiction = Optional.empty();

    /**
     * @param kind the only kind of effect that is spoken of; empty for any
     */
    Knowledge(Optional<Kind> kind, List<Cases.Literal> literals, Names names) {
        this.kinds = kind.isPresent() ? EnumSet.of(kind.get()) : EnumSet.allOf(Kind.class);
        this.names = names;
        for (Cases.Literal literal : literals) {
            learn(literal.leaf(), literal.holds());
        }
    }

    /** The attribute for which no value is left; empty where an effect may be so. */
    Optional<String> contradiction() {
        if (contradiction.isEmpty() && kinds.isEmpty()) {
            contradiction = Optional.of("the kind of effect");
        }
        if (contradiction.isEmpty()) {
            for (Map.Entry<String, About> entry : byName.entrySet()) {
                if (entry.getValue().impossible()) {
                    contradiction = Optional.of("`" + entry.getKey() + "`");
                    break;
                }
            }
        }
        return contradiction;
    }

    private void learn(Condition leaf, boolean holds) {
        Condition.Ref ref = ref(leaf);
        About about = about(ref);
        if (holds) {
            kinds.retainAll(ref.attribute().kinds());
        }
        if (leaf instanceof Condition.Has) {
            about.present(holds);
        } else if (leaf instanceof Condition.IsTrue) {
            about.flag(holds);
        } else if (leaf instanceof Condition.In in) {
            boolean among = holds != in.negated();
            if (holds) {
                about.present(true);
            }
            if (among && (holds || about.certainlyPresent())) {
                about.oneOf(in.values());
            } else if (!among) {
                about.noneOf(in.values());
            }
        } else if (leaf instanceof Condition.Within within) {
            if (holds) {
                about.present(true);
                about.within(within.values());
            }
        } else if (leaf instanceof Condition.Overlap overlap) {
            if (holds) {
                about.present(true);
                about.overlap(overlap.values());
            } else {
                about.noneOf(overlap.values());
            }
        } else if (leaf instanceof Condition.Order order) {
            if (holds) {
                about.present(true);
                about.number(order.relation(), order.value());
            } else if (about.certainlyPresent()) {
                about.number(opposite(order.relation()), order.value());
            }
        }
    }

    /** What follows for a condition from what is known. */
    Truth of(Condition condition) {
        if (condition instanceof Condition.Always) {
            return Truth.YES;
        }
        if (condition instanceof Condition.Not not) {
            return of(not.inner()).not();
        }
        if (condition instanceof Condition.And and) {
            Truth all = Truth.YES;
            for (Condition part : and.all()) {
                Truth one = of(part);
                if (one == Truth.NO) {
                    return Truth.NO;
                }
                all = one == Truth.MAYBE ? one : all;
            }
            return all;
        }
        if (condition instanceof Condition.Or or) {
            Truth any = Truth.NO;
            for (Condition part : or.any()) {
                Truth one = of(part);
                if (one == Truth.YES) {
                    return Truth.YES;
                }
                any = one == Truth.MAYBE ? one : any;
            }
            return any;
        }
        Condition.Ref ref = ref(condition);
        boolean lacking = true;
        for (Kind kind : kinds) {
            lacking &= !ref.attribute().kinds().contains(kind);
        }
        return lacking ? Truth.NO : about(ref).of(condition);
    }

    /** What is known of one attribute, or of one entry of a table. */
    About about(Attribute attribute) {
        return about(new Condition.Ref(attribute, Optional.empty()));
    }

    private About about(Condition.Ref ref) {
        String name =
                ref.key().isPresent()
                        ? ref.attribute().word().concat(".").concat(ref.key().get())
                        : ref.attribute().word();
        About about = byName.get(name);
        if (about == null) {
            about = new About(ref.attribute(), values(ref.attribute()));
            byName.put(name, about);
        }
        return about;
    }

    /** Every value that there can be, where that is known. */
    private List<Pattern> values(Attribute attribute) {
        if (attribute == Attribute.ENV) {
            return patterns(List.copyOf(names.environments.keySet()));
        }
        return patterns(attribute == Attribute.TIER ? names.tierNames() : Vocabulary.of(attribute));
    }

    private static List<Pattern> patterns(List<String> values) {
        List<Pattern> patterns = new java.util.ArrayList<>(values.size());
        for (String value : values) {
            patterns.add(new Pattern(value, false));
        }
        return patterns;
    }

    private static Condition.Ref ref(Condition leaf) {
        if (leaf instanceof Condition.Has has) {
            return has.ref();
        }
        if (leaf instanceof Condition.IsTrue isTrue) {
            return isTrue.ref();
        }
        if (leaf instanceof Condition.In in) {
            return in.ref();
        }
        if (leaf instanceof Condition.Within within) {
            return within.ref();
        }
        if (leaf instanceof Condition.Overlap overlap) {
            return overlap.ref();
        }
        return ((Condition.Order) leaf).ref();
    }

    private static Condition.Relation opposite(Condition.Relation relation) {
        return switch (relation) {
            case EQUAL -> Condition.Relation.NOT_EQUAL;
            case NOT_EQUAL -> Condition.Relation.EQUAL;
            case LESS -> Condition.Relation.AT_LEAST;
            case AT_MOST -> Condition.Relation.MORE;
            case MORE -> Condition.Relation.AT_MOST;
            case AT_LEAST -> Condition.Relation.LESS;
        };
    }
}
