/**
 * What was attempted, and what it means.
 *
 * <p>An {@link dev.holdpoint.effect.Operation} is one attempt exactly as a choke point saw it: an
 * argv, an HTTP request, an SQL text. Analysis turns it into a {@link
 * dev.holdpoint.effect.Reading}: one or more {@link dev.holdpoint.effect.Effect effects}, each of
 * which says one thing that the operation would do. {@code bash -c "curl …"} is an exec of bash, an
 * exec of curl, an http request and, where the body says so, a graphql mutation; each names the
 * effect that led to it as its {@link dev.holdpoint.effect.Effect#parent() parent}. Rules judge
 * effects, never strings.
 *
 * <p>Every attribute of an effect is a {@link dev.holdpoint.effect.Fact}: a value, <em>absent</em>
 * (the effect has none) or <em>unknown</em> (there is one, and analysis could not read it). The
 * three are kept apart because they are judged differently: absent makes a comparison false,
 * unknown makes it match in what stops and not match in what permits.
 *
 * <p>Two decisions worth knowing:
 *
 * <ul>
 *   <li><b>Carriers.</b> An effect that does nothing but bring about the effects below it ({@code
 *       bash -c}, {@code sudo}, {@code curl}, a POST whose body is GraphQL and was read whole) is a
 *       {@linkplain dev.holdpoint.effect.Effect#carrier() carrier} and has the verb {@code read};
 *       its consequence is told by its children. A carrier whose content could not be read is no
 *       carrier: it is {@code unknown} or {@code run}.
 *   <li><b>Secrets</b> travel as {@link dev.holdpoint.effect.Secret}, which cannot be printed or
 *       serialised: only a keyed fingerprint leaves it.
 * </ul>
 *
 * <p>This package knows nothing of policies, of analysis or of the JVM that is guarded. Everything
 * in it is immutable and may be shared between threads.
 */
@NullMarked
package dev.holdpoint.effect;

import org.jspecify.annotations.NullMarked;
