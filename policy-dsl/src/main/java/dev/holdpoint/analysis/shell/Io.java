package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes.
 *
 * @param others the descriptors above 2, by number: an {@link In} or an {@link Out}
 */
record Io(In in, Out out, Out err, Map<Integer, Object> others) {

    Io reading(In other) {
        return new Io(other, out, err, others);
    }

    Io writing(Out other) {
        return new Io(in, other, err, others);
    }

    /** With a descriptor leading elsewhere. */
    Io with(int descriptor, Object stream) {
        if (descriptor == 0 && stream instanceof In i) {
            return reading(i);
        }
        if (descriptor == 1 && stream instanceof Out o) {
            return writing(o);
        }
        if (descriptor == 2 && stream instanceof Out o) {
            return new Io(in, out, o, others);
        }
        Map<Integer, Object> more = new HashMap<>(others);
        more.put(descriptor, stream);
        return new Io(in, out, err, Collections.unmodifiableMap(more));
    }

    @Nullable Object stream(int descriptor) {
        return switch (descriptor) {
            case 0 -> in;
            case 1 -> out;
            case 2 -> err;
            default -> others.get(descriptor);
        };
    }

    /**
     * Something read from the front. Mutable: those who share it read on where the other stopped.
     */
    static final class In {
        private final Command.Input whole;
        private final @Nullable String text;
        private int at;
        private boolean lost;
        private boolean touched;

        In(Command.Input whole) {
            this.whole = whole;
            this.text = whole instanceof Command.Input.Text t ? Fields.text(t.content()) : null;
        }

        static In of(String text) {
            return text.length() == 1 && Gap.is(text.charAt(0))
                    ? unknown(Gap.of(text.charAt(0)).why())
                    : new In(new Command.Input.Text(Fields.value(text)));
        }

        /** What was written, of whose lines something may be known. */
        static In of(Out out) {
            String text = out.text();
            boolean one = text.length() == 1 && Gap.is(text.charAt(0));
            return one && !out.names().isEmpty()
                    ? new In(new Command.Input.Unknown(Gap.of(text.charAt(0)).why(), out.names()))
                    : of(text);
        }

        /** What the lines are names of; empty where that is not known. */
        List<Word> names() {
            return whole instanceof Command.Input.Unknown u && !touched ? u.names() : List.of();
        }

        static In unknown(String why) {
            return new In(new Command.Input.Unknown(why));
        }

        /** What stands for a part of it that is not known. */
        Gap gap() {
            if (whole instanceof Command.Input.Unknown u) {
                Gap g = Gap.because(u.why());
                return g == Gap.GIVEN ? Gap.INPUT : g;
            }
            return text == null ? Gap.INPUT : Gap.of(Gap.vague(Gap.INPUT.text(), text).charAt(0));
        }

        /** What is left, with gaps; null where nothing is known of it. */
        @Nullable String rest() {
            return text == null || lost ? null : text.substring(at);
        }

        boolean inherited() {
            return whole instanceof Command.Input.Inherited;
        }

        /** Somebody may have read a part of it, and a part of a line is another name. */
        void touch() {
            touched = true;
        }

        /** As a command gets it. */
        Command.Input input() {
            if (touched && whole instanceof Command.Input.Unknown u && !u.names().isEmpty()) {
                return new Command.Input.Unknown(u.why());
            }
            if (lost) {
                return new Command.Input.Unknown("what another command left of the input");
            }
            if (text != null && at > 0) {
                return new Command.Input.Text(Fields.value(text.substring(at)));
            }
            return whole;
        }

        /** The characters that {@link #input} copies. */
        int copied() {
            return text == null || lost || at == 0 ? 0 : text.length() - at;
        }

        /** Somebody read all of it. */
        void drain() {
            if (text != null) {
                at = text.length();
            }
        }

        /** Somebody read nobody knows how much of it. */
        void lose() {
            lost = text != null;
        }

        /** The next line without its end; null at the end. Only where the text is known. */
        @Nullable String line(char delimiter) {
            if (text == null || at >= text.length()) {
                return null;
            }
            int end = text.indexOf(delimiter, at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            ended = end < 0;
            return line;
        }

        /** Whether the last line had no delimiter after it. */
        boolean ended() {
            return ended;
        }

        private boolean ended;

        boolean known() {
            return text != null && !lost;
        }

        boolean atEnd() {
            return text != null && at >= text.length();
        }
    }

    /** Something written to at the end. */
    static final class Out {
        /** Nobody in the script sees it. */
        static final Out NOWHERE = new Out(null, null);

        private final @Nullable StringBuilder text;
        private final @Nullable String path;
        private boolean dirty;
        private List<Word> names = List.of();

        private Out(@Nullable StringBuilder text, @Nullable String path) {
            this.text = text;
            this.path = path;
        }

        static Out captured() {
            return new Out(new StringBuilder(), null);
        }

        /** A file, with what is in it before. */
        static Out file(String path, String before) {
            Out o = new Out(new StringBuilder(before), path);
            o.dirty = true;
            return o;
        }

        /** Whether it matters what is written. */
        boolean wanted() {
            return text != null;
        }

        void write(String s) {
            names = List.of();
            if (text != null && !s.isEmpty()) {
                if (text.length() + s.length() > MOST) {
                    text.append(Gap.BOUND.text());
                } else {
                    text.append(s);
                }
                dirty = true;
            }
        }

        /** Lines of which it is known that they are names of files. */
        void write(String s, List<Word> of) {
            boolean first = text != null && text.length() == 0;
            write(s);
            names = first ? of : List.of();
        }

        List<Word> names() {
            return names;
        }

        String text() {
            return text == null ? "" : text.toString();
        }

        @Nullable String path() {
            return path;
        }

        /** Whether there is something new since the last time it was asked. */
        boolean fresh() {
            boolean was = dirty;
            dirty = false;
            return was;
        }

        private static final int MOST = 1 << 20;
    }
}
