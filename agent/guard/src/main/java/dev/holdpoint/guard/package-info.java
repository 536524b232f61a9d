/** The guard room. */
@NullMarked
package dev.holdpoint.guard;

import org.jspecify.annotations.NullMarked;
