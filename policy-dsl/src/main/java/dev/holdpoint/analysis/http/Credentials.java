package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the credentials of a request by position, not by shape: a Railway token is a plain UUID. Of
 * a signature the id of the signing key is the credential.
 */
final class Credentials {

    /** Parts of header names that mean that the value is, or may be, a credential. */
    private static final List<String> NAMES =
            List.of(
                    "authorization",
                    "token",
                    "secret",
                    "api-key",
                    "apikey",
                    "api_key",
                    "auth-key",
                    "access-key",
                    "password",
                    "credential",
                    "cookie",
                    "x-auth",
                    "private-key",
                    "subscription-key",
                    "x-functions-key");

    /** Names of query parameters and form fields. */
    private static final List<String> FIELDS =
            List.of(
                    "key",
                    "api_key",
                    "apikey",
                    "api-key",
                    "access_token",
                    "token",
                    "auth",
                    "auth_token",
                    "client_secret",
                    "password",
                    "refresh_token",
                    "private_token",
                    "job_token",
                    "sig",
                    "signature",
                    "x-amz-credential",
                    "x-amz-security-token",
                    "x-amz-signature",
                    "awsaccesskeyid",
                    "x-goog-credential",
                    "x-goog-signature",
                    "googleaccessid",
                    "code");

    private Credentials() {}

    static Secrets of(Url url, List<Field> headers, Payload payload) {
        Secrets found = Secrets.NONE;
        for (Field h : headers) {
            if (credential(h.name()) && !h.value().isBlank()) {
                found = found.and(header(h));
            }
        }
        found = found.and(fields(url.query(), "query parameter "));
        if (payload instanceof Payload.Form form) {
            found = found.and(fields(form.fields(), "form field "));
        }
        if (url.userinfo().isPresent()) {
            String userinfo = url.userinfo().get();
            String password = userinfo.substring(userinfo.indexOf(':') + 1);
            if (!password.isEmpty()) {
                found = found.and(secret(Percent.decoded(password, false).orElse(password), "URL"));
            }
        }
        return found;
    }

    static Secrets ofHeaders(List<Field> headers) {
        Secrets found = Secrets.NONE;
        for (Field h : headers) {
            if (credential(h.name()) && !h.value().isBlank()) {
                found = found.and(header(h));
            }
        }
        return found;
    }

    /** Whether a header of that lower-case name may carry a credential. */
    static boolean credential(String header) {
        for (String name : NAMES) {
            if (header.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a query parameter or form field of that name carries one. */
    static boolean credentialField(String name) {
        return FIELDS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Secrets fields(List<Field> fields, String position) {
        Secrets found = Secrets.NONE;
        for (Field f : fields) {
            String name = f.name().toLowerCase(Locale.ROOT);
            boolean proof = name.endsWith("signature") || name.equals("sig");
            if (credentialField(name) && !proof && !f.value().isBlank() && !name.equals("code")) {
                String value = f.value();
                if (name.endsWith("-credential")) {
                    int slash = value.indexOf('/');
                    value = slash < 0 ? value : value.substring(0, slash);
                }
                found = found.and(secret(value, position + f.name()));
            }
        }
        return found;
    }

    private static Secrets header(Field h) {
        String value = h.value().strip();
        String position = "header " + h.name();
        if (!h.name().endsWith("authorization")) {
            return secret(value, position);
        }
        int blank = value.indexOf(' ');
        String scheme = blank < 0 ? "" : value.substring(0, blank).toLowerCase(Locale.ROOT);
        String rest = value.substring(blank + 1).strip();
        if (scheme.equals("basic")) {
            return secret(password(rest), position);
        }
        if (scheme.startsWith("aws4-")) {
            return secret(signer(rest), position);
        }
        return secret(rest, position);
    }

    /** The password of {@code user:password}; the user where there is no password (API keys). */
    private static String password(String encoded) {
        if (encoded.contains(Url.PLACEHOLDER)) {
            return encoded;
        }
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            String password = pair.substring(colon + 1);
            return password.isEmpty() && colon > 0 ? pair.substring(0, colon) : password;
        } catch (IllegalArgumentException notBase64) {
            return encoded;
        }
    }

    private static String signer(String signature) {
        Optional<String> credential =
                Multipart.parameter(signature.replace(',', ';'), "credential");
        return credential.map(c -> c.split("/", 2)[0]).orElse(signature);
    }

    private static Secrets secret(String value, String position) {
        return value.isEmpty() || value.contains("${")
                ? Secrets.UNREAD
                : Secrets.of(Secret.of(value, position));
    }
}
