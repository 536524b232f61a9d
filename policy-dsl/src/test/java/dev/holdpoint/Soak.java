package dev.holdpoint;

import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Runs every property test with a seed of its own and more tries, where the system property {@code
 * holdpoint.soak} says how many times as many; without it nothing changes. {@code
 * holdpoint.soak.seed} repeats a run: a failure reports the seed that it needs.
 */
public final class Soak implements AroundPropertyHook {

    @Override
    public PropertyExecutionResult aroundProperty(
            PropertyLifecycleContext context, PropertyExecutor property) {
        factor().ifPresent(
                        factor -> {
                            String seed = System.getProperty("holdpoint.soak.seed", "");
                            context.attributes()
                                    .setSeed(
                                            seed.isEmpty()
                                                    ? Long.toString(
                                                            ThreadLocalRandom.current().nextLong())
                                                    : seed);
                            int tries = context.attributes().tries().orElse(1_000);
                            context.attributes().setTries(Math.multiplyExact(tries, factor));
                        });
        return property.execute();
    }

    private static OptionalInt factor() {
        Integer factor = Integer.getInteger("holdpoint.soak");
        return factor == null || factor < 1 ? OptionalInt.empty() : OptionalInt.of(factor);
    }

    /** Before the other hooks, which read what is set here. */
    @Override
    public int aroundPropertyProximity() {
        return -100;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
