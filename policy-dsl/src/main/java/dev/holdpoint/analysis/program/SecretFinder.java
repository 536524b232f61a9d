package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Credentials by their position: variables whose names say what they hold. */
final class SecretFinder {

    private static final List<String> ENDINGS =
            List.of(
                    "_TOKEN",
                    "_PASSWORD",
                    "_PASSWD",
                    "_SECRET",
                    "_API_KEY",
                    "_APIKEY",
                    "_ACCESS_KEY",
                    "_SECRET_KEY",
                    "_PRIVATE_KEY",
                    "_CREDENTIALS",
                    "_AUTH_KEY");

    private SecretFinder() {}

    static boolean isSecretName(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        if (name.equals("PGPASSWORD")
                || name.equals("MYSQL_PWD")
                || name.equals("REDISCLI_AUTH")
                || name.equals("SSHPASS")
                || name.equals("TOKEN")
                || name.equals("PASSWORD")
                || name.equals("API_KEY")
                || name.equals("SECRET")) {
            return true;
        }
        for (String e : ENDINGS) {
            if (name.endsWith(e)) {
                return true;
            }
        }
        return false;
    }

    static List<Secret> variables(Map<String, Word> variables) {
        List<Secret> found = new ArrayList<>();
        variables.forEach(
                (name, value) -> {
                    if (isSecretName(name)) {
                        value.literal()
                                .filter(v -> !v.isEmpty())
                                .ifPresent(v -> found.add(Secret.of(v, "variable " + name)));
                    }
                });
        return found;
    }
}
