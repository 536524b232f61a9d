package dev.holdpoint.language.check;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Type;
import dev.holdpoint.language.Condition;
import dev.holdpoint.language.Condition.Relation;
import dev.holdpoint.language.Pattern;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Spelling;
import dev.holdpoint.language.syntax.Syntax;
import dev.holdpoint.language.syntax.Syntax.Operand;
import dev.holdpoint.language.syntax.Syntax.Operator;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The right-hand sides of comparisons: words, texts, numbers, sets and names of sets. */
final class Operands {

    private final Names names;
    private final Findings findings;

    Operands(Names names, Findings findings) {
        this.names = names;
        this.findings = findings;
    }

    /** Why the operator does not fit an attribute of that type, as advice; empty where it does. */
    static Optional<String> misfit(Type type, Operator operator, String name) {
        boolean ofSet = operator == Operator.WITHIN || operator == Operator.OVERLAP;
        boolean ofOrder = relation(operator).isPresent();
        return switch (type) {
            case FLAG -> Optional.of("write `" + name + "` or `not " + name + "`");
            case TEXTS ->
                    ofSet
                            ? Optional.empty()
                            : Optional.of(
                                    "write `overlap {…}` (at least one of them is) or `within {…}`"
                                            + " (all of them are)");
            case TEXT, TABLE ->
                    ofSet
                            ? Optional.of("write `in {…}`")
                            : ofOrder ? Optional.of("write `==` or `in`") : Optional.empty();
            case NUMBER -> ofSet ? Optional.of("write `in {…}`") : Optional.empty();
        };
    }

    static String shown(Type type) {
        return switch (type) {
            case TEXT -> "a single text";
            case TEXTS -> "a set";
            case NUMBER -> "a number";
            case FLAG -> "a flag";
            case TABLE -> "an entry of a table, which is a text";
        };
    }

    /** The relation that an operator of order stands for. */
    static Optional<Relation> relation(Operator operator) {
        return switch (operator) {
            case LESS -> Optional.of(Relation.LESS);
            case AT_MOST -> Optional.of(Relation.AT_MOST);
            case MORE -> Optional.of(Relation.MORE);
            case AT_LEAST -> Optional.of(Relation.AT_LEAST);
            default -> Optional.empty();
        };
    }

    /** A comparison with one number, or with several. */
    Condition numbers(Syntax.Comparison c, Condition.Ref ref) {
        boolean negated = c.operator() == Operator.NOT_EQUAL || c.operator() == Operator.NOT_IN;
        Relation relation =
                relation(c.operator()).orElse(negated ? Relation.NOT_EQUAL : Relation.EQUAL);
        boolean several = c.operator() == Operator.IN || c.operator() == Operator.NOT_IN;
        List<Condition> each = new ArrayList<>();
        for (Operand operand : several ? elements(c, "") : List.of(c.operand())) {
            if (operand instanceof Syntax.Whole n) {
                each.add(new Condition.Order(ref, relation, n.value()));
            } else {
                findings.error(
                        "type", operand.span(), "`" + c.reference().name() + "` is a number");
            }
        }
        if (each.size() == 1) {
            return each.get(0);
        }
        return negated ? new Condition.And(each) : new Condition.Or(each);
    }

    /** The texts and globs that an attribute is compared with. */
    List<Pattern> patterns(Syntax.Comparison c, Attribute attribute, String prefix) {
        boolean one = c.operator() == Operator.EQUAL || c.operator() == Operator.NOT_EQUAL;
        if (attribute == Attribute.ENV
                && c.operand() instanceof Syntax.Word w
                && w.text().equals("home")
                && !one) {
            return home(w);
        }
        if (one || relation(c.operator()).isPresent()) {
            if (c.operand() instanceof Syntax.Braces) {
                findings.error(
                        "type",
                        c.operand().span(),
                        "`" + c.operator().word() + "` takes one value",
                        "write `in` for several");
                return List.of();
            }
            List<Pattern> single = new ArrayList<>();
            pattern(c.operand(), attribute, single);
            return single;
        }
        List<Pattern> patterns = new ArrayList<>();
        for (Operand element : elements(c, prefix)) {
            pattern(element, attribute, patterns);
        }
        return patterns;
    }

    private List<Pattern> home(Syntax.Word at) {
        if (names.home.isEmpty()) {
            findings.error(
                    "no-home",
                    at.span(),
                    "the policy has no home environment",
                    "name it in the header: `policy … in ENVIRONMENT`");
        }
        List<Pattern> home = new ArrayList<>();
        for (String name : names.home) {
            home.add(new Pattern(name, false));
        }
        return home;
    }

    /** What stands in the braces, or in the set that the word names. */
    private List<Operand> elements(Syntax.Comparison c, String prefix) {
        Operand operand = c.operand();
        if (operand instanceof Syntax.Word w) {
            Names.Of<Syntax.NamedSet> set = names.sets.get(prefix.concat(w.text()));
            if (set == null) {
                findings.error(
                        "unknown-set",
                        w.span(),
                        "there is no set named `" + w.text() + "`",
                        Spelling.suggest(w.text(), names.sets.keySet())
                                .or(() -> Optional.of("write `{" + w.text() + "}`")));
                return List.of();
            }
            operand = set.item().value();
        }
        if (operand instanceof Syntax.Braces braces) {
            if (braces.elements().isEmpty()) {
                findings.error(
                        "unsatisfiable",
                        c.span(),
                        "nothing is in an empty set",
                        "name what should be in it");
            }
            return braces.elements();
        }
        findings.error(
                "type",
                operand.span(),
                "`" + c.operator().word() + "` takes a set",
                "write it in braces: {…}");
        return List.of();
    }

    private void pattern(Operand operand, Attribute attribute, List<Pattern> into) {
        if (operand instanceof Syntax.Word w) {
            value(w.text(), false, attribute, w.span(), into);
        } else if (operand instanceof Syntax.Quoted q) {
            value(q.text().value(), q.text().glob(), attribute, q.span(), into);
        } else if (operand instanceof Syntax.Whole n) {
            value(Long.toString(n.value()), false, attribute, n.span(), into);
        }
    }

    private void value(
            String text, boolean glob, Attribute attribute, Span span, List<Pattern> into) {
        String value = text;
        if (attribute == Attribute.HOST) {
            value = host(text);
            HostGlobs.check(value, glob, span, findings);
            MixedScripts.check(text, span, findings);
        } else if (attribute == Attribute.METHOD) {
            value = text.toUpperCase(Locale.ROOT);
        } else if (PathGlobs.applies(attribute)) {
            PathGlobs.check(text, glob, span, findings);
        }
        UnknownValues.check(value, glob, attribute, names, span, findings);
        into.add(new Pattern(value, glob));
    }

    /** A host as effects name it: lower-case, in ASCII, without a trailing dot. */
    static String host(String text) {
        String host = lowerCase(text);
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) > 127) {
                try {
                    host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
                } catch (IllegalArgumentException e) {
                    return host; // not a host name; it can match nothing
                }
                break;
            }
        }
        return host.length() > 1 && host.endsWith(".")
                ? host.substring(0, host.length() - 1)
                : host;
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
