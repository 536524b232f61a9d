/** The session room. */
@NullMarked
package dev.holdpoint.session;

import org.jspecify.annotations.NullMarked;
