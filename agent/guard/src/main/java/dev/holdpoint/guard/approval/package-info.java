/**
 * Asking people, and believing only what they signed.
 *
 * <p>A {@link dev.holdpoint.guard.approval.Request} is what the JVM asks: the form of one operation
 * with its digest, what is needed (which rules ask, whose approval, how many, for how long), the
 * policy's hash, the deployment and a nonce. Its id follows from digest, policy, deployment and
 * round, so that all JVMs that attempt the same operation share one pending request without talking
 * to each other. A round ends when its approval is used up; the next attempt opens the next round,
 * with a nonce of its own.
 *
 * <p>A {@link dev.holdpoint.guard.approval.Statement} is what a person answers: approve or refuse,
 * bound to request, digest, policy, deployment and nonce, with the time from and until which it
 * counts, the time by which the operation must have started, and how often. Its canonical text is
 * signed with {@code ssh-keygen -Y sign}; {@link dev.holdpoint.guard.approval.SshSignature} reads
 * and verifies that signature with the JDK's Ed25519 and nothing else. The type of the statement is
 * inside what is signed, and so is the namespace.
 *
 * <p>{@link dev.holdpoint.guard.approval.Tally} counts: distinct keys of the policy's approvers, in
 * time. One refusal ends the request. Nobody who runs the agent counts.
 *
 * <p>Everything here comes from a store that may be written by others, so nothing is believed:
 * requests are compared with what this JVM would have asked, statements count only by their
 * signature, and what is shown to the approver ({@link dev.holdpoint.guard.approval.Rendering}) is
 * made from the form that the digest is taken over, never from a text in the store.
 *
 * <p>A refusal stays: the same operation under the same policy stays refused until the policy
 * changes or somebody takes the request out of the store.
 */
@NullMarked
package dev.holdpoint.guard.approval;

import org.jspecify.annotations.NullMarked;
