package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Inquiry;
import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a call runs of itself, as far as the operation wrote them. A pattern is
 *
 * <ul>
 *   <li>a name: the file lies where the call runs, in a directory above, or in one that it names;
 *   <li>a name with a star: it lies anywhere, since such files are looked for below;
 *   <li>with a slash: the end of a path, wherever that is;
 *   <li>with a percent sign: that stands for the last part of one of the call's words;
 *   <li>{@code @}: one of the call's words names the file, or the input where it is a dash.
 * </ul>
 */
final class RecipeFiles {

    /**
     * What is to be read.
     *
     * @param path the file; empty for input
     * @param content its text, with {@link CodeTokens#HOLE} for what is not known
     * @param hidden nothing of it is known
     * @param whole false for a part of what is written there
     */
    record Text(String path, String content, boolean hidden, boolean whole) {}

    /** What those write is what stood there, but for what their own words say. */
    private static final Set<String> EDITING =
            Set.of("sed", "gsed", "perl", "patch", "sd", "rpl", "yq", "ed", "ex", "vim", "vi");

    /** What code calls that makes a text out of something nobody can read. */
    private static final List<String> DECODING =
            List.of(
                    "b64decode",
                    "fromhex",
                    "unhexlify",
                    "decompress",
                    "atob",
                    "decode64",
                    "fromCharCode",
                    "rot13",
                    "base64");

    /** Longer texts name no file. */
    private static final int LONGEST = 1_000;

    /** Shorter texts in code run nothing. */
    private static final int SHORTEST = 6;

    /** Of a command of more words anything may be named. */
    private static final int MOST_WORDS = 100;

    private final Call call;
    private final Inquiry inquiry;
    private final Set<String> named = new HashSet<>();
    private final Set<String> stems = new HashSet<>();
    private final boolean input;
    private final boolean anything;
    private List<String> patterns = List.of();

    RecipeFiles(Call call) {
        this.call = call;
        this.inquiry = call.setting().inquiry();
        this.input = readsInput(call);
        List<Word> words = call.command().words();
        this.anything = words.size() > MOST_WORDS;
        inquiry.spend(anything ? 1 : 30L * words.size());
        call.command().variables().values().forEach(this::name);
        for (Word w : words.subList(1, anything ? 1 : words.size())) {
            name(w);
            int equals = w.prefix().indexOf('=');
            if (equals > 0) {
                name(CallParser.suffix(w, equals + 1));
            } else if (w.prefix().startsWith("-") && w.prefix().length() > 2) {
                name(CallParser.suffix(w, 2));
            }
        }
    }

    /** Whether one of the words stands for the input. */
    static boolean readsInput(Call call) {
        for (Word w : call.command().words()) {
            String text = w.rendering();
            if (text.equals("-") || text.equals("/dev/stdin") || text.endsWith("=-")) {
                return true;
            }
        }
        return false;
    }

    private void name(Word word) {
        String text = word.rendering();
        String plain = text.startsWith("@") ? text.substring(1) : text;
        if (!plain.isEmpty() && !plain.equals("-")) {
            call.setting().path(Word.of(plain)).ifPresent(named::add);
            int cut = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf('/'));
            stems.add(plain.substring(cut + 1));
        }
    }

    /** Everything that matches one of the patterns. */
    List<Text> found(List<String> of) {
        patterns = of;
        List<Text> all = new ArrayList<>();
        List<String> paths = inquiry.writtenPaths();
        inquiry.spend(3L * paths.size() * patterns.size());
        for (String path : paths) {
            if (matches(path)) {
                inquiry.written(path).ifPresent(w -> add(path, w, all));
            }
        }
        for (String p : patterns) {
            boolean exact = p.indexOf('*') < 0 && p.indexOf('%') < 0 && p.indexOf('/') < 0;
            Optional<String> path = exact ? call.setting().path(Word.of(p)) : Optional.empty();
            path.filter(x -> !base(x).equals(p))
                    .flatMap(inquiry::written)
                    .ifPresent(w -> add(p, w, all)); // a link of that name
        }
        for (String code : inquiry.codes()) {
            ofCode(code, all);
        }
        if (input && patterns.contains("@")) {
            Feed feed = Feed.of(call);
            if (feed instanceof Feed.Text t) {
                all.add(new Text("", marked(t.content()), false, true));
            } else if (feed instanceof Feed.Hidden) {
                all.add(new Text("", "", true, true));
            }
        }
        return all;
    }

    private boolean matches(String path) {
        String base = base(path);
        for (String p : patterns) {
            if (p.equals("@")) {
                if (anything || named.contains(path)) {
                    return true;
                }
            } else if (p.startsWith("%")) {
                if (path.endsWith(p.substring(1)) && isStem(path, p.length() - 1)) {
                    return true;
                }
            } else if (p.indexOf('/') >= 0) {
                if (Globs.matches("*" + p, path)) {
                    return true;
                }
            } else if (Globs.matches(p, base) && (p.indexOf('*') >= 0 || isHere(path))) {
                return true;
            }
        }
        return false;
    }

    private boolean isStem(String path, int ending) {
        String stem = path.substring(0, path.length() - ending);
        return anything || stems.contains(stem.substring(stem.lastIndexOf('/') + 1));
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean isHere(String path) {
        int slash = path.lastIndexOf('/');
        String in = slash <= 0 ? "." : path.substring(0, slash);
        Optional<String> directory = Judgement.directory(call);
        if (directory.isEmpty() || in.equals("?") || named.contains(in) || named.contains(path)) {
            return true;
        }
        boolean told = !call.of(Meaning.What.DIRECTORY).isEmpty();
        String here = directory.get();
        return here.equals(in)
                || !told && (here.startsWith(in + "/") || in.equals(".") && !here.startsWith("/"));
    }

    private void add(String path, Word content, List<Text> all) {
        if (content.parts().size() == 1 && content.parts().get(0) instanceof Word.Part.Hole h) {
            if (isCopy(h)) {
                inquiry.codes().forEach(c -> all.add(new Text(path, c, false, false)));
                return;
            }
            String why = h.why();
            boolean edited =
                    why.startsWith("what ")
                            && why.endsWith(" wrote")
                            && EDITING.contains(why.substring(5, why.length() - 6));
            if (!edited) {
                all.add(new Text(path, "", true, true));
                return;
            }
            inquiry.codes().forEach(c -> all.add(new Text(path, c, false, false)));
            return;
        }
        Word rest = added(content);
        all.add(new Text(path, marked(rest), false, rest.parts().size() == content.parts().size()));
    }

    /** What is written behind what stood in a file before; all of it where nothing did. */
    static Word added(Word content) {
        List<Word.Part> parts = content.parts();
        boolean appended =
                parts.size() > 1 && parts.get(0) instanceof Word.Part.Hole h && isCopy(h);
        return appended ? new Word(parts.subList(1, parts.size())) : content;
    }

    /** What stood in a file that was there before stands there now. */
    private static boolean isCopy(Word.Part.Hole hole) {
        return hole.why().startsWith("the content of a file");
    }

    /** What code may have written: the texts in it, where one of them names such a file. */
    private void ofCode(String code, List<Text> all) {
        if (!inquiry.spend(4L * code.length())) {
            return;
        }
        List<CodeTokens.Token> tokens = CodeTokens.of(code, "python");
        Optional<String> file =
                tokens.stream()
                        .filter(t -> t.type() == CodeTokens.Type.TEXT)
                        .map(CodeTokens.Token::text)
                        .filter(this::isNamed)
                        .findFirst();
        if (file.isEmpty()) {
            for (String p : patterns) {
                if (p.indexOf('*') < 0 && code.contains("w " + p)) {
                    all.add(new Text(p, "", true, true)); // sed 'w FILE'
                }
            }
            return;
        }
        boolean decodes = DECODING.stream().anyMatch(code::contains);
        if (decodes) {
            all.add(new Text(file.get(), "", true, true));
        }
        for (int i = 0; i < tokens.size(); i++) {
            CodeTokens.Token t = tokens.get(i);
            boolean text = t.type() == CodeTokens.Type.TEXT || t.type() == CodeTokens.Type.TEMPLATE;
            if (text && t.text().length() >= SHORTEST) {
                String content = key(tokens, i).map(k -> entry(k, t.text())).orElse(t.text());
                all.add(new Text(file.get(), content, false, false));
            }
        }
    }

    /** What the text is assigned to: {@code d['scripts']['x'] = '…'}, {@code {x: '…'}}. */
    private static Optional<String> key(List<CodeTokens.Token> tokens, int i) {
        boolean assigned = i > 1 && (tokens.get(i - 1).is("=") || tokens.get(i - 1).is(":"));
        int at = assigned && tokens.get(i - 2).is("]") ? i - 3 : i - 2;
        if (!assigned || at < 0 || tokens.get(at).type() == CodeTokens.Type.SIGN) {
            return Optional.empty();
        }
        return Optional.of(tokens.get(at).text());
    }

    private static String entry(String key, String text) {
        String value = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return "{\"" + key + "\": \"" + value + "\"}";
    }

    private boolean isNamed(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\n') >= 0) {
            return false;
        }
        Optional<String> path = call.setting().path(Word.of(text));
        return path.filter(this::matches).isPresent();
    }

    /** The text, with a mark for what is not known. */
    static String marked(Word content) {
        StringBuilder text = new StringBuilder();
        for (Word.Part p : content.parts()) {
            if (p instanceof Word.Part.Literal l) {
                text.append(l.text());
            } else if (p instanceof Word.Part.Glob g) {
                text.append(g.pattern());
            } else {
                text.append(CodeTokens.HOLE);
            }
        }
        return text.toString();
    }
}
