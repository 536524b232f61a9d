/**
 * What was attempted and decided, as JSON lines, and what can be done with it afterwards.
 *
 * <pre>
 *   Operation ⇄ OperationJson ┐
 *   Reading   ⇄ EffectJson    ├─ SessionRecord ─▶ (guard chains and writes it)
 *   Verdict   ─▶ Decision     ┘        │
 *                                      ▼
 *                  SessionFile ─▶ Replay, Comparison          lines ─▶ Decider ─▶ lines
 * </pre>
 *
 * <p>One schema serves the recording, the audit and the replay. {@link dev.holdpoint.session.Json}
 * is the tree they are made of, {@link dev.holdpoint.session.CanonicalJson} (RFC 8785) what is
 * hashed and signed, {@link dev.holdpoint.session.JsonLine} what people and pipelines read.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>A replay judges the effects that were recorded</b> and does not analyse again: analysis
 *       may have looked at files and variables that are gone. Environments and credentials are
 *       placed anew, since they belong to the policy. Records without effects (imported ones, or
 *       lines written by hand) are analysed.
 *   <li><b>Secrets are recorded as keyed fingerprints</b>, and a secret that is read back has no
 *       other content, so that a replay finds the same credential without the key.
 *   <li><b>What was lost is unknown and not absent</b>, in every format: it is never more
 *       permissive.
 *   <li><b>Reading is strict</b>: duplicate members, wrong types and unknown kinds are errors of
 *       their line. A line that cannot be read is denied or reported, and the rest goes on.
 * </ul>
 */
@NullMarked
package dev.holdpoint.session;

import org.jspecify.annotations.NullMarked;
