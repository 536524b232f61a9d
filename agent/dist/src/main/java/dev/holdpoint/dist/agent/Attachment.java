package dev.holdpoint.dist.agent;

import dev.holdpoint.instrument.BootBridge;
import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * Attaches Holdpoint to the JVM that it runs in. Apart from {@link Start}, because that refers to
 * the bridge, which this puts in its place.
 */
public final class Attachment {

    private Attachment() {}

    /** Called by the entry; whatever is thrown ends the JVM. */
    public static void attach(String options, Instrumentation instrumentation, File jar)
            throws Exception {
        long begin = System.nanoTime();
        BootBridge.define(instrumentation);
        Start.start(options, instrumentation, jar, begin);
    }
}
