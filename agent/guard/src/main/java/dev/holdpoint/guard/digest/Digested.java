package dev.holdpoint.guard.digest;

import dev.holdpoint.session.Json;
import java.util.Optional;

/** An operation as it could be put to people, or why it cannot be. */
public sealed interface Digested {

    /**
     * It can be approved.
     *
     * @param form what the digest is over
     * @param digest SHA-256 of the canonical form, in hexadecimal
     * @param content the body or standard input that the form holds the hash of
     */
    record Approvable(Json.Obj form, String digest, Optional<Content> content)
            implements Digested {}

    /** It cannot, because part of it could not be read. */
    record Unapprovable(String why) implements Digested {}

    /** Bytes that the form holds only the hash of. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, Optional<String> boundary) {}
}
