package dev.holdpoint.analysis.program;

/** Reads a call whose meaning is more than a table can say. Stateless. */
@FunctionalInterface
interface Lifter {

    /** Adds the call's effects. */
    void read(Call call);
}
