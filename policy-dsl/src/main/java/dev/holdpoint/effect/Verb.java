package dev.holdpoint.effect;

import java.util.Locale;

/** What an effect does to the world. The order is that of severity, least first. */
public enum Verb {
    /** Changes nothing. */
    READ,
    /** Creates or changes, recoverably. */
    WRITE,
    /** Executes a program or code that no catalog knows and that was not read. */
    RUN,
    /** Changes who may do what, or a credential. */
    GRANT,
    /**
     * Removes or irreversibly overwrites data, history, infrastructure or backups, or stops a
     * service.
     */
    DESTROY,
    /**
     * Hidden, or past a bound of analysis: matches every verb in deny, ask and limit rules, and
     * none in allow rules.
     */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The verb as the policy language and the session format write it. */
    public String word() {
        return word;
    }

    /** The more severe of the two. */
    public Verb or(Verb other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
