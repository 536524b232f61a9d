package dev.holdpoint.guard.store;

import java.io.IOException;

/** The store could not be read or written; the message says which part, and what to do. */
public final class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
