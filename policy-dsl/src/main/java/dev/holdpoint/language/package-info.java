/** From source text to a checked policy. */
@NullMarked
package dev.holdpoint.language;

import org.jspecify.annotations.NullMarked;
