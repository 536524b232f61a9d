/**
 * From source text to a checked policy.
 *
 * <pre>
 *   Source ─▶ syntax.Lexer ─▶ tokens ─▶ syntax.Parser ─▶ Syntax (the tree as written)
 *                               │                             │
 *                               ▼                             ▼
 *                       syntax.Formatter      check.Checker: names, conditions, one pass a finding
 *                                                             │
 *                                                             ▼
 *                                      Checked: a Policy, or Diagnostics that say why not
 * </pre>
 *
 * <p>{@link dev.holdpoint.language.Policy} is what the engine compiles and the reference
 * interpreter reads: names are resolved, sets and defined conditions inlined, types hold. The tree
 * in {@code syntax} is what a person wrote; only the checker sees both.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li><b>Newlines mean nothing</b>, except that after an error the parser goes on at the next
 *       line that begins a statement. The clauses of a rule stand in any order.
 *   <li><b>A bare word is a text</b> ({@code program == git}), except where a set is expected,
 *       where it names one ({@code paths within scrap}). So no declaration can change what {@code
 *       git} means.
 *   <li><b>Names of packs are qualified</b> ({@code railway.deletes}): a new version of a pack
 *       cannot capture a name of the policy.
 *   <li><b>A definition may name attributes of several kinds of effect</b>: those that an effect
 *       lacks are absent. Written directly into a rule, an attribute that its kind lacks is an
 *       error, for there it is a mistake.
 *   <li><b>Any error keeps the policy from loading.</b> There is no partial policy.
 *   <li><b>Loading is on the agent's way in</b>, in a cold JVM: lexer, parser and checker use no
 *       regular expressions, streams, reflection or {@code String.format}, and no lambdas outside
 *       the paths of errors.
 * </ul>
 */
@NullMarked
package dev.holdpoint.language;

import org.jspecify.annotations.NullMarked;
