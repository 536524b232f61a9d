package dev.holdpoint.bridge;

/**
 * Thrown in place of an operation that was stopped. It never has a cause, because agent frameworks
 * unwrap causes, and its message is one line, because that is what the model reads: what was
 * stopped, by which rule, the request id if there is one, and that another way around is stopped
 * too.
 */
public final class HoldpointException extends SecurityException {

    private static final long serialVersionUID = 1L;

    public HoldpointException(String message) {
        super(message);
    }
}
