/**
 * What an HTTP request, and a tool call, would do.
 *
 * <p>The way of a request through the room:
 *
 * <ol>
 *   <li>{@link dev.holdpoint.analysis.http.Url} makes the URL canonical ({@link
 *       dev.holdpoint.analysis.http.HostName}, {@link dev.holdpoint.analysis.http.PathReadings},
 *       {@link dev.holdpoint.analysis.http.FormFields}). What clients and servers read in more than
 *       one way has several readings, and the strictest counts; what has too many is unknown.
 *   <li>{@link dev.holdpoint.analysis.http.PayloadReader} takes the codings off the body and finds
 *       its structure by looking, not by believing the content type.
 *   <li>{@link dev.holdpoint.analysis.http.Request} puts both together with the methods: an
 *       override counts besides the request line's, since a server may follow either.
 *   <li>What the request carries is looked for: GraphQL. If it was read whole, the request is a
 *       carrier, and each operation an effect below it.
 *   <li>Else the provider's {@linkplain dev.holdpoint.analysis.http.catalog catalog} says what it
 *       does, and where none knows, {@link dev.holdpoint.analysis.http.Conventions} and {@link
 *       dev.holdpoint.analysis.http.Words}.
 * </ol>
 *
 * <p>Text inside a body is never taken for an instruction: a chat completion that talks about
 * {@code mutation { volumeDelete }} is a write to a model's provider, since nothing there runs it.
 */
@NullMarked
package dev.holdpoint.analysis.http;

import org.jspecify.annotations.NullMarked;
