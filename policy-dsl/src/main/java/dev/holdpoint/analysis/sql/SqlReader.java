package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Reader;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
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

    private final Memory memory = new Memory();
    private final Destinations destinations = new Destinations();

    @Override
    public void read(Operation.Sql operation, Optional<Effect> parent, Inquiry inquiry) {
        if (operation.texts().isEmpty()) {
            Destination destination = destinations.of(operation);
            inquiry.add(
                    destination.effect(destination.read("")).toBuilder()
                            .parent(parent)
                            .summary("an empty batch")
                            .build());
        }
        List<String> texts = operation.texts();
        for (int i = 0; i < texts.size(); i++) { // an iterator would be garbage in every call
            String text = texts.get(i);
            Memory.Remembered known = recall(text, operation);
            Destination destination = destinations.of(operation);
            Finding finding = known == null ? destination.read(text) : known.finding();
            Reading reading =
                    known == null ? fresh(text, finding, operation, destination) : known.reading();
            Effect effect = effect(text, finding, reading, operation);
            if (parent.isPresent()) {
                effect = effect.toBuilder().parent(parent).build();
            }
            inquiry.add(effect);
            if (!finding.programs().isEmpty()) {
                programs(finding.programs(), effect, inquiry);
            }
        }
    }

    @Override
    public @Nullable Reading alone(Operation.Sql operation) {
        if (operation.texts().size() != 1) {
            return null;
        }
        String text = operation.texts().get(0);
        Memory.Remembered known = recall(text, operation);
        if (known != null) {
            return alone(text, known.finding(), known.reading(), operation);
        }
        Destination destination = destinations.of(operation);
        Finding finding = destination.read(text);
        return alone(text, finding, fresh(text, finding, operation, destination), operation);
    }

    private @Nullable Reading alone(
            String text, Finding finding, Reading reading, Operation.Sql operation) {
        if (!finding.programs().isEmpty()) {
            return null;
        }
        return finding.leaning()
                ? new Reading(List.of(effect(text, finding, reading, operation)), List.of())
                : reading;
    }

    private Memory.@Nullable Remembered recall(String text, Operation.Sql operation) {
        return memory.recall(text, operation.dialect(), operation.connection());
    }

    /** What a text does that was not read before; remembered if it comes again. */
    private Reading fresh(
            String text, Finding finding, Operation.Sql operation, Destination destination) {
        Reading reading = new Reading(List.of(destination.effect(finding)), List.of());
        if (memory.wants(text, finding.print())) {
            memory.keep(
                    new Memory.Remembered(
                            text, operation.dialect(), operation.connection(), finding, reading));
        }
        return reading;
    }

    /** What the text does, with what is bound to it where that decides. */
    private Effect effect(String text, Finding finding, Reading reading, Operation.Sql operation) {
        boolean bound =
                finding.leaning()
                        && operation.texts().size() == 1
                        && !operation.parameters().isEmpty();
        if (!bound) {
            return reading.effects().get(0);
        }
        Destination destination = destinations.of(operation);
        return destination.effect(
                Bound.finding(finding, text, destination.dialect(), operation.parameters()));
    }

    /** What the server would give to its shell. */
    private static void programs(List<String> programs, Effect effect, Inquiry inquiry) {
        for (String program : programs) {
            inquiry.script(script(program), Optional.of(effect));
        }
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
