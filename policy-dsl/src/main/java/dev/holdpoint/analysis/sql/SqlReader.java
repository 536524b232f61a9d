package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL: one effect for each text of a batch, with sets over all statements of the text. A
 * command that the server would give to its shell is handed on as a script below that effect.
 * Thread-safe; remembers what it has read of equal texts, within bounds.
 */
public final class SqlReader implements Reader<Operation.Sql> {

    private static final Attribute[] SPELLED_LATER = {
        Attribute.TABLES, Attribute.WRITES, Attribute.COLUMNS, Attribute.FUNCTIONS
    };

    private static final Fact ONE = Fact.number(1);

    private final Memory memory = new Memory();

    @Override
    public void read(Operation.Sql operation, Optional<Effect> parent, Inquiry inquiry) {
        if (operation.texts().isEmpty()) {
            Dialect dialect = dialect(operation);
            inquiry.add(
                    effect(SqlText.read("", dialect), dialect, operation)
                            .parent(parent)
                            .summary("an empty batch")
                            .build());
        }
        List<String> texts = operation.texts();
        for (int i = 0; i < texts.size(); i++) { // an iterator would be garbage in every call
            String text = texts.get(i);
            Memory.Remembered known = remembered(text, operation);
            Effect effect = effect(known, operation);
            if (parent.isPresent()) {
                effect = effect.toBuilder().parent(parent).build();
            }
            inquiry.add(effect);
            if (!known.finding().programs().isEmpty()) {
                programs(known.finding().programs(), effect, inquiry);
            }
        }
    }

    @Override
    public @Nullable Reading alone(Operation.Sql operation) {
        if (operation.texts().size() != 1) {
            return null;
        }
        Memory.Remembered known = remembered(operation.texts().get(0), operation);
        if (!known.finding().programs().isEmpty()) {
            return null;
        }
        return known.finding().leaning()
                ? new Reading(List.of(effect(known, operation)), List.of())
                : known.reading();
    }

    /** What the text does, with what is bound to it where that decides. */
    private static Effect effect(Memory.Remembered known, Operation.Sql operation) {
        boolean bound =
                known.finding().leaning()
                        && operation.texts().size() == 1
                        && !operation.parameters().isEmpty();
        if (!bound) {
            return known.effect();
        }
        Dialect dialect = dialect(operation);
        Finding finding =
                Bound.finding(known.finding(), known.text(), dialect, operation.parameters());
        return effect(finding, dialect, operation).build();
    }

    /** What the server would give to its shell. */
    private static void programs(List<String> programs, Effect effect, Inquiry inquiry) {
        for (String program : programs) {
            inquiry.script(script(program), Optional.of(effect));
        }
    }

    private Memory.Remembered remembered(String text, Operation.Sql operation) {
        Memory.Remembered known = memory.recall(text, operation.dialect(), operation.connection());
        if (known != null) {
            return known;
        }
        Dialect dialect = dialect(operation);
        Finding finding = SqlText.read(text, dialect);
        Effect effect = effect(finding, dialect, operation).build();
        Reading reading = new Reading(List.of(effect), List.of());
        Memory.Remembered fresh =
                new Memory.Remembered(
                        text, operation.dialect(), operation.connection(), finding, reading);
        memory.keep(fresh, finding.print());
        return fresh;
    }

    /** The dialect that the operation names or, where it names none, that of its connection. */
    private static Dialect dialect(Operation.Sql operation) {
        if (operation.connection().isPresent()
                && quotesOtherwise(operation.connection().get().url())) {
            return Dialect.named("generic");
        }
        Dialect named = Dialect.named(operation.dialect());
        if (named.isGeneric() && operation.connection().isPresent()) {
            return Connected.to(operation.connection().get())
                    .dialect()
                    .map(Dialect::named)
                    .orElse(named);
        }
        return named;
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

    private static Effect.Builder effect(Finding f, Dialect dialect, Operation.Sql operation) {
        Effect.Builder effect =
                Effect.of(Kind.SQL)
                        .verb(f.verb())
                        .set(Attribute.DIALECT, dialect.named())
                        .set(Attribute.STMTS, f.kinds())
                        .set(
                                Attribute.STATEMENTS,
                                f.statements() == 1 ? ONE : Fact.number(f.statements()))
                        .set(Attribute.WHERE, f.where())
                        .later(f, SPELLED_LATER);
        if (f.opaque()) {
            effect.opaque();
        }
        if (f.target().isPresent()) {
            effect.set(Attribute.TARGET, f.target().get());
        }
        if (operation.connection().isPresent()) {
            Connected.to(operation.connection().get()).describe(effect);
        }
        return effect;
    }

    private static Script script(String program) {
        return new Script(
                Word.of(program),
                List.of(),
                Optional.empty(),
                Map.of(),
                new Command.Input.Unknown("what the database sends"),
                "sh");
    }
}
