package dev.holdpoint.session;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads the records of a session one after the other, and watches the chain. Holds one record in
 * memory. Not thread-safe.
 */
public final class SessionFile implements Closeable {

    /** Characters of a line; a longer one is no record. */
    static final int MOST_CHARACTERS = 64 << 20;

    /** The kind of a line that says something of the file itself; it is not returned. */
    private static final String NOTE = "note";

    private final BufferedReader in;
    private long line;
    private long seq;
    private String head = SessionRecord.FIRST;
    private Optional<String> broken = Optional.empty();
    private boolean chained = true;

    /**
     * @param in decoded from UTF-8; is closed with this
     */
    public SessionFile(Reader in) {
        this.in = new BufferedReader(in, 1 << 16);
    }

    /** A line that is no record. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(long line, String why) {
            super("line " + line + ": " + why);
        }
    }

    /**
     * The next record; empty after the last.
     *
     * @throws Unreadable if the line is none; what follows can still be read
     */
    public Optional<SessionRecord> next() throws IOException, Unreadable {
        while (true) {
            Optional<String> text = line();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (!text.get().isBlank()) {
                Optional<SessionRecord> record = record(text.get());
                if (record.isPresent()) {
                    return record;
                }
            }
        }
    }

    private Optional<SessionRecord> record(String text) throws Unreadable {
        try {
            if (!(Json.parse(text) instanceof Json.Obj object)) {
                throw new JsonException("a record is a JSON object");
            }
            if (object.text("hash").isEmpty()) {
                chained = false;
            } else {
                follow(object);
            }
            return object.text("kind").orElse("").equals(NOTE)
                    ? Optional.empty()
                    : Optional.of(SessionRecord.of(object));
        } catch (JsonException e) {
            breaks("line " + line + " is no record");
            throw new Unreadable(line, e.getMessage());
        }
    }

    private void follow(Json.Obj record) {
        String hash = record.text("hash").orElse("");
        long number = record.whole("seq").orElse(0L);
        seq++;
        if (!hash.equals(hash(record))) {
            breaks("line " + line + " was changed: its hash is not that of its content");
        } else if (!record.text("prev").orElse("").equals(head)) {
            breaks("line " + line + " does not follow the record before it");
        } else if (number != seq) {
            breaks("line " + line + " is record " + number + " where " + seq + " is expected");
        }
        seq = number;
        head = hash;
    }

    /** What the hash of a record must be. */
    private static String hash(Json.Obj record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String content = CanonicalJson.write(record.without("hash"));
            return HexFormat.of()
                    .formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        } catch (IllegalArgumentException e) {
            return ""; // has no canonical form, so nobody can have hashed it
        }
    }

    private void breaks(String why) {
        if (broken.isEmpty()) {
            broken = Optional.of(why);
        }
    }

    /** Where the chain of what was read so far is broken first; empty while it is whole. */
    public Optional<String> broken() {
        return broken;
    }

    /** Whether every record so far has a hash; imported sessions and those in tests have none. */
    public boolean chained() {
        return chained;
    }

    /** The hash of the last record. */
    public String head() {
        return head;
    }

    private Optional<String> line() throws IOException, Unreadable {
        StringBuilder text = new StringBuilder();
        line++;
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            if (text.length() < MOST_CHARACTERS) {
                text.append((char) c);
            } else if (text.length() == MOST_CHARACTERS) {
                text.append('\n'); // marks it as too long
            }
            c = in.read();
        }
        if (text.length() > MOST_CHARACTERS) {
            breaks("line " + line + " is too long");
            throw new Unreadable(line, "longer than " + MOST_CHARACTERS + " characters");
        }
        return Optional.of(text.toString());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
