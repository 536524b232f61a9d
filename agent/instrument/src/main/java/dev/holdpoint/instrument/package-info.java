/** The instrument room. */
@NullMarked
package dev.holdpoint.instrument;

import org.jspecify.annotations.NullMarked;
