package dev.holdpoint.it.app;

/** Starts one process, if it is told to. */
public final class OneProcessApp {

    private OneProcessApp() {}

    public static void main(String[] command) {
        if (command.length == 0) {
            System.out.println("main");
        } else {
            Attempts.make("start", () -> new ProcessBuilder(command).start().waitFor());
        }
    }
}
