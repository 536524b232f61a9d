package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Options by which a provider's command line switches off what guards against loss: {@code
 * --no-deletion-protection}, {@code --backup-retention-period 0}, {@code --enable-purge-protection
 * false}.
 */
final class Unguarded {

    /** What guards, as options spell it. */
    private static final List<String> GUARDS =
            List.of(
                    "deletion-protect",
                    "delete-protect",
                    "termination-protect",
                    "purge-protect",
                    "api-termination",
                    "soft-delete",
                    "point-in-time",
                    "versioning",
                    "backup",
                    "retention",
                    "bin-log",
                    "audit",
                    "log-file-validation",
                    "object-lock",
                    "immutab",
                    "legal-hold",
                    "resource-lock");

    private static final List<String> AGAINST =
            List.of("no-", "disable-", "clear-", "remove-", "skip-", "unset-");

    private static final Set<String> OFF =
            Set.of(
                    "false",
                    "off",
                    "no",
                    "disabled",
                    "disable",
                    "0",
                    "0s",
                    "0d",
                    "none",
                    "suspended");

    /** What is made without a guard never had one. */
    private static final Set<String> MAKING = Set.of("create", "new", "launch", "add", "deploy");

    /** Words that may belong to the subcommand. */
    private static final int FIRST = 4;

    private Unguarded() {}

    /** True where an option of the call switches a guard off on something that exists. */
    static boolean in(Call call, Vocabulary vocabulary) {
        if (makes(call, vocabulary)) {
            return false;
        }
        List<Word> words = call.command().words();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i).rendering().toLowerCase(Locale.ROOT);
            if (word.startsWith("--") && guards(word)) {
                String next = i + 1 < words.size() ? words.get(i + 1).rendering() : "";
                if (isOff(word.substring(2), next)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By the first word that says something: what follows may be the name of a thing. */
    private static boolean makes(Call call, Vocabulary vocabulary) {
        List<String> words = new ArrayList<>(call.path());
        call.arguments().stream().limit(FIRST).forEach(w -> words.add(w.rendering()));
        for (String word : words) {
            boolean makes = makes(word);
            if (makes || vocabulary.subcommand(word).isPresent()) {
                return makes;
            }
        }
        return false;
    }

    private static boolean makes(String word) {
        return MAKING.stream().anyMatch(m -> word.equals(m) || word.startsWith(m + "-"));
    }

    /** True for an option that sets what guards, whatever it sets it to. */
    static boolean guards(String option) {
        return GUARDS.stream().anyMatch(option::contains);
    }

    private static boolean isOff(String option, String next) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? next : option.substring(equals + 1);
        boolean against = AGAINST.stream().anyMatch(name::startsWith);
        boolean off = OFF.contains(value.toLowerCase(Locale.ROOT));
        return against ? !off : off || value.contains("uspended") || value.contains("nabled=false");
    }
}
