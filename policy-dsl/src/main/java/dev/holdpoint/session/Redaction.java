package dev.holdpoint.session;

import dev.holdpoint.effect.Operation;

/**
 * Takes out of what is recorded what must not be: passwords, tokens, values of credential-bearing
 * headers. Implementations are thread-safe, never throw, and give equal results for equal inputs,
 * so that recordings can be compared.
 */
public interface Redaction {

    /** Nothing is taken out: for input that a person wrote, as in {@code decide}. */
    Redaction NOTHING =
            new Redaction() {
                @Override
                public Operation operation(Operation operation) {
                    return operation;
                }

                @Override
                public String text(String text) {
                    return text;
                }
            };

    /** The operation as it may be recorded. */
    Operation operation(Operation operation);

    /** A text that analysis took from the operation, as it may be recorded. */
    String text(String text);
}
