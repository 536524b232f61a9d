package dev.holdpoint.analysis.program;

import dev.holdpoint.effect.Verb;

/**
 * One line of a catalog that says what a program does.
 *
 * @param verb what it does
 * @param target the kind of thing that it does it to, or empty
 * @param carrier true where the consequence is told by what the program starts
 * @param opaque true where what it does is hidden
 * @param condition when this is so
 */
record Rule(Verb verb, String target, boolean carrier, boolean opaque, Condition condition) {}
