package dev.holdpoint.language.syntax;

import dev.holdpoint.language.Diagnostic;
import dev.holdpoint.language.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects diagnostics while a source is read. Not thread-safe. */
public final class Findings {

    /** After so many, further findings are counted by nobody: the first ones are what helps. */
    static final int MOST = 200;

    private final List<Diagnostic> all = new ArrayList<>();
    private int errors;

    /** Records an error without advice. */
    public void error(String code, Span span, String message) {
        add(Diagnostic.Severity.ERROR, code, span, message, Optional.empty());
    }

    /**
     * Records an error.
     *
     * @param fix what to write instead
     */
    public void error(String code, Span span, String message, String fix) {
        add(Diagnostic.Severity.ERROR, code, span, message, Optional.of(fix));
    }

    /** Records an error with advice where there is any. */
    public void error(String code, Span span, String message, Optional<String> fix) {
        add(Diagnostic.Severity.ERROR, code, span, message, fix);
    }

    /** Records a warning, which does not keep the policy from loading. */
    public void warning(String code, Span span, String message, String fix) {
        add(Diagnostic.Severity.WARNING, code, span, message, Optional.of(fix));
    }

    private void add(
            Diagnostic.Severity severity,
            String code,
            Span span,
            String message,
            Optional<String> fix) {
        if (severity == Diagnostic.Severity.ERROR) {
            errors++;
        }
        if (all.size() < MOST) {
            all.add(new Diagnostic(severity, code, span, message, fix));
        }
    }

    /** Also true where an error was found after the bound. */
    public boolean anyError() {
        return errors > 0;
    }

    /** How many errors were found so far. */
    public int errors() {
        return errors;
    }

    /** What was found, by place: files in the order in which they were first found at fault. */
    public List<Diagnostic> sorted() {
        List<Diagnostic> sorted = new ArrayList<>(all.size());
        for (Diagnostic d : all) { // insertion: stable, and there are few
            int at = sorted.size();
            while (at > 0 && after(sorted.get(at - 1), d)) {
                at--;
            }
            sorted.add(at, d);
        }
        return sorted;
    }

    private static boolean after(Diagnostic left, Diagnostic right) {
        Span a = left.span();
        Span b = right.span();
        return a.file().equals(b.file())
                && (a.line() > b.line() || (a.line() == b.line() && a.column() > b.column()));
    }
}
