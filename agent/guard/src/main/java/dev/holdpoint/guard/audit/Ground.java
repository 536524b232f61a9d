package dev.holdpoint.guard.audit;

import java.util.Locale;

/** On what ground an operation was permitted or stopped. */
public enum Ground {
    /** A rule or the default of the policy, or several. */
    POLICY,
    /** People have signed for it. */
    APPROVED,
    /** It waits for people. */
    UNAPPROVED,
    /** A person has refused it. */
    REFUSED,
    /** It would have to be approved, and cannot be, since part of it could not be read. */
    UNAPPROVABLE,
    /** A limit is exceeded. */
    LIMIT,
    /** The kill switch is on, or could not be looked at. */
    KILL_SWITCH,
    /** It touches Holdpoint's own files. */
    OWN_FILES,
    /** Analysis failed. */
    ANALYSIS_FAILED,
    /** The engine failed. */
    ENGINE_FAILED,
    /** The store of approvals and limits failed. */
    STORE_FAILED,
    /** The audit or the recording could not be written. */
    AUDIT_FAILED,
    /** Anything else failed. */
    GUARD_FAILED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As the audit writes it: {@code kill-switch}. */
    public String word() {
        return word;
    }
}
