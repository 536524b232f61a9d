/**
 * What was decided, written down.
 *
 * <p>The guard hands over an {@link dev.holdpoint.guard.audit.Entry}: the operation, its reading,
 * the verdict and the {@link dev.holdpoint.guard.audit.Ground} on which it was permitted or
 * stopped. A {@link dev.holdpoint.guard.audit.Journal} owns a file and a thread. It turns entries
 * into lines (redacted, in the canonical form of JSON), chains each to the one before by its hash,
 * and appends them. The same class writes the audit and the recording; they differ in the form:
 * {@link dev.holdpoint.guard.audit.EntryForm#audit} masks SQL literals and bodies, {@link
 * dev.holdpoint.guard.audit.EntryForm#recording} keeps them, because replay judges them again.
 *
 * <p>Decisions taken:
 *
 * <ul>
 *   <li>Denials, asks and consumed approvals are on the disk (fsync) before the call goes on; plain
 *       allows go through a bounded queue that slows the caller when it is full. Nothing is
 *       dropped.
 *   <li>Several JVMs may share one file: a batch is appended under a lock on the file, and the tail
 *       is read again if somebody else wrote in between.
 *   <li>A line that a crash cut off is taken away before the next is written, and a note says so.
 *       It never was the record of an operation that ran on the strength of it.
 *   <li>While the file cannot be written, every operation is denied; the journal tries again by
 *       itself, and says how many denials it could not record.
 *   <li>A file that was made shorter, or another in its place, shows: the chain goes on from what
 *       this JVM wrote last, and {@link dev.holdpoint.guard.audit.Chain} finds the break. A chain
 *       alone does not show that the last lines are gone, nor a rewrite from the beginning: keep
 *       heads elsewhere ({@code audit export}) to see those.
 * </ul>
 */
@NullMarked
package dev.holdpoint.guard.audit;

import org.jspecify.annotations.NullMarked;
