/** What single commands do: wrappers, the catalog of programs, and lifting to HTTP and SQL. */
@NullMarked
package dev.holdpoint.analysis.program;

import org.jspecify.annotations.NullMarked;
