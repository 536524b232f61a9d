package dev.holdpoint.analysis;

import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reading of one operation, while it goes on: collects effects, hands nested operations to the
 * reader of their kind, and keeps the bounds. One inquiry belongs to one thread.
 */
public final class Inquiry {

    /** Operations within operations: {@code sh -c} in {@code sudo} in {@code xargs} … */
    static final int MOST_DEPTH = 24;

    /**
     * Effects of one operation. More could not be reviewed by anybody, and each costs as much as an
     * ordinary command.
     */
    static final int MOST_EFFECTS = 2_000;

    /**
     * Steps of reading one operation, everything inside it included; a step is about a character
     * read or copied, or what takes as long (some 20 ns). What takes more is unknown: so reading
     * ends within a tenth of a second whatever the text is, even where scripts hand scripts on.
     */
    public static final long MOST_STEPS = 3L << 20;

    private static final int STEPS_OF_A_COMMAND = 150;
    private static final int STEPS_OF_A_WORD = 12;
    private static final int STEPS_OF_A_REQUEST = 500;

    /** Bytes of all files read for one operation. */
    static final int MOST_FILE_BYTES = 1 << 20;

    private final Readers readers;
    private final Surroundings surroundings;
    private final List<Effect> effects;
    private Map<String, Reading.ReadFile> files = Map.of();
    private Map<String, Word> written = Map.of();
    private List<String> codes = List.of();
    private Set<String> running = Set.of();
    private int depth;
    private int fresh;
    private final Detours detours = new Detours(this);
    private int fileBytes;
    private long steps;
    private boolean exhausted;
    private boolean looked;

    private Inquiry(Readers readers, List<Effect> effects, Surroundings surroundings) {
        this.readers = readers;
        this.effects = effects;
        this.surroundings =
                surroundings == Surroundings.NOWHERE ? surroundings : new Looking(surroundings);
    }

    static Inquiry of(Readers readers, Surroundings surroundings) {
        List<Effect> effects = new ArrayList<>(4);
        return new Inquiry(readers, effects, surroundings);
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /**
     * True where a file or a link was looked for: an equal operation may then mean another thing.
     */
    boolean looked() {
        return looked;
    }

    /** The surroundings, and whether a file or a link was asked of them. */
    private final class Looking implements Surroundings {
        private final Surroundings inner;

        Looking(Surroundings inner) {
            this.inner = inner;
        }

        @Override
        public Found read(String path, int most) {
            looked = true;
            return inner.read(path, most);
        }

        @Override
        public Optional<String> real(String path) {
            looked = true;
            return inner.real(path);
        }

        @Override
        public Map<String, String> environment() {
            return inner.environment();
        }

        @Override
        public boolean environmentKnown() {
            return inner.environmentKnown();
        }

        @Override
        public Optional<String> directory() {
            return inner.directory();
        }

        @Override
        public Optional<String> home() {
            return inner.home();
        }
    }

    /** Records one effect; its parent, if any, must have been added before. */
    public void add(Effect effect) {
        if (effects.size() >= MOST_EFFECTS) {
            exhausted(effect.parent(), effect.kind(), "more than " + MOST_EFFECTS + " effects");
            return;
        }
        effects.add(effect);
    }

    /** Where paths lead by what the operation itself has done so far. */
    public Detours detours() {
        return detours;
    }

    /** A number that nothing else in this reading has. */
    public int fresh() {
        return ++fresh;
    }

    /** Effects recorded so far. */
    public int size() {
        return effects.size();
    }

    /** The effects recorded since the inquiry had that {@link #size}. */
    public List<Effect> since(int size) {
        return List.copyOf(effects.subList(Math.min(size, effects.size()), effects.size()));
    }

    /**
     * Replaces the effect at that index, for a reader that learns only from the children whether it
     * was a carrier. The children keep the parent they were given.
     */
    public void replace(int index, Effect effect) {
        effects.set(index, effect);
    }

    /** Reads an operation found inside another. */
    public void read(Operation nested, Optional<Effect> parent) {
        if (depth >= MOST_DEPTH) {
            exhausted(parent, nested.kind(), "nested more than " + MOST_DEPTH + " deep");
            return;
        }
        if (depth > 0 && !spend(STEPS_OF_A_REQUEST + characters(nested))) {
            exhausted(parent, nested.kind(), "it takes more than " + MOST_STEPS + " steps to read");
            return;
        }
        depth++;
        try {
            readers.read(nested, parent, this);
        } finally {
            depth--;
        }
    }

    /** Reads a script found inside an operation: hands it to the shell room. */
    public void script(Script script, Optional<Effect> parent) {
        if (!spend(STEPS_OF_A_COMMAND + characters(script.text()) / 8)) {
            exhausted(parent, Kind.EXEC, "it takes more than " + MOST_STEPS + " steps to read");
            return;
        }
        deeper(parent, Kind.EXEC, () -> readers.script().read(script, parent, this));
    }

    /** Reads a simple command: hands it to the program room. */
    public void command(Command command, Optional<Effect> parent) {
        if (!spend(cost(command))) {
            exhausted(parent, Kind.EXEC, "it takes more than " + MOST_STEPS + " steps to read");
            return;
        }
        deeper(parent, Kind.EXEC, () -> readers.command().read(command, parent, this));
    }

    /** Counts steps; false where there are no more. */
    public boolean spend(long count) {
        steps += count;
        return steps <= MOST_STEPS;
    }

    private static long cost(Command command) {
        List<Word> words = command.words();
        long count = 0;
        for (int i = 0; i < words.size(); i++) {
            count += characters(words.get(i));
        }
        long all = words.size() + command.variables().size() + 4L * command.redirections().size();
        return STEPS_OF_A_COMMAND + STEPS_OF_A_WORD * all + count / 4;
    }

    private static long characters(Word word) {
        List<Word.Part> parts = word.parts();
        long count = 0;
        for (int i = 0; i < parts.size(); i++) {
            count += parts.get(i) instanceof Word.Part.Literal l ? l.text().length() : 1;
        }
        return count;
    }

    private static long characters(Operation operation) {
        long count = 0;
        if (operation instanceof Operation.Sql sql) {
            for (String text : sql.texts()) {
                count += text.length();
            }
        } else if (operation instanceof Operation.Http http) {
            count = http.url().length();
            for (Operation.Field header : http.headers()) {
                count += STEPS_OF_A_WORD + header.value().length();
            }
            count += http.body() instanceof Body.Bytes body ? body.content().length : 0;
        } else if (operation instanceof Operation.Tool tool) {
            count = tool.arguments().length();
        }
        return count;
    }

    /**
     * Notes that the operation itself writes a file before what follows, so that a later read finds
     * that content.
     */
    public void wrote(String path, Word content) {
        if (written.isEmpty()) {
            written = new HashMap<>();
        }
        written.put(path, content);
    }

    /** What the operation itself wrote to the file before, as far as it is known. */
    public Optional<Word> written(String path) {
        return Optional.ofNullable(written.get(path));
    }

    /** What files hold by now that the operation itself wrote. */
    public Map<String, Word> files() {
        return written.isEmpty() ? Map.of() : Collections.unmodifiableMap(new HashMap<>(written));
    }

    /** Goes back to what files held at another moment. */
    public void files(Map<String, Word> earlier) {
        written = earlier.isEmpty() ? Map.of() : new HashMap<>(earlier);
    }

    /**
     * Files hold what they do by now, or what they do there: where the two differ, nobody knows.
     */
    public void eitherOf(Map<String, Word> there) {
        for (Map.Entry<String, Word> file : there.entrySet()) {
            Word here = written.get(file.getKey());
            if (here == null) {
                wrote(file.getKey(), file.getValue());
            } else if (!here.equals(file.getValue())) {
                wrote(file.getKey(), Word.hole("what depends on the shell", true));
            }
        }
    }

    /**
     * The path by which a file is known that lies in a directory which nobody knows: that it is the
     * same one as before is taken for granted.
     */
    public static String adrift(String path) {
        return "?/" + (path.startsWith("./") ? path.substring(2) : path);
    }

    /** Notes code that was given on the command line and may have written files. */
    public void code(String text) {
        if (codes.isEmpty()) {
            codes = new ArrayList<>(2);
        }
        codes.add(text);
    }

    /** Whether code on the command line named the file before. */
    public boolean namedInCode(String file) {
        for (String code : codes) {
            if (!spend(code.length() / 32)) {
                return true;
            }
            int at = code.indexOf(file);
            while (at >= 0) {
                if (!spend(1 + file.length() / 16)) {
                    return true; // which is what makes an answer graver
                }
                int end = at + file.length();
                if ((at == 0 || !Character.isLetterOrDigit(code.charAt(at - 1)))
                        && (end == code.length() || !Character.isLetterOrDigit(code.charAt(end)))) {
                    return true;
                }
                at = code.indexOf(file, at + 1);
            }
        }
        return false;
    }

    /** Code that was given on the command line so far. */
    public List<String> codes() {
        return Collections.unmodifiableList(codes);
    }

    /** The paths of all files that the operation itself wrote before. */
    public List<String> writtenPaths() {
        return matching("", "");
    }

    /**
     * Runs the step, unless a step of that name is running already: a file that has itself read
     * says nothing new.
     */
    public void once(String name, Runnable step) {
        if (running.isEmpty()) {
            running = new HashSet<>();
        }
        if (running.add(name)) {
            try {
                step.run();
            } finally {
                running.remove(name);
            }
        }
    }

    /** Whether the operation itself wrote any file before. */
    public boolean hasWritten() {
        return !written.isEmpty();
    }

    /** The files in a directory that the operation itself wrote before. */
    public List<String> writtenBelow(String directory) {
        return matching(directory + "/", "");
    }

    /** The files of that name, wherever they lie, that the operation itself wrote before. */
    public List<String> writtenAs(String name) {
        List<String> found = matching("", "/" + name);
        if (written.containsKey(name)) {
            found.add(name);
        }
        return found;
    }

    private List<String> matching(String start, String end) {
        List<String> found = new ArrayList<>(0);
        if (written.isEmpty()) {
            return found;
        }
        spend(written.size());
        for (String path : written.keySet()) {
            if (path.startsWith(start) && path.endsWith(end)) {
                found.add(path);
            }
        }
        return found;
    }

    /**
     * Runs a step of a reader one level deeper; past the bound the step does not run and an unknown
     * effect stands in its place. For readers that nest without an operation of their own (a script
     * in a script).
     */
    public void deeper(Optional<Effect> parent, Kind kind, Runnable step) {
        if (depth >= MOST_DEPTH) {
            exhausted(parent, kind, "nested more than " + MOST_DEPTH + " deep");
            return;
        }
        depth++;
        try {
            step.run();
        } finally {
            depth--;
        }
    }

    /**
     * A file whose content matters to the meaning of the operation. What is found is recorded for
     * the digest.
     */
    public Surroundings.Found file(String path) {
        Surroundings.Found found = surroundings.read(path, MOST_FILE_BYTES - fileBytes);
        if (found instanceof Surroundings.Found.Content c) {
            fileBytes += c.bytes().length;
            if (files.isEmpty()) {
                files = new LinkedHashMap<>();
            }
            files.put(path, new Reading.ReadFile(path, sha256(c.bytes())));
        }
        return found;
    }

    /** As {@link #file}, decoded as UTF-8; empty where it could not be read. */
    public Optional<String> text(String path) {
        return file(path) instanceof Surroundings.Found.Content c
                ? Optional.of(new String(c.bytes(), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Adds, once, the effect that says that a bound was reached. */
    public void exhausted(Optional<Effect> parent, Kind kind, String why) {
        if (!exhausted) {
            exhausted = true;
            effects.add(Effect.of(kind).hidden(why).parent(parent).summary(why).build());
        }
    }

    public boolean isExhausted() {
        return exhausted;
    }

    Reading reading() {
        return new Reading(effects, files.isEmpty() ? List.of() : List.copyOf(files.values()));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }
}
