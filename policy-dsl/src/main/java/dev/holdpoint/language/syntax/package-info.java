/**
 * The grammar: tokens, the tree, and the formatter.
 *
 * <p>{@link dev.holdpoint.language.syntax.Parser} is one file a family of statements: conditions,
 * rules, blocks, tests. A statement in error is dropped whole, its error recorded; nothing here
 * throws for anything in a source. Comments are kept beside the tokens, by line, where the
 * formatter finds them.
 */
@NullMarked
package dev.holdpoint.language.syntax;

import org.jspecify.annotations.NullMarked;
