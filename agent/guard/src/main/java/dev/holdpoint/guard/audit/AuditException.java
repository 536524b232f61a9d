package dev.holdpoint.guard.audit;

/** A decision could not be written down. */
public final class AuditException extends Exception {

    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }
}
