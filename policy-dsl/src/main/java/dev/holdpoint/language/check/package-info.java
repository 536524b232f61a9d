/**
 * What is wrong with a policy that its grammar cannot say.
 *
 * <p>{@link dev.holdpoint.language.check.Checker} collects names, has {@code ConditionResolver}
 * turn every written condition into a checked one, and runs the passes. A pass is one file, named
 * after what it finds. Passes that look at one statement always run; those that reason about the
 * policy as a whole (what can never be true, what is shadowed, where destruction is reachable) run
 * where no other error was found, over {@code Knowledge}: what a condition says of each attribute.
 * Such reasoning may miss a finding and never invents one.
 */
@NullMarked
package dev.holdpoint.language.check;

import org.jspecify.annotations.NullMarked;
