package dev.holdpoint.language.syntax;

import java.util.Set;

/** The words with a meaning of their own. */
final class Words {

    private Words() {}

    /** What begins a statement of the top level. */
    static final Set<String> STATEMENTS =
            Set.of(
                    "policy",
                    "pack",
                    "use",
                    "env",
                    "credential",
                    "approvers",
                    "set",
                    "define",
                    "tiers",
                    "kill",
                    "document",
                    "deny",
                    "ask",
                    "allow",
                    "limit",
                    "default",
                    "test");

    /** What cannot be the name of anything in a condition. */
    static final Set<String> RESERVED =
            Set.of(
                    "and", "or", "not", "in", "has", "within", "overlap", "when", "unless", "by",
                    "because", "max", "quorum");
}
