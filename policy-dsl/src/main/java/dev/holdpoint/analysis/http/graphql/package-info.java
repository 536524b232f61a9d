/**
 * GraphQL executable documents (GraphQL specification, September 2025 edition, section 2).
 *
 * <p>{@link dev.holdpoint.analysis.http.graphql.Lexer} turns the text into tokens, {@link
 * dev.holdpoint.analysis.http.graphql.Parser} these into a {@link
 * dev.holdpoint.analysis.http.graphql.Document}, and {@link
 * dev.holdpoint.analysis.http.graphql.Chosen} says what the operation that would run asks of the
 * server: its kind, its root fields by their real names (never aliases) through all fragments, and
 * their arguments with the variables put in. Nothing is validated against a schema, since nobody
 * has one here; what is not an executable document (a type definition, a fragment that spreads
 * itself, a missing fragment, two operations and no choice) is refused with a reason, and the
 * caller takes it for hidden. {@code @skip} and {@code @include} are ignored: a field that might
 * run is taken to run.
 */
@NullMarked
package dev.holdpoint.analysis.http.graphql;

import org.jspecify.annotations.NullMarked;
