package dev.holdpoint.guard;

/** Whether denials are carried out. */
public enum Mode {
    ENFORCE,
    /** Denials are recorded, and the operation goes on. */
    OBSERVE
}
