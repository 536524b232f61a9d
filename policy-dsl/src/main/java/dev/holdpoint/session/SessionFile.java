package dev.holdpoint.session;

import dev.holdpoint.effect.Fact;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of a session one after the other, and watches the chain. Lines as {@code
 * decide} reads them are taken too, so that a session for a test can be written by hand. Holds one
 * record in memory. Not thread-safe.
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

    /**
     * A record and where it stands.
     *
     * @param number from 1
     * @param expect the verdict that a person wrote into the line, for tests
     */
    public record Line(long number, SessionRecord record, Optional<String> expect) {

        /** What the verdict should be: what a person wrote, else what was recorded. */
        public Optional<String> expected() {
            return expect.isPresent()
                    ? expect
                    : record.decision().map(SessionRecord.Decision::verdict);
        }
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
    public Optional<Line> next() throws IOException, Unreadable {
        while (true) {
            Optional<String> text = line();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            if (!text.get().isBlank()) {
                Optional<Line> record = record(text.get());
                if (record.isPresent()) {
                    return record;
                }
            }
        }
    }

    private Optional<Line> record(String text) throws Unreadable {
        try {
            if (!(Json.parse(text) instanceof Json.Obj object)) {
                throw new JsonException("a record is a JSON object");
            }
            if (object.text("hash").isEmpty()) {
                chained = false;
            } else {
                follow(object);
            }
            if (object.text("kind").orElse("").equals(NOTE)) {
                return Optional.empty();
            }
            boolean bare = object.get("operation").isEmpty() && object.get("v").isEmpty();
            SessionRecord record = bare ? operation(object) : SessionRecord.of(object);
            return Optional.of(new Line(line, record, object.text("expect")));
        } catch (JsonException e) {
            breaks("line " + line + " is no record");
            throw new Unreadable(line, String.valueOf(e.getMessage()));
        }
    }

    /** A line as {@code decide} reads it: an operation by itself, at no known time. */
    private static SessionRecord operation(Json.Obj object) throws JsonException {
        return new SessionRecord(
                0,
                Instant.EPOCH,
                Fact.ABSENT,
                Optional.empty(),
                Fact.ABSENT,
                EffectJson.kind(object),
                object,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "");
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
