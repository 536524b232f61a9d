package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;

/**
 * Where a text is executed: the dialect in which it is read, and what all effects there have in
 * common. Immutable.
 */
record Destination(Dialect dialect, Effect.Common effects) {

    /** What {@link Finding#fact} tells. */
    private static final Attribute[] FOUND = {
        Attribute.OPAQUE,
        Attribute.TARGET,
        Attribute.STMTS,
        Attribute.STATEMENTS,
        Attribute.WHERE,
        Attribute.TABLES,
        Attribute.WRITES,
        Attribute.COLUMNS,
        Attribute.FUNCTIONS
    };

    /** A server of that dialect of which nothing else is known. */
    static Destination somewhere(Dialect dialect) {
        return new Destination(dialect, effect(dialect).common(FOUND));
    }

    /**
     * A database by its connection.
     *
     * @param dialect that the operation names; where it names none, the connection tells
     */
    static Destination of(Dialect dialect, Operation.Connection connection) {
        Connected connected = Connected.to(connection);
        Dialect read = dialect;
        if (quotesOtherwise(connection.url())) {
            read = Dialect.named("generic");
        } else if (dialect.isGeneric()) {
            read = connected.dialect().map(Dialect::named).orElse(dialect);
        }
        Effect.Builder effect = effect(read);
        connected.describe(effect);
        return new Destination(read, effect.common(FOUND));
    }

    private static Effect.Builder effect(Dialect dialect) {
        return Effect.of(Kind.SQL).set(Attribute.DIALECT, dialect.named());
    }

    /** What the text means there. */
    Finding read(String text) {
        return SqlText.read(text, dialect);
    }

    /** What a text does there of which that was found. */
    Effect effect(Finding finding) {
        return effects.with(finding.verb(), finding);
    }

    /**
     * True where a URL sets what quotes and escapes mean: {@code sessionVariables=sql_mode=…},
     * {@code options=-c standard_conforming_strings=off}. Its texts are read in every way.
     */
    private static boolean quotesOtherwise(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.regionMatches(true, i, "sql_mode", 0, 8)
                    || url.regionMatches(true, i, "backslash", 0, 9)
                    || url.regionMatches(true, i, "conforming", 0, 10)) {
                return true;
            }
        }
        return false;
    }
}
