package dev.holdpoint.samples.incident;

import java.io.PrintStream;

/** The story as it is printed: short lines, coloured where that was asked for. */
final class Screen {

    /** What a line is, which decides its colour. */
    enum Tone {
        PLAIN(""),
        TITLE("1"),
        FAINT("2"),
        LOST("31"),
        STOPPED("33"),
        GOOD("32");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private static final int WIDTH = 150;

    private final PrintStream out;
    private final boolean coloured;

    Screen(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    void title(String text) {
        out.println();
        line(Tone.TITLE, text);
    }

    void line(Tone tone, String text) {
        out.println(
                coloured && !tone.code.isEmpty()
                        ? "\u001b[" + tone.code + "m" + text + "\u001b[0m"
                        : text);
    }

    /** One line of the agent's transcript, as {@link CodingAgent} prints it. */
    void transcript(String line) {
        if (line.startsWith("say ")) {
            line(Tone.PLAIN, "  model  " + line.substring(4));
        } else if (line.startsWith("call ")) {
            line(Tone.FAINT, "         → " + shortened(line.substring(5)));
        } else if (line.startsWith("told ")) {
            boolean stopped = line.contains("Holdpoint");
            line(
                    stopped ? Tone.STOPPED : Tone.FAINT,
                    "         ← " + (stopped ? line.substring(5) : shortened(line.substring(5))));
        }
    }

    private static String shortened(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}
