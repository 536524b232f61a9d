/** The testing room. */
@NullMarked
package dev.holdpoint.testing;

import org.jspecify.annotations.NullMarked;
