package dev.holdpoint.guard.audit;

import dev.holdpoint.guard.digest.Sha256;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hash chain of a journal. Every line holds the hash of the line before ({@code prev}) and its
 * own ({@code hash}): SHA-256, in hexadecimal, of its canonical form without {@code hash}.
 */
public final class Chain {

    /** The {@code prev} of the first line. */
    public static final String START = "0".repeat(64);

    private static final String HASH = "hash";

    private Chain() {}

    /** The last line of a journal, to be kept elsewhere: {@code audit export}. */
    public record Head(long seq, String hash) {}

    /** Something that is wrong with the file, at a line counted from 1. */
    public record Finding(long line, String what) {}

    /**
     * What a verification found.
     *
     * @param lines how many there are
     * @param head of the last good line; empty for an empty file
     */
    public record Report(long lines, Optional<Head> head, List<Finding> findings) {
        public boolean good() {
            return findings.isEmpty();
        }
    }

    /** A line and the head that it makes. */
    record Line(String text, Head head) {}

    /**
     * The next line: the canonical form of the content with its place in the chain. The form is
     * written once, and the hash put where its name sorts.
     */
    static Line link(Json.Obj content, Head before) {
        Json.Builder first = Json.object();
        Json.Builder rest = Json.object();
        content.members()
                .forEach(
                        (name, value) ->
                                (name.compareTo(HASH) < 0 ? first : rest).put(name, value));
        rest.put("v", 1).put("seq", before.seq() + 1).put("prev", before.hash());
        String start = CanonicalJson.write(first.build());
        String end = CanonicalJson.write(rest.build().without(HASH));
        String left = start.substring(0, start.length() - 1);
        String comma = left.length() == 1 ? "" : ",";
        String right = end.substring(1);
        String hash = sha256(left + comma + right);
        return new Line(
                left + comma + "\"hash\":\"" + hash + "\"," + right,
                new Head(before.seq() + 1, hash));
    }

    static String hash(Json.Obj line) {
        return sha256(CanonicalJson.write(line.without(HASH)));
    }

    private static String sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The head that a line makes, if it is whole and its hash is right. */
    static Optional<Head> head(String line) {
        try {
            if (Json.parse(line) instanceof Json.Obj o
                    && o.text("hash").filter(hash(o)::equals).isPresent()
                    && o.whole("seq").isPresent()) {
                return Optional.of(new Head(o.whole("seq").get(), o.text("hash").get()));
            }
            return Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a whole journal.
     *
     * @param known heads that were kept elsewhere; each must be among the lines
     * @throws IOException if the file cannot be read
     */
    public static Report verify(Path file, List<Head> known) throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<Head> missing = new ArrayList<>(known);
        Optional<Head> last = Optional.empty();
        long number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                Optional<Head> here = check(text, number, last, findings);
                if (here.isPresent()) {
                    last = here;
                    missing.remove(here.get());
                }
            }
        } catch (java.nio.charset.CharacterCodingException e) {
            findings.add(new Finding(number + 1, "not UTF-8"));
        }
        for (Head head : missing) {
            findings.add(
                    new Finding(
                            number,
                            "line "
                                    + head.seq()
                                    + " with hash "
                                    + head.hash()
                                    + " was there once and is not any more: lines were removed or"
                                    + " the file was written anew"));
        }
        return new Report(number, last, List.copyOf(findings));
    }

    private static Optional<Head> check(
            String text, long number, Optional<Head> last, List<Finding> findings) {
        Json.Obj line;
        try {
            if (!(Json.parse(text) instanceof Json.Obj o)) {
                findings.add(new Finding(number, "not a record"));
                return Optional.empty();
            }
            line = o;
        } catch (JsonException e) {
            findings.add(new Finding(number, "not JSON: " + e.getMessage()));
            return Optional.empty();
        }
        String hash = line.text("hash").orElse("");
        long seq = line.whole("seq").orElse(-1L);
        if (!hash.equals(hash(line))) {
            findings.add(new Finding(number, "was changed: its hash does not fit its content"));
        } else if (!CanonicalJson.write(line).equals(text)) {
            findings.add(new Finding(number, "was changed: it is not in the canonical form"));
        }
        String prev = line.text("prev").orElse("");
        if (last.isPresent() && !prev.equals(last.get().hash())) {
            findings.add(
                    new Finding(
                            number,
                            "does not follow the line before: lines were removed, inserted or"
                                    + " exchanged"));
        }
        if (last.isPresent() && seq != last.get().seq() + 1) {
            findings.add(
                    new Finding(number, "has the number " + seq + " after " + last.get().seq()));
        }
        if (last.isEmpty() && number == 1 && seq == 1 && !prev.equals(START)) {
            findings.add(new Finding(number, "is numbered 1 and follows another line"));
        }
        if (last.isEmpty() && number == 1 && seq != 1) {
            findings.add(
                    new Finding(
                            number,
                            "is numbered "
                                    + seq
                                    + ": what came before is in another file, or was removed"));
        }
        return Optional.of(new Head(seq, hash));
    }
}
