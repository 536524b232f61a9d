package dev.holdpoint.effect;

/** Where an effect takes place, as far as the operation itself tells. */
public enum Reach {
    /** On this machine: what matches no declared environment is at home. */
    LOCAL,
    /** On another machine or at a provider: what matches no declared environment is unknown. */
    REMOTE,
    /** The operation names no place at all (an SQL text without a connection, in a policy test). */
    UNSTATED
}
