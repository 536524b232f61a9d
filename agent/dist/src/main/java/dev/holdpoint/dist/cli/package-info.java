/** The command line. */
@NullMarked
package dev.holdpoint.dist.cli;

import org.jspecify.annotations.NullMarked;
