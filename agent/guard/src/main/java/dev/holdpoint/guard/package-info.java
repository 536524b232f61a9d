/**
 * From an operation at a choke point to a yes or a no.
 *
 * <pre>
 *   Operation ─▶ analysis ─▶ own files ─▶ judge ─▶ Clearance ─────────────────▶ journals ─▶ return
 *                                                  (kill, approvals, limits)   (audit,      | throw
 *                                                                              recording)
 * </pre>
 *
 * <p>{@link dev.holdpoint.guard.Guard#demand} is the only way in. It keeps a draft of what is known
 * so far and of the step that it is at; whatever is thrown at a step, an error of the JVM included,
 * becomes a denial whose {@linkplain dev.holdpoint.guard.audit.Ground ground} names that step. A
 * result is written down before it takes effect: an operation whose record cannot be written does
 * not run.
 *
 * <p>Decisions taken:
 *
 * <ul>
 *   <li>The guard does not judge what it does itself: an operation that is attempted on a thread
 *       that is inside {@code demand} is denied at once, without analysis or audit. Nothing that
 *       the guard does needs a choke point.
 *   <li>The built-in rule about Holdpoint's own files stands before the policy and cannot be
 *       excepted.
 *   <li>Sub-packages know nothing of this one: {@code redact}, {@code audit}, {@code digest},
 *       {@code approval}, {@code store}, {@code limit} and {@code kill} are used from here.
 * </ul>
 */
@NullMarked
package dev.holdpoint.guard;

import org.jspecify.annotations.NullMarked;
