/** The dist room. */
@NullMarked
package dev.holdpoint.dist;

import org.jspecify.annotations.NullMarked;
