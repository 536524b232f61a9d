/** From a checked policy and a reading to a verdict. */
@NullMarked
package dev.holdpoint.engine;

import org.jspecify.annotations.NullMarked;
