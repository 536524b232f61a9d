package dev.holdpoint.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commands in build files of other forms: the elements of XML, the calls of CMake. */
final class Elements {

    private Elements() {}

    /**
     * Ant's {@code <exec executable="…"><arg line="…"/></exec>} and {@code <delete dir="…"/>},
     * Maven's {@code <executable>} with its {@code <argument>}s.
     */
    static void read(String content, RecipeReader reader) {
        List<String> words = new ArrayList<>();
        String text = content;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
            boolean comment = text.startsWith("<!--", at);
            int end = comment ? text.indexOf("-->", at) : text.indexOf('>', at);
            if (end < 0) {
                break;
            }
            int begin = at;
            at = end;
            if (comment) {
                continue;
            }
            String tag = text.substring(begin + 1, end);
            String name = tag.split("[\\s/>]", 2)[0].toLowerCase(Locale.ROOT);
            int next = text.indexOf('<', end);
            String inner = next < 0 ? "" : text.substring(end + 1, next).strip();
            switch (name) {
                case "exec", "apply" -> {
                    flush(words, reader);
                    attribute(tag, "executable").ifPresent(words::add);
                    attribute(tag, "command").ifPresent(reader::script);
                }
                case "executable" -> {
                    flush(words, reader);
                    words.add(inner);
                }
                case "argument" -> words.add(inner);
                case "commandlineargs" -> words.addAll(split(inner));
                case "arg" -> {
                    attribute(tag, "value").ifPresent(words::add);
                    attribute(tag, "line").ifPresent(l -> words.addAll(split(l)));
                }
                case "delete" -> {
                    attribute(tag, "dir").ifPresent(d -> reader.command(List.of("rm", "-rf", d)));
                    attribute(tag, "file").ifPresent(f -> reader.command(List.of("rm", f)));
                }
                case "plugin" -> flush(words, reader);
                default -> {}
            }
        }
        flush(words, reader);
    }

    private static List<String> split(String line) {
        return Start.split(line).stream().map(w -> w.rendering()).toList();
    }

    private static void flush(List<String> words, RecipeReader reader) {
        reader.command(List.copyOf(words));
        words.clear();
    }

    private static Optional<String> attribute(String tag, String name) {
        int at = tag.indexOf(" " + name + "=");
        if (at < 0) {
            return Optional.empty();
        }
        int from = at + name.length() + 3;
        int end = from <= tag.length() ? tag.indexOf(tag.charAt(from - 1), from) : -1;
        return end < 0 ? Optional.empty() : Optional.of(tag.substring(from, end));
    }

    /** What follows one of the words up to the next in capitals, in CMake and what is like it. */
    static void calls(String content, List<String> marks, RecipeReader reader) {
        List<String> command = new ArrayList<>();
        boolean taking = false;
        for (String token : split(content.replace("(", " ( ").replace(")", " ) "))) {
            boolean ends = token.equals(")") || token.length() > 2 && isCapital(token);
            if (ends) {
                reader.command(List.copyOf(command));
                command.clear();
                taking = marks.contains(token);
            } else if (taking) {
                command.add(token);
            }
        }
        reader.command(command);
    }

    private static boolean isCapital(String token) {
        return token.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '_');
    }
}
