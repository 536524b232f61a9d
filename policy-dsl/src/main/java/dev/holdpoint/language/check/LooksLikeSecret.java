package dev.holdpoint.language.check;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Syntax;

/**
 * A secret written into a policy, where everybody who may read the policy reads it. Credentials are
 * declared by fingerprint; elsewhere well-known token shapes are recognised.
 */
final class LooksLikeSecret {

    private static final String FINGERPRINT = "hmac-sha256:";

    /** How tokens of well-known issuers begin, and how many characters follow at least. */
    private static final String[] PREFIXES = {
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "glpat-",
        "xoxb-",
        "xoxp-",
        "xoxa-",
        "sk-ant-",
        "sk-proj-",
        "sk_live_",
        "rk_live_",
        "npm_",
        "pypi-",
        "dop_v1_",
        "hf_",
        "AKIA",
        "ASIA",
        "AIza",
        "SG.",
        "eyJhbGciOi",
        "shpat_",
        "dckr_pat_",
        "vercel_",
        "sbp_"
    };

    private static final int LEAST_AFTER_PREFIX = 12;

    private LooksLikeSecret() {}

    static void check(Syntax.Document document, Findings findings) {
        for (Syntax.Item item : document.items()) {
            if (item instanceof Syntax.Credential c) {
                credential(c, findings);
                for (Syntax.May may : c.may()) {
                    if (may.when().isPresent()) {
                        expression(may.when().get(), findings);
                    }
                }
            } else if (item instanceof Syntax.Environment e) {
                for (Syntax.Places places : e.places()) {
                    for (Syntax.Text text : places.patterns()) {
                        text(text.value(), text.span(), findings);
                    }
                }
            } else if (item instanceof Syntax.NamedSet s) {
                operand(s.value(), findings);
            } else if (item instanceof Syntax.Definition d) {
                expression(d.condition(), findings);
            } else if (item instanceof Syntax.Rule r) {
                if (r.when().isPresent()) {
                    expression(r.when().get(), findings);
                }
                if (r.unless().isPresent()) {
                    expression(r.unless().get(), findings);
                }
            } else if (item instanceof Syntax.Test t) {
                test(t, findings);
            }
        }
    }

    private static void credential(Syntax.Credential c, Findings findings) {
        if (c.ids().isEmpty()) {
            findings.error(
                    "credential-without-id",
                    c.span(),
                    "the credential has no `id`",
                    "add its fingerprint: `holdpoint fingerprint` prints it");
        }
        if (c.may().isEmpty()) {
            findings.error(
                    "credential-without-may",
                    c.span(),
                    "the credential does not say what it may be used for",
                    "add `may graphql when fields within {…}`, or `may any` for everything");
        }
        for (Syntax.Text id : c.ids()) {
            if (!fingerprint(id.value())) {
                findings.error(
                        "secret",
                        id.span(),
                        id.value().startsWith(FINGERPRINT)
                                ? "a fingerprint is hmac-sha256: and 16 hexadecimal digits"
                                : "this looks like the secret itself, not like its fingerprint",
                        "write the fingerprint that `holdpoint fingerprint` prints, and replace"
                                + " the secret if it was real");
            }
        }
    }

    private static boolean fingerprint(String id) {
        if (!id.startsWith(FINGERPRINT) || id.length() != FINGERPRINT.length() + 16) {
            return false;
        }
        for (int i = FINGERPRINT.length(); i < id.length(); i++) {
            char c = id.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static void expression(Syntax.Expression e, Findings findings) {
        if (e instanceof Syntax.And and) {
            for (Syntax.Expression part : and.all()) {
                expression(part, findings);
            }
        } else if (e instanceof Syntax.Or or) {
            for (Syntax.Expression part : or.any()) {
                expression(part, findings);
            }
        } else if (e instanceof Syntax.Not not) {
            expression(not.inner(), findings);
        } else if (e instanceof Syntax.Comparison c) {
            operand(c.operand(), findings);
        }
    }

    private static void operand(Syntax.Operand o, Findings findings) {
        if (o instanceof Syntax.Quoted q) {
            text(q.text().value(), q.span(), findings);
        } else if (o instanceof Syntax.Braces braces) {
            for (Syntax.Operand element : braces.elements()) {
                operand(element, findings);
            }
        }
    }

    private static void test(Syntax.Test t, Findings findings) {
        for (Syntax.Step step : t.steps()) {
            Policy.Test.Attempt attempt = step.attempt();
            if (attempt instanceof Policy.Test.Attempt.Exec e) {
                text(e.command(), step.span(), findings);
            } else if (attempt instanceof Policy.Test.Attempt.Sql s) {
                text(s.text(), step.span(), findings);
            } else if (attempt instanceof Policy.Test.Attempt.Http h) {
                text(h.url(), step.span(), findings);
                for (String header : h.headers()) {
                    text(header, step.span(), findings);
                }
                if (h.body().isPresent()) {
                    text(h.body().get(), step.span(), findings);
                }
            } else if (attempt instanceof Policy.Test.Attempt.Tool tool) {
                text(tool.arguments(), step.span(), findings);
            }
        }
    }

    private static void text(String value, Span span, Findings findings) {
        boolean found = value.contains("PRIVATE KEY-----");
        for (int i = 0; i < PREFIXES.length && !found; i++) {
            found = token(value, PREFIXES[i]);
        }
        if (found) {
            findings.error(
                    "secret",
                    span,
                    "this looks like a secret",
                    "declare it as a credential, by fingerprint; in a test write an invented one");
        }
    }

    /**
     * A token of that prefix: letters and digits of some length follow, with no repetition of one.
     */
    private static boolean token(String value, String prefix) {
        for (int at = value.indexOf(prefix); at >= 0; at = value.indexOf(prefix, at + 1)) {
            if (at > 0 && tokenPart(value.charAt(at - 1))) {
                continue;
            }
            int from = at + prefix.length();
            int to = from;
            boolean digit = false;
            while (to < value.length() && tokenPart(value.charAt(to))) {
                digit |= value.charAt(to) >= '0' && value.charAt(to) <= '9';
                to++;
            }
            if (to - from >= LEAST_AFTER_PREFIX && digit) {
                return true;
            }
        }
        return false;
    }

    private static boolean tokenPart(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '-';
    }
}
