/** From the agent's options to an armed JVM. */
@NullMarked
package dev.holdpoint.dist.agent;

import org.jspecify.annotations.NullMarked;
