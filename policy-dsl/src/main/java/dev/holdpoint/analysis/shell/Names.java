package dev.holdpoint.analysis.shell;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What each line of an output is that is not known as a whole: the name of a file of which it is
 * known where it lies. {@code ls build/*.o} prints names that begin with {@code build/}, and {@code
 * find build -type f} those of files below it; {@code sort} and {@code head} leave lines as they
 * are.
 */
final class Names {

    /** Options of ls that order names, or have one a line. */
    private static final String ORDERING = "1tdrSUcuvX";

    /** Words of find that print otherwise, or lead out of where it starts. */
    private static final Set<String> OTHERWISE =
            Set.of(
                    "-printf",
                    "-fprintf",
                    "-fprint",
                    "-fprint0",
                    "-fls",
                    "-ls",
                    "-exec",
                    "-execdir",
                    "-ok",
                    "-okdir",
                    "-L",
                    "-follow",
                    "-H",
                    "-files0-from",
                    "-delete");

    private Names() {}

    /** The forms of the lines; empty where nothing is known. */
    static List<Word> of(String program, List<Word> words, List<String> arguments, Io.In in) {
        return switch (program) {
            case "ls" -> listed(words.subList(1, words.size()), arguments);
            case "find" -> found(words.subList(1, words.size()), arguments);
            case "sort", "head", "tail", "uniq", "grep", "egrep" ->
                    leavesLines(program, arguments) ? in.names() : List.of();
            default -> List.of();
        };
    }

    /**
     * Whether it prints some lines of its input, each as it is: {@code tail -n +3}, {@code sort
     * -r}.
     */
    private static boolean leavesLines(String program, List<String> arguments) {
        boolean selects = program.endsWith("grep");
        int operands = 0;
        String before = "";
        for (String a : arguments) {
            String letters =
                    switch (program) {
                        case "sort" -> "rnuVhfzbd";
                        case "head", "tail" -> "n+0123456789";
                        case "uniq" -> "";
                        default -> "viE";
                    };
            boolean option = a.startsWith("-") && a.length() > 1;
            boolean number = before.equals("-n") && !selects && !program.equals("sort");
            before = a;
            if (!option && selects && ++operands == 1) {
                continue;
            }
            String rest = option ? a.substring(1) : a;
            if (!option && !number || rest.isEmpty()) {
                return false;
            }
            for (int i = 0; i < rest.length(); i++) {
                if (letters.indexOf(rest.charAt(i)) < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Word> listed(List<Word> words, List<String> arguments) {
        List<Word> operands = new ArrayList<>();
        boolean itself = false;
        for (int i = 0; i < words.size(); i++) {
            String a = arguments.get(i);
            if (!a.startsWith("-")) {
                operands.add(words.get(i));
                continue;
            }
            for (int j = 1; j < a.length(); j++) {
                if (ORDERING.indexOf(a.charAt(j)) < 0) {
                    return List.of();
                }
            }
            itself |= a.indexOf('d') > 0;
        }
        boolean directory =
                operands.size() == 1 && operands.get(0).literal().isPresent() && !itself;
        if (directory) {
            return List.of(new Word(List.of(new Word.Part.Glob("*"))));
        }
        for (Word w : operands) {
            if (w.hasHole() || !itself && !isFile(w)) {
                return List.of();
            }
        }
        return operands;
    }

    /** By a pattern that ends in what files of a kind end in. */
    private static boolean isFile(Word pattern) {
        String text = pattern.rendering();
        int dot = text.lastIndexOf('.');
        return dot > text.lastIndexOf('/') && text.indexOf('*', dot) < 0 && dot < text.length() - 1;
    }

    private static List<Word> found(List<Word> words, List<String> arguments) {
        List<Word> names = new ArrayList<>();
        boolean below = false;
        int i = 0;
        while (i < words.size() && "-(!".indexOf((arguments.get(i) + " ").charAt(0)) < 0) {
            names.add(words.get(i++));
        }
        for (; i < words.size(); i++) {
            String a = arguments.get(i);
            if (OTHERWISE.contains(a) || Gap.in(a)) {
                return List.of();
            }
            String next = i + 1 < words.size() ? arguments.get(i + 1) : "";
            below |=
                    a.equals("-type") && next.equals("f")
                            || a.equals("-mindepth") && !next.equals("0");
            if (a.equals("-o")
                    || a.equals("-or")
                    || a.equals(",")
                    || a.equals("!")
                    || a.equals("-not")) {
                return List.of();
            }
        }
        List<Word> all = new ArrayList<>(below ? List.of() : names);
        for (Word start : names) {
            if (start.literal().isEmpty()) {
                return List.of();
            }
            all.add(
                    new Word(
                            List.of(
                                    new Word.Part.Literal(start.rendering() + "/"),
                                    new Word.Part.Glob("*"))));
        }
        return all;
    }
}
