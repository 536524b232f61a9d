/**
 * Figures, and the commands that reproduce them. Every benchmark stands for one row of the table in
 * the module's README, and names what it is compared with in the same run.
 */
@NullMarked
package dev.holdpoint.benchmarks;

import org.jspecify.annotations.NullMarked;
