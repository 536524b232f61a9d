/**
 * From the agent's options to an armed JVM.
 *
 * <pre>
 *   Attachment: the bridge ─▶ Start: choke points, closed ─▶ options ─▶ policy ─▶ guard ─▶ open
 * </pre>
 *
 * <p>Whatever fails on the way ends the JVM with one line on standard error, before the application
 * has run: an agent that could not start must not look like one that did. The policy is the one
 * that is named, else the one on the class path, else the baseline; and the baseline is only read
 * when there is something to judge ({@link dev.holdpoint.dist.agent.Baseline}), unless a store, an
 * audit or a recording must be opened at the start.
 */
@NullMarked
package dev.holdpoint.dist.agent;

import org.jspecify.annotations.NullMarked;
