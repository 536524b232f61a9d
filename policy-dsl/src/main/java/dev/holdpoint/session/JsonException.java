package dev.holdpoint.session;

/** A text that was to be JSON and is not; the message says what is wrong and where, on one line. */
public final class JsonException extends Exception {

    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
