/**
 * From an operation to its effects.
 *
 * <p>{@link dev.holdpoint.analysis.Analysis#read} starts an {@link dev.holdpoint.analysis.Inquiry}
 * and puts the operation to the reader of its kind: {@code shell} for scripts, {@code program} for
 * single commands, {@code http} and {@code sql}. A statement that does one thing and has nothing
 * else inside needs no inquiry, and gets none. A reader that finds another operation inside (a
 * script in {@code sh -c}, the request that {@code curl} would send, the SQL in {@code psql -c})
 * does not read it itself: it hands it back to the inquiry, which dispatches it to the right room
 * with the carrying effect as parent. That is how one call is read through shell, curl, HTTP and
 * GraphQL, and why the four rooms need not know each other: they meet only here.
 *
 * <pre>
 *   Operation ─▶ Inquiry ─┬▶ program ─┬─ Script ──▶ (inquiry) ─▶ shell ── Command ─▶ (inquiry) ─▶ program
 *                         │           └─ Http, Sql ─▶ (inquiry)
 *                         ├▶ http ── graphql, catalogs; a tool call; SQL in a body ─▶ (inquiry)
 *                         └▶ sql
 * </pre>
 *
 * <p>An inquiry counts: nesting depth, effects, bytes and steps are bounded, and past a bound it
 * adds one effect of verb {@code unknown} and stops. The steps are one pot for everything within
 * the operation: a script that hands scripts on would else be read at each level as if it were the
 * only one. A step is about a character read or copied, or what takes as long. A reader never
 * guesses: what it cannot read is an unknown fact, an opaque effect or the verb unknown. What
 * analysis may look at outside the operation (files, the directory, variables) it asks of {@link
 * dev.holdpoint.analysis.Surroundings}, so that replays and policy tests are pure. What the
 * operation itself does to paths before it uses them (links, mounts, moves) is kept in {@link
 * dev.holdpoint.analysis.Detours}.
 */
@NullMarked
package dev.holdpoint.analysis;

import org.jspecify.annotations.NullMarked;
