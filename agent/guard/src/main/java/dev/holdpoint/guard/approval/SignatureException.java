package dev.holdpoint.guard.approval;

/** A key, a signature or a statement that cannot be believed; the message says why. */
public final class SignatureException extends Exception {

    private static final long serialVersionUID = 1L;

    public SignatureException(String message) {
        super(message);
    }
}
