/** The http room of analysis. */
@NullMarked
package dev.holdpoint.analysis.http;

import org.jspecify.annotations.NullMarked;
