/**
 * Real clients, real servers, real child JVMs. Each test class starts as few JVMs as it can: a
 * program in {@code app} makes many attempts and prints one line for each, and the test reads those
 * lines as a table. Every child runs on each JDK that is installed.
 */
@NullMarked
package dev.holdpoint.it;

import org.jspecify.annotations.NullMarked;
