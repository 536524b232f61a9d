package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code curl}: the requests that it would send. Source: curl(1), 8.11. */
final class CurlLifter implements Lifter {

    private static final int MOST_CONFIG_FILES = 4;

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call) || call.has("manual")) {
            draft.verb(Verb.READ).add();
            return;
        }
        List<Call> groups = new ArrayList<>();
        for (List<Word> words : groups(call.command().words())) {
            Optional<List<Word>> whole = withConfigs(call, words, 0);
            if (whole.isEmpty()) {
                draft.hidden("a curl configuration could not be read").add();
                return;
            }
            groups.add(
                    CallParser.parse(
                            call.name(),
                            call.program().orElseThrow(),
                            call.setting().with(whole.get())));
        }
        List<CurlRequest> requests = new ArrayList<>();
        Verb verb = Verb.READ;
        for (Call group : groups) {
            if (hidesOptions(group)) {
                draft.hidden("a word of curl could not be read").add();
                return;
            }
            CurlRequest request = CurlRequest.of(group);
            requests.add(request);
            verb = verb.or(request.outside(draft));
            draft.secrets(request.secrets());
        }
        if (verb == Verb.READ) {
            draft.carrier();
        } else {
            draft.verb(verb);
        }
        Effect curl = draft.add();
        for (CurlRequest request : requests) {
            for (Operation o : request.operations()) {
                call.setting().inquiry().read(o, Optional.of(curl));
            }
        }
    }

    /** An unquoted expansion may be options, unless it stands where the only URL must. */
    private static boolean hidesOptions(Call group) {
        if (!group.uncertain()) {
            return false;
        }
        return group.arguments().size() + group.values("url").size() > 1;
    }

    /** {@code --next} begins another request. */
    private static List<List<Word>> groups(List<Word> words) {
        List<List<Word>> groups = new ArrayList<>();
        List<Word> current = new ArrayList<>();
        current.add(words.get(0));
        for (Word w : words.subList(1, words.size())) {
            String p = w.prefix();
            if (p.equals("--next") || p.equals("-:")) {
                groups.add(current);
                current = new ArrayList<>();
                current.add(words.get(0));
            } else {
                current.add(w);
            }
        }
        groups.add(current);
        return groups;
    }

    /** The words with those of every {@code -K} file; empty where one could not be read. */
    private static Optional<List<Word>> withConfigs(Call call, List<Word> words, int depth) {
        Call parsed =
                CallParser.parse(
                        call.name(), call.program().orElseThrow(), call.setting().with(words));
        List<Word> configs = parsed.values("config");
        if (configs.isEmpty()) {
            return Optional.of(words);
        }
        if (depth >= MOST_CONFIG_FILES) {
            return Optional.empty();
        }
        List<Word> all = new ArrayList<>(words);
        for (Word c : configs) {
            Optional<Word> text;
            if (c.literal().filter("-"::equals).isPresent()) {
                text =
                        Feed.of(call) instanceof Feed.Text t
                                ? Optional.of(t.content())
                                : Optional.empty();
            } else {
                text = ScriptFiles.text(call.setting(), c);
            }
            if (text.flatMap(Word::literal).isEmpty()) {
                return Optional.empty();
            }
            all.addAll(configWords(text.get().literal().get()));
        }
        return Optional.of(all);
    }

    /** One option a line: {@code url = "x"}, {@code -d @f}, {@code request=DELETE}. */
    private static List<Word> configWords(String text) {
        List<Word> words = new ArrayList<>();
        for (String raw : text.split("\n", -1)) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int cut = 0;
            while (cut < line.length()
                    && !Character.isWhitespace(line.charAt(cut))
                    && line.charAt(cut) != '='
                    && line.charAt(cut) != ':') {
                cut++;
            }
            String name = line.substring(0, cut);
            words.add(Word.of(name.startsWith("-") ? name : "--" + name));
            String rest = line.substring(cut).strip();
            if (rest.startsWith("=") || rest.startsWith(":")) {
                rest = rest.substring(1).strip();
            }
            if (!rest.isEmpty()) {
                words.add(rest.startsWith("\"") ? Start.split(rest).get(0) : Word.of(rest));
            }
        }
        return words;
    }

    /** A request that could not be made out. */
    static Operation unreadable(String why) {
        return new Operation.Unreadable(Kind.HTTP, why);
    }

    static boolean isHttp(String url) {
        int colon = url.indexOf("://");
        if (colon < 0) {
            return true;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https");
    }
}
