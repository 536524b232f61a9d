/** The sql room of analysis. */
@NullMarked
package dev.holdpoint.analysis.sql;

import org.jspecify.annotations.NullMarked;
