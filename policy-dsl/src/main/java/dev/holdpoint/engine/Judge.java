package dev.holdpoint.engine;

import dev.holdpoint.effect.Reading;

/**
 * A policy, ready to judge. Two implementations give the same verdicts: the reference interpreter,
 * which is the language's meaning in the simplest code, and the compiled matcher. Thread-safe.
 */
@FunctionalInterface
public interface Judge {
    /** May throw only on a defect of the engine, which the caller must take as a denial. */
    Verdict judge(Reading reading, Situation situation);
}
