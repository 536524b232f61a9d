/**
 * What providers' operations do, as data.
 *
 * <p>{@code catalog/index.tsv} says by which signs a provider's requests are known: a host, a port,
 * the shape of a path, a header. A catalog is opened when the first request of its provider is
 * seen, and then kept. Hand-written ones name their source at their head; generated ones name the
 * package and version from which {@code policy-dsl/catalogs/generate} made them. A catalog answers
 * with a {@link dev.holdpoint.analysis.http.catalog.Meaning}, or with nothing, and then the words
 * in the request itself decide as they do for a host that nobody knows.
 */
@NullMarked
package dev.holdpoint.analysis.http.catalog;

import org.jspecify.annotations.NullMarked;
