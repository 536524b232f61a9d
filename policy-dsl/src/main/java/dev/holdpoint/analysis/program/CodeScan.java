package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.analysis.program.CodeTokens.Token;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A conservative look at source code for the calls that reach outside. It is no interpreter: it
 * sees a call with constant arguments, and it sees that a call computes what it runs; of everything
 * else it says nothing, and the code stays {@code run}.
 */
final class CodeScan {

    private static final int MOST_NESTED = 4;

    /** Receivers whose {@code delete}, {@code exec} … are no calls of the outside. */
    private static final Set<String> DECODERS =
            Set.of(
                    "b64decode",
                    "fromhex",
                    "unhexlify",
                    "fromCharCode",
                    "atob",
                    "decode_base64",
                    "base64_decode",
                    "unpack",
                    "decode",
                    "chr",
                    "unescape",
                    "Base64.decode64",
                    "gzinflate",
                    "str_rot13",
                    "hex2bin",
                    "marshal.loads",
                    "zlib.decompress",
                    "fromCodePoint");

    /** Languages in which arguments may follow a name without a parenthesis. */
    private static final Set<String> BARE =
            Set.of("perl", "ruby", "php", "lua", "lisp", "gnuplot", "elixir", "groovy");

    private final Sinks sinks;
    private final Call call;
    private final Effect parent;
    private final String language;
    private final Map<String, Token> constants = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final int depth;
    private List<Token> tokens = List.of();
    private boolean hidden;
    private Verb verb = Verb.RUN;
    private final List<Runnable> found = new ArrayList<>();

    CodeScan(Sinks sinks, Call call, Effect parent, String language, int depth) {
        this.sinks = sinks;
        this.call = call;
        this.parent = parent;
        this.language = language;
        this.depth = depth;
    }

    /** Reads the code. */
    CodeScan read(String code) {
        tokens = CodeTokens.of(code, language);
        for (int i = 0; i < tokens.size(); i++) {
            Token t = tokens.get(i);
            if (t.type() == CodeTokens.Type.COMMAND) {
                shell(t);
            } else if (t.type() == CodeTokens.Type.NAME) {
                name(i);
            }
        }
        return this;
    }

    /** True where the code computes what it runs. */
    boolean isHidden() {
        return hidden;
    }

    /** What the code itself does, beyond what it starts. */
    Verb verb() {
        return verb;
    }

    /** Hands on what was found. */
    void start() {
        found.forEach(Runnable::run);
    }

    private void name(int i) {
        String name = tokens.get(i).text();
        if (i + 1 < tokens.size() && tokens.get(i + 1).is("=") && i + 2 < tokens.size()) {
            Token value = tokens.get(i + 2);
            if (value.type() == CodeTokens.Type.TEXT || value.type() == CodeTokens.Type.TEMPLATE) {
                constants.put(name, value);
            } else if (!value.is("=")) {
                constants.remove(name);
            }
        }
        if (name.equals("import") && language.equals("python")) {
            imports(i);
            return;
        }
        Optional<String> kind = sinks.kind(language, receiver(i) + unaliased(name));
        if (kind.isEmpty() || isDefinition(i)) {
            return;
        }
        int open = i + 1;
        if (open >= tokens.size()) {
            return;
        }
        boolean parenthesis = tokens.get(open).is("(");
        boolean bare = BARE.contains(language);
        if (!parenthesis && !(bare && beginsArgument(tokens.get(open)))) {
            return;
        }
        sink(kind.get(), name, arguments(parenthesis ? open + 1 : open, parenthesis));
    }

    /** {@code import subprocess as s}, {@code from os import system as run}. */
    private void imports(int i) {
        String module = "";
        if (i >= 2 && tokens.get(i - 2).text().equals("from")) {
            module = tokens.get(i - 1).text() + ".";
        }
        for (int j = i + 1;
                j < tokens.size() && tokens.get(j).type() == CodeTokens.Type.NAME;
                j++) {
            String name = tokens.get(j).text();
            boolean as = j + 2 < tokens.size() && tokens.get(j + 1).text().equals("as");
            aliases.put(as ? tokens.get(j + 2).text() : name, module + name);
            j += as ? 3 : 1;
            if (j >= tokens.size() || !tokens.get(j).is(",")) {
                break;
            }
        }
    }

    private String unaliased(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String real = aliases.get(first);
        return real == null ? name : real + (dot < 0 ? "" : name.substring(dot));
    }

    /** {@code require('fs').rmSync}: what a call returned is named by the module it loaded. */
    private String receiver(int i) {
        if (i < 2 || !tokens.get(i - 1).is(".") || !tokens.get(i - 2).is(")")) {
            return "";
        }
        for (int j = i - 3; j >= 0 && j > i - 6; j--) {
            if (tokens.get(j).type() == CodeTokens.Type.TEXT) {
                String module = tokens.get(j).text();
                return module.substring(module.lastIndexOf(':') + 1) + ".";
            }
        }
        return "";
    }

    private boolean isDefinition(int i) {
        if (i == 0) {
            return false;
        }
        String before = tokens.get(i - 1).text();
        return before.equals("def")
                || before.equals("function")
                || before.equals("sub")
                || before.equals("import");
    }

    private static boolean beginsArgument(Token t) {
        return t.type() == CodeTokens.Type.TEXT
                || t.type() == CodeTokens.Type.TEMPLATE
                || t.is("[")
                || (t.type() == CodeTokens.Type.NAME && t.text().startsWith("$"));
    }

    /** The tokens up to the end of the call. */
    private List<Token> arguments(int from, boolean parenthesis) {
        int level = 0;
        int i = from;
        while (i < tokens.size()) {
            Token t = tokens.get(i);
            if (t.is("(") || t.is("[") || t.is("{")) {
                level++;
            } else if (t.is(")") || t.is("]") || t.is("}")) {
                if (--level < 0) {
                    break;
                }
            } else if (!parenthesis && level == 0 && (t.is(";") || t.is("}"))) {
                break;
            }
            i++;
        }
        return tokens.subList(from, i);
    }

    private void sink(String kind, String name, List<Token> arguments) {
        switch (kind) {
            case "shell" -> shellCall(name, arguments);
            case "argv" -> argv(arguments, false);
            case "argv0" -> argv(arguments, true);
            case "destroy" -> destroy(arguments);
            case "write" -> verb = verb.or(Verb.RUN);
            case "grant" -> verb = verb.or(Verb.GRANT);
            case "sql" -> sql(arguments);
            case "request" -> request(arguments);
            case "code" -> code(name, arguments);
            default -> http(kind.substring(kind.indexOf(':') + 1), arguments);
        }
    }

    private Optional<Token> first(List<Token> arguments) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        Token t = arguments.get(0);
        boolean alone =
                arguments.size() == 1
                        || arguments.get(1).is(",")
                        || arguments.get(1).is(")")
                        || arguments.get(1).is("]");
        if (t.type() == CodeTokens.Type.NAME && alone && constants.containsKey(t.text())) {
            return Optional.of(constants.get(t.text()));
        }
        boolean joined =
                arguments.size() > 1
                        && (arguments.get(1).is("+")
                                || arguments.get(1).is("%")
                                || arguments.get(1).is("."));
        if (t.type() == CodeTokens.Type.TEXT && joined) {
            return Optional.of(new Token(CodeTokens.Type.TEMPLATE, t.text()));
        }
        return Optional.of(t);
    }

    private void shellCall(String name, List<Token> arguments) {
        Optional<Token> first = first(arguments);
        if (first.isEmpty()) {
            return;
        }
        Token t = first.get();
        if (t.is("[") || hasSecondText(arguments)) {
            argv(arguments, false);
            return;
        }
        boolean ambiguous =
                name.endsWith(".exec")
                        && !name.contains("child_process")
                        && language.equals("javascript");
        boolean callback = language.equals("javascript") && name.equals("exec");
        if ((ambiguous || callback)
                && t.type() != CodeTokens.Type.TEXT
                && t.type() != CodeTokens.Type.TEMPLATE) {
            return; // most likely a regular expression's
        }
        shell(t);
    }

    private static boolean hasSecondText(List<Token> arguments) {
        return arguments.size() >= 3
                && arguments.get(0).type() == CodeTokens.Type.TEXT
                && arguments.get(1).is(",")
                && arguments.get(2).type() == CodeTokens.Type.TEXT;
    }

    private void shell(Token t) {
        if (t.type() == CodeTokens.Type.TEXT || t.type() == CodeTokens.Type.COMMAND) {
            Word script = Word.of(t.text());
            found.add(() -> Start.script(call, parent, script));
        } else if (t.type() == CodeTokens.Type.TEMPLATE) {
            // the start of a command line tells the program, what is put in tells nothing
            Word script = template(t.text());
            found.add(() -> Start.script(call, parent, script));
        } else {
            hidden = true;
        }
    }

    private static Word template(String text) {
        int cut = text.length();
        for (String mark : List.of("${", "#{", "{", "$", "%")) {
            int at = text.indexOf(mark);
            if (at >= 0) {
                cut = Math.min(cut, at);
            }
        }
        return Start.concatenated(
                List.of(Word.of(text.substring(0, cut)), Word.hole("computed by the code", true)));
    }

    /**
     * @param twice where the program is named again as the first of its own words, and a mode may
     *     come before it
     */
    private void argv(List<Token> arguments, boolean twice) {
        List<Word> words = new ArrayList<>();
        boolean list = !arguments.isEmpty() && arguments.get(0).is("[");
        boolean shell = false;
        boolean keyword = false;
        for (int i = 0; i < arguments.size(); i++) {
            Token t = arguments.get(i);
            boolean named = i + 1 < arguments.size() && arguments.get(i + 1).is("=");
            keyword |= named || t.is("{");
            if (t.type() == CodeTokens.Type.NAME
                    && t.text().equals("shell")
                    && i + 2 < arguments.size()) {
                String v = arguments.get(i + 2).text();
                shell |= v.equals("True") || v.equals("true");
            }
            if (keyword) {
                continue;
            }
            if (t.type() == CodeTokens.Type.TEXT) {
                words.add(Word.of(t.text()));
            } else if (t.type() == CodeTokens.Type.TEMPLATE) {
                words.add(template(t.text()));
            } else if (t.type() == CodeTokens.Type.NAME) {
                Token constant = constants.get(t.text());
                words.add(
                        constant != null && constant.type() == CodeTokens.Type.TEXT
                                ? Word.of(constant.text())
                                : Word.hole("computed by the code", false));
            }
        }
        if (twice && words.size() > 1 && words.get(0).prefix().isEmpty()) {
            words.remove(0); // os.P_WAIT
        }
        if (twice && words.size() > 1) {
            words.remove(1);
        }
        if (words.isEmpty()) {
            return;
        }
        boolean one = words.size() == 1 && !list;
        if (shell || (one && words.get(0).rendering().contains(" "))) {
            Word script = words.get(0);
            found.add(() -> Start.script(call, parent, script));
        } else {
            boolean unknown = words.get(0).prefix().isEmpty();
            if (unknown) {
                hidden |= decodes(arguments) || one;
                return;
            }
            found.add(() -> Start.command(call, parent, words));
        }
    }

    private void destroy(List<Token> arguments) {
        Optional<Token> first = first(arguments);
        List<Word> words = new ArrayList<>(CommandReader.words("rm", "-rf", "--"));
        boolean known = false;
        for (Token t : arguments) {
            if (t.type() == CodeTokens.Type.TEXT && !t.text().isEmpty()) {
                words.add(Word.of(t.text()));
                known = true;
                break;
            }
        }
        if (!known) {
            words.add(
                    first.filter(t -> t.type() == CodeTokens.Type.TEXT)
                            .map(t -> Word.of(t.text()))
                            .orElse(Word.hole("computed by the code", false)));
        }
        found.add(() -> Start.command(call, parent, words));
    }

    private void sql(List<Token> arguments) {
        Optional<Token> first = first(arguments);
        if (first.isEmpty()) {
            return;
        }
        String text = first.get().text();
        if (first.get().type() == CodeTokens.Type.TEXT && looksLikeSql(text)) {
            found.add(
                    () ->
                            call.setting()
                                    .inquiry()
                                    .read(
                                            new Operation.Sql(
                                                    "generic",
                                                    List.of(text),
                                                    List.of(),
                                                    Optional.empty()),
                                            Optional.of(parent)));
        } else if (first.get().type() == CodeTokens.Type.TEMPLATE && destroysInSql(text)) {
            verb = verb.or(Verb.DESTROY);
        }
    }

    private static boolean looksLikeSql(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        for (String verb :
                List.of(
                        "select ",
                        "delete ",
                        "drop ",
                        "truncate ",
                        "update ",
                        "insert ",
                        "alter ",
                        "create ",
                        "grant ",
                        "revoke ",
                        "with ",
                        "merge ",
                        "replace ")) {
            if (t.startsWith(verb)) {
                return true;
            }
        }
        return false;
    }

    private static boolean destroysInSql(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        return t.startsWith("drop ") || t.startsWith("delete ") || t.startsWith("truncate ");
    }

    private void http(String method, List<Token> arguments) {
        Optional<Token> first = first(arguments);
        Optional<String> url = first.filter(t -> t.text().contains("://")).map(Token::text);
        if (url.isEmpty()) {
            return;
        }
        send(
                method,
                first.get().type() == CodeTokens.Type.TEXT ? url.get() : placeholder(url.get()),
                arguments);
    }

    private static String placeholder(String template) {
        int cut = template.indexOf('{');
        int dollar = template.indexOf('$');
        int at = cut < 0 ? dollar : dollar < 0 ? cut : Math.min(cut, dollar);
        return at < 0 ? template + "${unknown}" : template.substring(0, at) + "${unknown}";
    }

    /** The method stands as an option ({@code method: 'DELETE'}) or first. */
    private void request(List<Token> arguments) {
        String method = "GET";
        Optional<String> url = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            Token t = arguments.get(i);
            if (t.type() != CodeTokens.Type.TEXT && t.type() != CodeTokens.Type.TEMPLATE) {
                continue;
            }
            if (t.text().contains("://") && url.isEmpty()) {
                url =
                        Optional.of(
                                t.type() == CodeTokens.Type.TEXT
                                        ? t.text()
                                        : placeholder(t.text()));
            } else if (Set.of("DELETE", "POST", "PUT", "PATCH", "HEAD", "OPTIONS")
                    .contains(t.text().toUpperCase(Locale.ROOT))) {
                method = t.text().toUpperCase(Locale.ROOT);
            }
        }
        if (url.isPresent()) {
            send(method, url.get(), arguments);
        } else if (method.equals("DELETE")) {
            verb = verb.or(Verb.DESTROY);
        }
    }

    private void send(String method, String url, List<Token> arguments) {
        String body = "";
        for (Token t : arguments) {
            String text = t.text().strip();
            boolean document =
                    text.startsWith("mutation")
                            || text.startsWith("{\"")
                            || text.startsWith("query ");
            if (t.type() == CodeTokens.Type.TEXT && document) {
                body =
                        text.startsWith("{")
                                ? text
                                : "{\"query\":\""
                                        + text.replace("\\", "\\\\")
                                                .replace("\"", "\\\"")
                                                .replace("\n", " ")
                                        + "\"}";
            }
        }
        String content = body;
        boolean carries = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
        boolean data =
                arguments.stream()
                        .anyMatch(
                                t ->
                                        t.type() == CodeTokens.Type.NAME
                                                && Set.of("json", "data", "body")
                                                        .contains(t.text()));
        Body sent =
                !content.isEmpty()
                        ? Body.of(content)
                        : carries && data
                                ? new Body.Unread("the code computes the body")
                                : Body.EMPTY;
        List<Operation.Field> headers =
                content.isEmpty()
                        ? List.of()
                        : List.of(new Operation.Field("Content-Type", "application/json"));
        found.add(
                () ->
                        call.setting()
                                .inquiry()
                                .read(
                                        new Operation.Http(method, url, headers, sent),
                                        Optional.of(parent)));
    }

    private void code(String name, List<Token> arguments) {
        Optional<Token> first = first(arguments);
        if (first.isEmpty() || first.get().is("{")) {
            return; // perl's eval { … } is a block of this code
        }
        if (first.get().type() == CodeTokens.Type.TEXT && depth < MOST_NESTED) {
            CodeScan nested = new CodeScan(sinks, call, parent, language, depth + 1);
            nested.read(first.get().text());
            hidden |= nested.hidden;
            verb = verb.or(nested.verb);
            found.addAll(nested.found);
        } else if (name.equals("eval") && language.equals("python") && !decodes(arguments)) {
            verb = verb.or(Verb.RUN); // an expression
            hidden = true;
        } else {
            hidden = true;
        }
    }

    private static boolean decodes(List<Token> arguments) {
        return arguments.stream()
                .anyMatch(
                        t ->
                                t.type() == CodeTokens.Type.NAME
                                        && DECODERS.contains(
                                                t.text().substring(t.text().lastIndexOf('.') + 1)));
    }
}
