/**
 * The handful of classes that woven code, the guard and the application share. They have no
 * dependencies and are defined straight into the boot class loader, because code of {@code
 * java.base} must be able to call them and because {@link dev.holdpoint.bridge.HoldpointException}
 * must be one class for everybody.
 *
 * <p>The way through: woven code calls {@link dev.holdpoint.bridge.Checkpoint}, which asks the one
 * {@link dev.holdpoint.bridge.Sentry}. The sentry is offered to {@link dev.holdpoint.bridge.Post}
 * once, before anything is armed, and is then a constant of {@code Checkpoint}: a static final
 * field can be replaced neither by reflection nor by a method handle, and the compiler sees through
 * it. A checkpoint that nobody was posted to stops everything.
 *
 * <p>Decided: no jar is appended to the boot search path, which would print a warning about class
 * data sharing and slow the start; the classes are defined one by one. No {@code Instrumentation}
 * is kept here or anywhere that the application can reach. What runs here may run before {@code
 * main}, inside {@code java.base} and on any thread: no logging, no JMX, no locale, no NIO file
 * systems, no lambdas, no string concatenation by {@code invokedynamic}.
 */
package dev.holdpoint.bridge;
