/** The shell room of analysis. */
@NullMarked
package dev.holdpoint.analysis.shell;

import org.jspecify.annotations.NullMarked;
