package dev.holdpoint.guard;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The process's standard error itself: {@code System.err} belongs to the application. */
final class StandardError implements Consumer<String> {

    static final StandardError INSTANCE = new StandardError();

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

    private StandardError() {}

    @Override
    public void accept(String line) {
        out.println("holdpoint: " + line);
    }
}
