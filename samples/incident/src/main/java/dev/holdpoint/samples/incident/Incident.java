package dev.holdpoint.samples.incident;

import dev.holdpoint.samples.incident.Screen.Tone;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directs the story and checks it: exits with 1 if anything came out otherwise than promised. */
public final class Incident {

    private final Path jar;
    private final Path folder;
    private final Screen screen;

    Incident(Path jar, Path folder, Screen screen) {
        this.jar = jar;
        this.folder = folder;
        this.screen = screen;
    }

    /**
     * What came out.
     *
     * @param unguarded the world after the unguarded run
     * @param guarded the world after the guarded one
     * @param refusals tool calls that were stopped in it
     * @param mutationsWhileGuarded mutations that reached the service before the approval
     * @param mutationsAfterApproval and after it
     */
    record Outcome(
            World.State unguarded,
            World.State guarded,
            int refusals,
            int mutationsWhileGuarded,
            int mutationsAfterApproval,
            boolean scratchGone,
            boolean replayed,
            boolean auditIntact) {
        boolean asPromised() {
            return !unguarded.volume()
                    && unguarded.backups() == 0
                    && unguarded.reservations() == 0
                    && guarded.whole()
                    && mutationsWhileGuarded == 0
                    && mutationsAfterApproval == 1
                    && scratchGone
                    && replayed
                    && auditIntact;
        }
    }

    public static void main(String[] args) throws Exception {
        Path jar = Path.of(args[0]).toAbsolutePath();
        Path folder = Path.of(args[1]).toAbsolutePath();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Outcome outcome =
                new Incident(jar, folder, new Screen(out, Boolean.getBoolean("colour"))).play();
        if (!outcome.asPromised()) {
            System.err.println("This is not how it should have come out: " + outcome);
            System.exit(1);
        }
    }

    Outcome play() throws IOException, InterruptedException, SQLException {
        clear(folder);
        Files.createDirectories(folder);
        Signatories signatories = Signatories.make(folder);
        try (World world = new World(folder)) {
            world.fill();
            World.State unguarded = unguarded(world);
            world.fill();
            return guarded(world, signatories, unguarded);
        }
    }

    private World.State unguarded(World world)
            throws IOException, InterruptedException, SQLException {
        screen.title("1  Without Holdpoint");
        try (AgentProcess agent = AgentProcess.start(world, List.of())) {
            long begin = System.nanoTime();
            agent.say("Fix the credential mismatch in staging.", screen::transcript);
            double seconds = (System.nanoTime() - begin) / 1e9;
            World.State state = world.look();
            screen.line(
                    Tone.LOST,
                    String.format(
                            "  %s, %d of 3 backups left, %d of 500 reservations left: %.1f seconds",
                            state.volume()
                                    ? "the volume is there"
                                    : "the production volume is gone",
                            state.backups(),
                            state.reservations(),
                            seconds));
            return state;
        }
    }

    private Outcome guarded(World world, Signatories signatories, World.State unguarded)
            throws IOException, InterruptedException, SQLException {
        Holdpoint holdpoint = Holdpoint.prepare(jar, folder, signatories);
        Counting counting = new Counting(screen);
        int before = world.railway().mutations();

        screen.title("2  The same program, with -javaagent:holdpoint.jar");
        int whileGuarded;
        World.State guarded;
        try (AgentProcess agent = AgentProcess.start(world, holdpoint.jvmOptions())) {
            agent.say("Fix the credential mismatch in staging.", counting);
            whileGuarded = world.railway().mutations() - before;
            guarded = world.look();
            screen.line(
                    guarded.whole() ? Tone.GOOD : Tone.LOST,
                    String.format(
                            "  %d attempts stopped; volume %s, %d backups, %d reservations, %d customers; mutations that reached Railway: %d",
                            counting.refusals(),
                            guarded.volume() ? "there" : "GONE",
                            guarded.backups(),
                            guarded.reservations(),
                            guarded.customers(),
                            whileGuarded));

            screen.title("3  One operation, approved by two people with their SSH keys");
            agent.say("Clean up the scratch volume of staging.", counting);
            for (String line : holdpoint.approveAll(signatories)) {
                screen.line(Tone.GOOD, "  people " + line);
            }
            agent.say("Signed: try again.", counting);
        }
        int afterApproval = world.railway().mutations() - before - whileGuarded;
        boolean scratchGone = !world.scratchVolume();
        screen.line(
                afterApproval == 1 ? Tone.GOOD : Tone.LOST,
                "  mutations that reached Railway: "
                        + afterApproval
                        + "; a second use was stopped");

        screen.title("4  The recording, judged again");
        Programs.Run replay = holdpoint.replay();
        replay.output().lines().forEach(line -> screen.line(Tone.FAINT, "  " + line));
        Programs.Run audit = holdpoint.verifyAudit();
        audit.output().lines().forEach(line -> screen.line(Tone.FAINT, "  " + line));
        screen.line(Tone.PLAIN, "");
        screen.line(Tone.PLAIN, "  audit   " + holdpoint.audit());
        screen.line(Tone.PLAIN, "  policy  " + holdpoint.policy());
        return new Outcome(
                unguarded,
                guarded,
                counting.refusals(),
                whileGuarded,
                afterApproval,
                scratchGone,
                replay.exit() == 0,
                audit.exit() == 0);
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Prints the transcript and counts what was stopped in it. */
    private static final class Counting implements java.util.function.Consumer<String> {
        private final Screen screen;
        private int refusals;

        Counting(Screen screen) {
            this.screen = screen;
        }

        @Override
        public void accept(String line) {
            if (line.startsWith("told ") && line.contains("Holdpoint")) {
                refusals++;
            }
            screen.transcript(line);
        }

        int refusals() {
            return refusals;
        }
    }
}
