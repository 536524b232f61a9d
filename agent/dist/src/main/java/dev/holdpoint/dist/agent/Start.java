package dev.holdpoint.dist.agent;

import java.lang.instrument.Instrumentation;

/** From options to an armed JVM. */
final class Start {

    private Start() {}

    static void start(String options, Instrumentation instrumentation, long begin)
            throws Exception {
        throw new IllegalStateException("this build has no guard, so nothing can be judged");
    }
}
