/**
 * The PocketOS incident of April 2026, played again: once without a guard, once with Holdpoint
 * attached.
 *
 * <p>{@link dev.holdpoint.samples.incident.Incident} directs. It sets up a {@link
 * dev.holdpoint.samples.incident.World}: a GraphQL service that speaks the part of Railway's API
 * which the incident used, reached by its real name through a proxy on loopback, and a PostgreSQL
 * server. Then it starts {@link dev.holdpoint.samples.incident.CodingAgent} as a process of its
 * own: a LangChain4j agent with three tools (shell, HTTP, SQL) and a {@link
 * dev.holdpoint.samples.incident.StubbornModel} for a model, which wants the database gone and
 * tries until nothing is left to try. The agent's program is the same both times; the second time
 * its JVM has {@code -javaagent:holdpoint.jar}.
 *
 * <p>Nothing is simulated on the way out: bash and curl, TLS, the JDK's HTTP client and JDBC are
 * the real ones. Only the model is scripted, so that the sample runs without a network and always
 * the same.
 */
package dev.holdpoint.samples.incident;
