package dev.holdpoint.it.app;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Prints one line for each attempt: its name and what became of it. */
final class Attempts {

    interface Attempt {
        Object make() throws Throwable;
    }

    private Attempts() {}

    static void make(String name, Attempt attempt) {
        String outcome;
        try {
            Object result = attempt.make();
            outcome = result == null ? "ran" : "ran " + result;
        } catch (Throwable thrown) {
            outcome = told(thrown);
        }
        System.out.println(name + " | " + outcome);
    }

    /** A denial is told as such only if it is the exception itself, and has no cause. */
    private static String told(Throwable thrown) {
        Throwable bare = thrown;
        String prefix = "";
        if (thrown instanceof InvocationTargetException
                || thrown instanceof ExecutionException
                || thrown instanceof CompletionException) {
            bare = thrown.getCause();
            prefix = thrown.getClass().getSimpleName() + " of ";
        }
        if (bare.getClass().getName().equals("dev.holdpoint.bridge.HoldpointException")) {
            boolean line = bare.getMessage().indexOf('\n') < 0;
            return prefix + (bare.getCause() == null && line ? "stopped" : "a denial with a cause");
        }
        return prefix + bare;
    }
}
