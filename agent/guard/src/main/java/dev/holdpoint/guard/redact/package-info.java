/**
 * What must not be written down.
 *
 * <p>A credential appears in audit, recordings, requests and digests only as its keyed fingerprint
 * ({@link dev.holdpoint.effect.Secret#fingerprint}); the fingerprint stands exactly where the
 * credential stood, so that a redacted operation still parses and replay can judge it.
 *
 * <p>Credentials are found <b>by position first</b>: header values outside an allow-list, query
 * keys, user information in URLs, variables, options and members whose names say so. Then <b>by
 * shape</b>: prefixes that vendors document. Position comes first because many tokens have no shape
 * (a Railway token is a UUID). Both are data: the {@code *.tsv} resources beside this package, each
 * with its schema at the head. Erring here is one-sided: a value too many is masked rather than one
 * too few.
 *
 * <p>The audit masks more than the recording: SQL literals become {@code ?} and bodies become their
 * length and hash. A recording keeps literals and bodies, since replay judges them.
 *
 * <p>All scanning is linear in the text.
 */
@NullMarked
package dev.holdpoint.guard.redact;

import org.jspecify.annotations.NullMarked;
