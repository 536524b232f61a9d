package dev.holdpoint.language;

import dev.holdpoint.language.check.Checker;
import dev.holdpoint.language.syntax.Formatter;
import java.util.Optional;

/** The policy language: from source text to a checked policy, and to well-formatted text. */
public final class Language {

    private Language() {}

    /**
     * Reads and checks a policy. A pack can be checked too; then there is never a policy.
     *
     * <p>Never throws for anything in the source, is linear in it but for the checks that reason
     * about the whole policy, and is bounded in depth and size. Tests are not run here: that needs
     * the engine.
     */
    public static Checked check(Source source, PackLibrary packs) {
        return Checker.check(source, packs);
    }

    /**
     * The source, laid out: columns, indentation, blank lines. Comments and line breaks are kept,
     * no meaning changes, and formatting twice is formatting once.
     *
     * @return empty where the source has an error of syntax, which {@link #check} reports
     */
    public static Optional<String> format(Source source) {
        return Formatter.format(source);
    }
}
