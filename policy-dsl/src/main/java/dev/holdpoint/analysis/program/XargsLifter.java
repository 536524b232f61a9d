package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code xargs}: the command that its arguments begin, completed by what it reads. */
final class XargsLifter implements Lifter {

    private static final int MOST_LINES = 200;

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call) || call.arguments().isEmpty()) {
            draft.verb(Verb.READ).add(); // echoes what it reads
            return;
        }
        Effect xargs = draft.carrier().add();
        Optional<Word> mark =
                call.value("I")
                        .or(() -> call.value("replace"))
                        .or(() -> call.value("J"))
                        .or(
                                () ->
                                        call.has("replace")
                                                ? Optional.of(Word.of("{}"))
                                                : Optional.empty());
        Optional<List<Word>> items = items(call);
        List<Word> command = call.arguments();
        if (mark.isPresent() && mark.get().literal().isPresent()) {
            String text = mark.get().literal().get();
            List<Word> each = items.orElse(List.of(unread()));
            for (Word item : each) {
                List<Word> one = new ArrayList<>();
                command.forEach(w -> one.add(Start.replaced(w, text, item)));
                start(call, xargs, one);
            }
            return;
        }
        List<Word> all = new ArrayList<>(command);
        // what is read are words of their own, and no one knows how many
        all.addAll(items.orElse(List.of(Word.hole("what xargs reads is not known", true))));
        start(call, xargs, all);
    }

    private static void start(Call call, Effect xargs, List<Word> words) {
        Start.command(
                call, xargs, words, call.command().cwd(), new Command.Input.Text(Word.of("")));
    }

    private static Word unread() {
        return Word.hole("what xargs reads is not known", false);
    }

    private static Optional<List<Word>> items(Call call) {
        if (call.command().stdin() instanceof Command.Input.Unknown u) {
            boolean whole = call.has("null") || call.has("I") || call.has("delimiter");
            return call.has("arg-file")
                            || u.names().isEmpty()
                            || !whole && madeWithBlanks(call.setting())
                    ? Optional.empty()
                    : Optional.of(u.names());
        }
        if (call.has("arg-file") || !(call.command().stdin() instanceof Command.Input.Text t)) {
            return Optional.empty();
        }
        Optional<String> text = t.content().literal();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> delimiter =
                call.has("null")
                        ? Optional.of("\0")
                        : call.value("delimiter")
                                .flatMap(Word::literal)
                                .map(XargsLifter::unescaped);
        List<Word> items = new ArrayList<>();
        boolean lines = call.has("I") || call.has("replace");
        if (delimiter.filter(String::isEmpty).isPresent()) {
            return Optional.empty(); // xargs refuses it
        }
        if (delimiter.isPresent() || lines) {
            for (String item : cut(text.get(), delimiter.orElse("\n"))) {
                if (!item.isEmpty()) {
                    items.add(Word.of(lines ? item.strip() : item));
                }
            }
        } else {
            items.addAll(Start.split(text.get()));
        }
        return items.size() > MOST_LINES ? Optional.empty() : Optional.of(items);
    }

    /** Of a name with a blank in it xargs makes two, and the second may be anybody's. */
    private static boolean madeWithBlanks(Setting setting) {
        for (Effect e : setting.inquiry().since(0)) {
            if (e.fact(Attribute.PATHS_WRITTEN) instanceof Fact.Texts t
                    && (!t.complete()
                            || t.elements().stream().anyMatch(p -> p.indexOf(' ') >= 0))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> cut(String text, String delimiter) {
        List<String> items = new ArrayList<>();
        int from = 0;
        int at = text.indexOf(delimiter);
        while (at >= 0) {
            items.add(text.substring(from, at));
            from = at + delimiter.length();
            at = text.indexOf(delimiter, from);
        }
        items.add(text.substring(from));
        return items;
    }

    private static String unescaped(String delimiter) {
        return switch (delimiter) {
            case "\\n" -> "\n";
            case "\\t" -> "\t";
            case "\\0" -> "\0";
            default -> delimiter;
        };
    }
}
