/**
 * From a checked policy and a reading to a verdict.
 *
 * <pre>
 *   Source ─▶ PolicyLoader ─┬▶ Language.check ─▶ Policy ─▶ Rehearsal (its tests) ─▶ LoadedPolicy
 *                           └▶ diagnostics
 *
 *   Reading ─▶ Judge ── Placement (env), Credentials ─▶ conditions ─▶ Precedence ─▶ Verdict
 *                                                                                     │
 *                                                              LimitBook, Counters ◀──┘
 * </pre>
 *
 * <p>There are two judges. The {@link dev.holdpoint.engine.Interpreter} is the meaning of the
 * language in the simplest code: every effect is put to every clause. The {@link
 * dev.holdpoint.engine.CompiledJudge} finds the clauses that an effect may match in an index and
 * tests them with bytecode. They share what is not a matter of speed (patterns, placement,
 * credentials, precedence) and differ in how clauses are found and conditions evaluated; a test
 * puts them beside each other on generated policies and readings. {@link
 * dev.holdpoint.engine.PolicyLoader} is the only way from a text to either.
 *
 * <p>Decisions worth knowing:
 *
 * <ul>
 *   <li><b>Unknown stops and does not permit.</b> A clause holds where its condition does and its
 *       exception does not, in Kleene's logic. Deny, ask and limit match unless that is false;
 *       allow matches only if it is true. So an exception that is unknown excepts nothing from a
 *       deny, and does except from an allow.
 *   <li><b>An exception rests on something.</b> Everything holds of the elements of the empty set,
 *       so {@code allow … paths within X} permits what touches no path; but inside {@code unless}
 *       it is unknown, for {@code deny … unless writes within {"scratch.*"}} is not meant to let a
 *       {@code SET ROLE} pass because it writes nothing.
 *   <li><b>Names that may be the same are not told apart.</b> {@code public.users} and {@code
 *       users}, {@code users.*} and {@code users.email}, {@code /tmp/*} and {@code /tmp/a}, a
 *       relative path whose directory is not known: unknown. Who destroys {@code /} may destroy
 *       {@code /etc/passwd}.
 *   <li><b>Shells and GraphQL requests that were read whole need no allow</b> beside those of what
 *       they carry; see {@link dev.holdpoint.engine.Precedence}.
 *   <li><b>Conditions of one shape share a method.</b> Ten thousand rules are a few methods with an
 *       array of literals: a method for each would never be compiled by the JVM. See {@link
 *       dev.holdpoint.engine.ConditionCompiler}.
 *   <li><b>Verdicts of permission are made once</b> for each set of allowing rules and name no
 *       effect, so that allowing makes no garbage. Denials are spelled out.
 *   <li><b>Small policies are interpreted first</b>, since an agent's start is worth more than the
 *       microsecond; see {@link dev.holdpoint.engine.WarmingJudge}.
 * </ul>
 */
@NullMarked
package dev.holdpoint.engine;

import org.jspecify.annotations.NullMarked;
