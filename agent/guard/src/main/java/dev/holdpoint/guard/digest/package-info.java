/**
 * What exactly is approved: the digest of an operation as it will run.
 *
 * <p>{@link dev.holdpoint.guard.digest.OperationDigest} writes an operation as a JSON object, its
 * <em>form</em>, and takes SHA-256 over its canonical text (RFC 8785). The form is what the request
 * carries and what the approver's tool shows, so that the approver's tool can take the digest again
 * from exactly what it shows.
 *
 * <p>In the form is everything that decides what the operation does: for an exec the words, the
 * directory, the program's real path, the declared variables, standard input and the hash of every
 * file that analysis read (a script, a {@code -d @file}); for HTTP the method, the URL with its
 * query sorted, headers, the body's hash; for SQL the texts, bound parameters and the database.
 * Left out is what changes from one attempt to the next without changing what is done: dates, trace
 * ids, the user agent, the signatures of SigV4, multipart boundaries (see {@code
 * redact/header-values.tsv}). Credentials stand in it as keyed fingerprints: another credential is
 * another operation.
 *
 * <p>What could not be read whole cannot be approved: nobody could know what they sign.
 */
@NullMarked
package dev.holdpoint.guard.digest;

import org.jspecify.annotations.NullMarked;
