package dev.holdpoint.guard.redact;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.effect.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Replaces credentials by their keyed fingerprints. Redacting twice changes nothing more.
 * Thread-safe.
 */
public final class Redaction implements dev.holdpoint.session.Redaction {

    static final String MARK = "hmac-sha256:";
    static final int MARK_LENGTH = MARK.length() + 16;

    private final Supplier<byte[]> source;
    private final UnaryOperator<String> mark = this::fingerprint;
    private volatile Optional<byte[]> key = Optional.empty();

    public Redaction(byte[] key) {
        byte[] copy = key.clone();
        this.source = () -> copy;
    }

    private Redaction(Supplier<byte[]> source) {
        this.source = source;
    }

    /** With a key that is drawn when the first credential is met: that takes milliseconds. */
    public static Redaction ofThisRun() {
        return new Redaction(
                () -> {
                    byte[] random = new byte[32];
                    new SecureRandom().nextBytes(random);
                    return random;
                });
    }

    /** The keyed fingerprint of a credential; of a fingerprint, itself. */
    public String fingerprint(String credential) {
        return credential.startsWith(MARK) && credential.length() == MARK_LENGTH
                ? credential
                : Secret.of(credential, "text").fingerprint(key());
    }

    public String fingerprint(Secret credential) {
        return credential.fingerprint(key());
    }

    /** For one operation: what analysis found to be a credential in it, wherever it stands. */
    public HeldSecrets held(Operation operation, Optional<Reading> reading) {
        return HeldSecrets.of(operation, reading, this);
    }

    /** Any text: a script, a word, a URL, a body, a summary. */
    @Override
    public String text(String text) {
        return SecretScan.replace(text, mark);
    }

    /** A header's value. */
    public String header(String name, String value) {
        String n = name.toLowerCase(Locale.ROOT);
        if (Lexicon.BUNDLED.isPlainHeader(n)) {
            return text(value);
        }
        if (value.isEmpty()) {
            return value;
        }
        String scheme = "AWS4-HMAC-SHA256 ";
        if (value.startsWith(scheme)) {
            // the signature differs at every attempt; the access key and the scope do not
            int start = value.indexOf("Credential=");
            int end = value.indexOf('/', Math.max(0, start));
            return scheme
                    + fingerprint(
                            start > 0 && end > start
                                    ? value.substring(start + "Credential=".length(), end)
                                    : value);
        }
        int blank = value.indexOf(' ');
        boolean known =
                blank > 0
                        && blank <= 12
                        && value.substring(0, blank).chars().allMatch(Character::isLetter);
        return known
                ? value.substring(0, blank + 1) + fingerprint(value.substring(blank + 1).strip())
                : fingerprint(value);
    }

    /** Whether the header belongs to an operation's digest. */
    public boolean isDigested(String headerName) {
        return Lexicon.BUNDLED.isDigestedHeader(headerName.toLowerCase(Locale.ROOT));
    }

    /** Whether the value of a variable, query key or member of that name is a credential. */
    public boolean isSecretName(String name) {
        return Lexicon.BUNDLED.isSecret(name);
    }

    /** The words of a command line, options across words included. */
    public List<String> argv(List<String> argv) {
        List<String> out = new ArrayList<>(argv.size());
        String program = "";
        Optional<Lexicon.Form> expected = Optional.empty();
        for (String word : argv) {
            String clean = text(word);
            if (expected.isPresent()) {
                clean = held(expected.get(), word);
                expected = Optional.empty();
            } else if (word.startsWith("-")) {
                expected =
                        Lexicon.BUNDLED.option(program, word).filter(f -> f != Lexicon.Form.JOINED);
                Optional<String> joined = Lexicon.BUNDLED.joinedOption(program, word);
                if (joined.isPresent()) {
                    clean = joined.get() + fingerprint(word.substring(joined.get().length()));
                } else if (expected.isEmpty()
                        && word.startsWith("--")
                        && word.indexOf('=') < 0
                        && Lexicon.BUNDLED.isSecret(word)) {
                    expected = Optional.of(Lexicon.Form.VALUE);
                }
            } else {
                String base = word.substring(word.lastIndexOf('/') + 1);
                if (Lexicon.BUNDLED.isProgram(base)) {
                    program = base;
                }
            }
            out.add(clean);
        }
        return out;
    }

    private String held(Lexicon.Form form, String word) {
        int colon = word.indexOf(':');
        return switch (form) {
            case VALUE -> fingerprint(word);
            case PAIR ->
                    colon < 0
                            ? text(word)
                            : word.substring(0, colon + 1) + fingerprint(word.substring(colon + 1));
            case HEADER ->
                    colon < 0
                            ? text(word)
                            : word.substring(0, colon + 1)
                                    + " "
                                    + header(
                                            word.substring(0, colon).strip(),
                                            word.substring(colon + 1).strip());
            case JOINED -> text(word);
        };
    }

    /** Variables by name. */
    public Map<String, String> variables(Map<String, String> variables) {
        Map<String, String> out = new LinkedHashMap<>();
        variables.forEach(
                (name, value) ->
                        out.put(
                                name,
                                Lexicon.BUNDLED.isSecret(name) && !value.isEmpty()
                                        ? fingerprint(value)
                                        : text(value)));
        return out;
    }

    /** An SQL text with its literals, except those that follow {@code PASSWORD} and the like. */
    public String sql(String sql) {
        return SqlPasswords.replace(sql, mark);
    }

    /** An SQL text without its literals. */
    public String maskedSql(String sql, String dialect) {
        return SqlMask.literals(sql(sql), dialect);
    }

    /** A body; binary ones are left as they are. */
    public Body body(Body body) {
        if (body instanceof Body.Bytes b) {
            try {
                String text =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(b.content()))
                                .toString();
                String clean = text(text);
                return clean.equals(text) ? body : Body.of(clean);
            } catch (CharacterCodingException e) {
                return body; // not text: nothing in it stands at a readable position
            }
        }
        return body;
    }

    /** The operation as a recording keeps it: it can be judged again. */
    @Override
    public Operation operation(Operation operation) {
        if (operation instanceof Operation.Exec o) {
            return new Operation.Exec(
                    argv(o.argv()),
                    o.cwd(),
                    variables(o.environment()),
                    o.inheritsEnvironment(),
                    body(o.stdin()));
        }
        if (operation instanceof Operation.Http o) {
            return new Operation.Http(
                    o.method(),
                    text(o.url()),
                    o.headers().stream()
                            .map(h -> new Operation.Field(h.name(), header(h.name(), h.value())))
                            .toList(),
                    body(o.body()));
        }
        if (operation instanceof Operation.Sql o) {
            return new Operation.Sql(
                    o.dialect(),
                    o.texts().stream().map(this::sql).toList(),
                    o.parameters(),
                    o.connection().map(this::connection));
        }
        if (operation instanceof Operation.Tool o) {
            return new Operation.Tool(o.framework(), o.name(), text(o.arguments()));
        }
        return operation;
    }

    /** The operation as the audit keeps it: without SQL literals, parameters and bodies. */
    public Operation masked(Operation operation) {
        Operation clean = operation(operation);
        if (clean instanceof Operation.Exec o) {
            return new Operation.Exec(
                    o.argv(),
                    o.cwd(),
                    o.environment(),
                    o.inheritsEnvironment(),
                    hidden(((Operation.Exec) operation).stdin()));
        }
        if (clean instanceof Operation.Http o) {
            return new Operation.Http(
                    o.method(), o.url(), o.headers(), hidden(((Operation.Http) operation).body()));
        }
        if (clean instanceof Operation.Sql o) {
            return new Operation.Sql(
                    o.dialect(),
                    o.texts().stream().map(t -> maskedSql(t, o.dialect())).toList(),
                    o.parameters().stream().map(p -> "?").toList(),
                    o.connection());
        }
        return clean;
    }

    private static Body hidden(Body body) {
        return body instanceof Body.Bytes b
                ? new Body.Unread(
                        b.content().length
                                + " bytes with sha256 "
                                + dev.holdpoint.guard.digest.Sha256.of(b.content()))
                : body;
    }

    /** The reading as a recording keeps it. */
    public Reading reading(Reading reading) {
        return Effects.redacted(reading, this, false);
    }

    /** The reading as the audit keeps it. */
    public Reading masked(Reading reading) {
        return Effects.redacted(reading, this, true);
    }

    /** The key of fingerprints. */
    public byte[] key() {
        Optional<byte[]> known = key;
        if (known.isEmpty()) {
            synchronized (this) {
                if (key.isEmpty()) {
                    key = Optional.of(source.get());
                }
                known = key;
            }
        }
        return known.orElseThrow().clone();
    }

    private Operation.Connection connection(Operation.Connection c) {
        return new Operation.Connection(
                text(c.url()),
                c.user(),
                c.password().map(p -> Secret.of(fingerprint(p), p.position())));
    }
}
