/**
 * JSON as data that cannot be misread.
 *
 * <p>A request body says one thing to us and must say the same to the server. Where two servers
 * would read it differently (a key twice in one object, keys that differ in case alone near the
 * root, text after the end) the document is {@linkplain dev.holdpoint.analysis.http.json.Document
 * doubtful}, and what depends on it is unknown. Reading is by Jackson's streaming parser, linear,
 * and bounded in depth and in number of values.
 *
 * <p>What YAML, CBOR and XML say is told in the same form ({@link
 * dev.holdpoint.analysis.http.json.Xml}, and the others as documents), so that who looks for names
 * and values looks in one kind of tree.
 */
@NullMarked
package dev.holdpoint.analysis.http.json;

import org.jspecify.annotations.NullMarked;
