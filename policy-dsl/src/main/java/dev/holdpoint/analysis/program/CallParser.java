package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the words of a command with the grammar that the catalog has of its program. Linear. */
final class CallParser {

    private final Call call;
    private final List<Word> words;
    private final Program.Style style;
    private Node node;
    private int next = 1;

    private CallParser(Call call, Program program) {
        this.call = call;
        this.words = call.command().words();
        this.style = program.style();
        this.node = program.root();
    }

    /** A call of a program that the catalog has. */
    static Call parse(String name, Program program, Setting setting) {
        Call call = new Call(name, Optional.of(program), setting);
        new CallParser(call, program).run();
        return call;
    }

    /** A call of a program that the catalog does not have: what begins with a dash is an option. */
    static Call unlisted(String name, Setting setting) {
        Call call = new Call(name, Optional.empty(), setting);
        List<Word> words = setting.command().words();
        boolean ended = false;
        for (Word w : words.subList(1, words.size())) {
            String prefix = w.prefix();
            if (ended || !prefix.startsWith("-") || prefix.length() < 2) {
                call.add(w);
                if (prefix.isEmpty() && w.hasHole() && splits(w)) {
                    call.setUncertain();
                }
            } else if (prefix.equals("--")) {
                ended = true;
            } else {
                int equals = prefix.indexOf('=');
                call.flag(Option.bare(equals < 0 ? prefix : prefix.substring(0, equals)));
            }
        }
        return call;
    }

    private void run() {
        boolean ended = style == Program.Style.NONE;
        boolean choosing = node.hasChildren();
        while (next < words.size()) {
            Word w = words.get(next);
            String prefix = w.prefix();
            if (!ended && isOption(prefix, w)) {
                next++;
                option(w, prefix);
                continue;
            }
            if (!ended && prefix.equals("--") && w.literal().isPresent()) {
                next++;
                ended = true;
                call.flag("--");
                continue;
            }
            if (prefix.isEmpty() && w.hasHole() && splits(w)) {
                call.setUncertain();
            }
            if (choosing) {
                Optional<Node> child = w.literal().flatMap(node::descend);
                if (child.isPresent()) {
                    node = child.get();
                    call.descend(w.literal().orElseThrow(), node);
                    choosing = node.hasChildren();
                    next++;
                    continue;
                }
                if (w.hasHole() && call.arguments().isEmpty()) {
                    call.setHiddenSubcommand();
                }
                choosing = false;
            }
            int commandAt = commandAt();
            if (call.arguments().size() == commandAt) {
                call.starts(words.subList(next, words.size()));
                return;
            }
            call.add(w);
            next++;
            if (style == Program.Style.POSIX && commandAt < 0) {
                ended = true;
            }
        }
    }

    private static boolean splits(Word w) {
        return w.parts().get(0) instanceof Word.Part.Hole h && h.splits();
    }

    /** The index of the argument at which a command begins, or -1. */
    private int commandAt() {
        for (Node.Arguments a : node.arguments) {
            if (a.condition().test(call) == Condition.Truth.NO) {
                continue;
            }
            for (int i = 0; i < a.meanings().size(); i++) {
                if (a.meanings().get(i).what() == Meaning.What.COMMAND) {
                    return i;
                }
            }
        }
        return -1;
    }

    private boolean isOption(String prefix, Word w) {
        if (prefix.length() < 2) {
            return false;
        }
        char c = prefix.charAt(0);
        if (c == '-') {
            return !(prefix.equals("--") && w.literal().isPresent());
        }
        return (c == '+' || c == '/') && node.option(prefix.toLowerCase(Locale.ROOT)).isPresent();
    }

    private void option(Word w, String prefix) {
        if (prefix.charAt(0) != '-') {
            node.option(prefix.toLowerCase(Locale.ROOT)).ifPresent(o -> take(o, Optional.empty()));
            return;
        }
        boolean isLong = prefix.startsWith("--");
        if (isLong || style == Program.Style.SINGLE || node.option(prefix).isPresent()) {
            int equals = prefix.indexOf('=');
            String spelling = equals < 0 ? prefix : prefix.substring(0, equals);
            Optional<Word> attached =
                    equals < 0 ? Optional.empty() : Optional.of(suffix(w, equals + 1));
            Optional<Option> option = find(spelling, isLong);
            if (option.isPresent()) {
                take(option.get(), attached);
                return;
            }
            if (isLong || style == Program.Style.SINGLE) {
                unlisted(spelling, attached, w);
                return;
            }
        }
        cluster(w, prefix);
    }

    private Optional<Option> find(String spelling, boolean isLong) {
        Optional<Option> exact = node.option(spelling);
        if (exact.isPresent()) {
            return exact;
        }
        if (style == Program.Style.SINGLE) {
            String other = isLong ? spelling.substring(1) : "-" + spelling;
            return node.option(other).or(() -> node.option(spelling.toLowerCase(Locale.ROOT)));
        }
        return spelling.length() > 2 ? node.abbreviated(spelling) : Optional.empty();
    }

    private void unlisted(String spelling, Optional<Word> attached, Word w) {
        String name = Option.bare(spelling);
        if (name.startsWith("no-")) {
            call.drop(name.substring(3));
        }
        if (attached.isPresent()) {
            call.flag(name, attached.get(), Meaning.PLAIN);
        } else {
            call.flag(name);
        }
        if (w.hasHole() && attached.isEmpty()) {
            call.setUncertain();
        }
    }

    private void cluster(Word w, String prefix) {
        for (int i = 1; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            Optional<Option> option = node.option("-" + c);
            if (option.isEmpty()) {
                if (c == '=') {
                    return;
                }
                if (Character.isDigit(c)) {
                    continue; // -0777ne, xz -9e
                }
                call.flag(String.valueOf(c));
                continue;
            }
            Option o = option.get();
            boolean last = i == prefix.length() - 1 && w.parts().size() == 1;
            if (o.takes() == Option.Takes.NOTHING) {
                call.flag(o.name());
            } else {
                take(o, last ? Optional.empty() : Optional.of(suffix(w, i + 1)));
                return;
            }
        }
        if (w.hasHole()) {
            call.setUncertain();
        }
    }

    private void take(Option o, Optional<Word> attached) {
        if (o.takes() == Option.Takes.VALUE && attached.isEmpty()) {
            if (next < words.size()) {
                call.flag(o.name(), words.get(next++), o.meaning());
            } else {
                call.flag(o.name());
            }
        } else if (attached.isPresent()) {
            call.flag(o.name(), attached.get(), o.meaning());
        } else {
            call.flag(o.name());
        }
    }

    /** The word without the first characters of its literal beginning. */
    static Word suffix(Word w, int from) {
        String prefix = w.prefix();
        List<Word.Part> rest = new ArrayList<>();
        if (from < prefix.length()) {
            rest.add(new Word.Part.Literal(prefix.substring(from)));
        }
        rest.addAll(w.parts().subList(1, w.parts().size()));
        return new Word(rest);
    }
}
