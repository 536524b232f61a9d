package dev.holdpoint.analysis;

import dev.holdpoint.analysis.http.HttpReader;
import dev.holdpoint.analysis.http.ToolReader;
import dev.holdpoint.analysis.program.CommandReader;
import dev.holdpoint.analysis.program.ExecReader;
import dev.holdpoint.analysis.shell.ScriptReader;
import dev.holdpoint.analysis.sql.SqlReader;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.util.Optional;

/** Turns operations into effects. Thread-safe. */
public final class Analysis {

    private final Readers readers;
    private final Memory memory = new Memory();

    private Analysis(Readers readers) {
        this.readers = readers;
    }

    /** With every reader and catalog that is bundled. */
    public static Analysis standard() {
        return new Analysis(
                new Readers(
                        new ExecReader(),
                        new ScriptReader()::read,
                        new CommandReader()::read,
                        new HttpReader(),
                        new SqlReader(),
                        new ToolReader()));
    }

    /**
     * The same, that knows the documents which requests name; it shares no memory with this one.
     */
    public Analysis knowing(PersistedDocuments documents) {
        return documents.isEmpty()
                ? this
                : new Analysis(
                        new Readers(
                                readers.exec(),
                                readers.script(),
                                readers.command(),
                                new HttpReader(documents),
                                readers.sql(),
                                readers.tool()));
    }

    /**
     * Reads one operation. May throw only on a defect of analysis itself, which the caller must
     * take as a denial.
     *
     * @param surroundings what may be looked at besides the operation
     */
    public Reading read(Operation operation, Surroundings surroundings) {
        if (operation instanceof Operation.Exec exec) {
            Optional<Reading> known = memory.recall(exec, surroundings);
            return known.isPresent() ? known.get() : readExec(exec, surroundings);
        }
        Reading alone = operation instanceof Operation.Sql sql ? readers.sql().alone(sql) : null;
        return alone == null ? inquire(operation, surroundings) : alone;
    }

    private Reading inquire(Operation operation, Surroundings surroundings) {
        Inquiry inquiry = Inquiry.of(readers, surroundings);
        inquiry.read(operation, Optional.empty());
        return inquiry.reading();
    }

    private Reading readExec(Operation.Exec operation, Surroundings surroundings) {
        Surroundings inherited =
                operation.inheritsEnvironment() ? surroundings : new Uninherited(surroundings);
        Inquiry inquiry = Inquiry.of(readers, inherited);
        inquiry.read(operation, Optional.empty());
        Reading reading = inquiry.reading();
        if (!inquiry.looked()) {
            memory.remember(operation, surroundings, reading);
        }
        return reading;
    }
}
