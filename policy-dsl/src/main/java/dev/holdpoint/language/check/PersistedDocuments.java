package dev.holdpoint.language.check;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Syntax;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * GraphQL documents under a hash that is not theirs, under an id without a host, or twice. A hash
 * is the same wherever it is used; what an id means is known to one host alone.
 */
final class PersistedDocuments {

    private static final int HASH_LENGTH = 64;

    private PersistedDocuments() {}

    static void check(Syntax.Document source, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Syntax.Item item : source.items()) {
            if (item instanceof Syntax.Persisted p) {
                check(p, findings);
                Policy.Document document = of(p);
                if (!seen.add(document.host().orElse("") + " " + document.id())) {
                    findings.error(
                            "duplicate-document",
                            p.id().span(),
                            "a second document of that id",
                            "keep one");
                }
            }
        }
    }

    private static void check(Syntax.Persisted p, Findings findings) {
        boolean hash = isHash(p.id().value());
        if (p.host().isPresent()) {
            Syntax.Text host = p.host().get();
            MixedScripts.check(host.value(), host.span(), findings);
            if (host.glob() || host.value().isBlank()) {
                findings.error(
                        "document-host",
                        host.span(),
                        "ids are one host's own, not those of a pattern",
                        "name the host");
            }
        } else if (!hash) {
            findings.error(
                    "document-host",
                    p.id().span(),
                    "this is no SHA-256, and what an id means only its host knows",
                    "write `document \"" + p.id().value() + "\" at \"HOST\" \"…\"`");
        }
        String own = sha256(p.document().value());
        if (hash && !own.equals(p.id().value().toLowerCase(Locale.ROOT))) {
            findings.error(
                    "wrong-hash",
                    p.id().span(),
                    "this is not the hash of the document",
                    "its hash is " + own);
        }
    }

    /** As the policy has it: hashes in lower case, hosts canonical. */
    static Policy.Document of(Syntax.Persisted p) {
        String id = p.id().value();
        return new Policy.Document(
                isHash(id) ? id.toLowerCase(Locale.ROOT) : id,
                p.host().map(h -> Operands.host(h.value())),
                p.document().value());
    }

    private static boolean isHash(String id) {
        if (id.length() != HASH_LENGTH) {
            return false;
        }
        for (int i = 0; i < HASH_LENGTH; i++) {
            if (Character.digit(id.charAt(i), 16) < 0 || id.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }
}
