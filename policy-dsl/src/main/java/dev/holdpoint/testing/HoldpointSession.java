package dev.holdpoint.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test for every operation of a recorded session:
 *
 * <pre>
 *   &#64;HoldpointSession(value = "/sessions/incident.jsonl", policy = "/policy.hold")
 *   void theIncidentIsStopped(ReplayedOperation operation) {}
 * </pre>
 *
 * The parameter may be left out. The method runs only where the verdict is the expected one, and
 * may look closer.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SessionExtension.class)
public @interface HoldpointSession {

    /**
     * The session: a resource of the class path, absolute or beside the test class, or else a file.
     */
    String value();

    /** The policy, found like the session; where none is named the bundled baseline. */
    String policy() default "";
}
