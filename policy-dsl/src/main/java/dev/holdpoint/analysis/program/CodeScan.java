package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.program.CodeTokens.Token;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A conservative look at source code for what reaches outside. It is no interpreter: it sees a call
 * with constant arguments, and it sees that code computes what it runs, by whatever name it takes
 * it; of everything else it says nothing, and the code stays {@code run}. {@link CodeNames} knows
 * what names stand for, {@link CodeCalls} hands on what the calls start.
 */
final class CodeScan {

    private static final int MOST_NESTED = 4;

    /**
     * Tokens of one call that are looked at; calls stand in calls, so that this bounds the work.
     */
    private static final int MOST_ARGUMENTS = 200;

    /** Kinds of calls that run what they are given. */
    private static final Set<String> RUNNING = Set.of("shell", "argv", "argv0", "builder", "code");

    /** Languages in which arguments may follow a name without a parenthesis. */
    private static final Set<String> BARE =
            Set.of(
                    "perl",
                    "ruby",
                    "php",
                    "lua",
                    "lisp",
                    "gnuplot",
                    "elixir",
                    "groovy",
                    "raku",
                    "ocaml",
                    "haskell",
                    "applescript");

    /** Objects whose members are everything that the language has. */
    private static final Set<String> EVERYTHING =
            Set.of(
                    "globals",
                    "locals",
                    "vars",
                    "__builtins__",
                    "builtins",
                    "globalThis",
                    "global",
                    "window",
                    "__dict__",
                    "_G",
                    "_ENV");

    /** Libraries whose calls are the operations of a provider, named for what they do. */
    private static final List<String> PROVIDERS =
            List.of(
                    "boto3",
                    "botocore",
                    "aioboto3",
                    "aws-sdk",
                    "google.cloud",
                    "@google-cloud",
                    "googleapiclient",
                    "googleapis",
                    "azure.",
                    "@azure",
                    "kubernetes",
                    "octokit",
                    "github",
                    "stripe",
                    "digitalocean",
                    "linode_api4",
                    "hcloud",
                    "cloudflare",
                    "supabase",
                    "pymongo",
                    "mongodb");

    private static final List<String> DESTROYING =
            List.of("delete", "terminate", "destroy", "purge", "drop", "deregister");

    private final Sinks sinks;
    private final Call call;
    private final Effect parent;
    private final String language;
    private final int depth;
    private final List<Runnable> found = new ArrayList<>();
    private boolean hidden;
    private boolean exhausted;
    private Verb verb = Verb.RUN;
    private List<Token> tokens = List.of();
    private CodeNames names;
    private CodeCalls calls;
    private boolean provider;

    CodeScan(Sinks sinks, Call call, Effect parent, String language, int depth) {
        this.sinks = sinks;
        this.call = call;
        this.parent = parent;
        this.language = language;
        this.depth = depth;
        this.names = new CodeNames(sinks, language, tokens);
        this.calls = new CodeCalls(call, parent, names, language, found);
    }

    /** Reads the code. */
    CodeScan read(String code) {
        if (!affords(code.length())) {
            return this;
        }
        tokens = CodeTokens.of(code, language);
        names = new CodeNames(sinks, language, tokens);
        calls = new CodeCalls(call, parent, names, language, found);
        provider = PROVIDERS.stream().anyMatch(code::contains);
        for (int i = 0; i < tokens.size() && !exhausted; i++) {
            Token t = tokens.get(i);
            switch (t.type()) {
                case COMMAND -> calls.shell(t);
                case NAME -> i = name(i);
                case SIGN -> i = sign(i);
                default -> {}
            }
        }
        hidden |= calls.isHidden();
        return this;
    }

    /**
     * Calls lie within one another, and a constant may be used often: what that costs is counted,
     * and code past the bound is hidden.
     */
    private boolean affords(long steps) {
        exhausted |= !call.setting().inquiry().spend(steps);
        hidden |= exhausted;
        return !exhausted;
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

    /** Reads what begins with the name; the index to go on after. */
    private int name(int i) {
        String name = tokens.get(i).text();
        int noted = names.note(i);
        if (noted > i) {
            return noted;
        }
        if (name.startsWith("$") && names.is(i + 1, "(")) {
            names.constant(name).ifPresent(f -> variable(f, i)); // PHP's $f('x')
        }
        String qualified = names.receiver(i) + names.unaliased(name);
        if (isDefinition(i)) {
            return i;
        }
        Optional<String> kind = sinks.kind(language, qualified);
        if (kind.isEmpty()) {
            ofProvider(qualified, i);
            return i;
        }
        int open = i + 1;
        boolean parenthesis = names.is(open, "(");
        boolean bare =
                BARE.contains(language)
                        && open < tokens.size()
                        && beginsArgument(tokens.get(open), kind.get());
        boolean quoted = open < tokens.size() && name.endsWith("$") && isString(tokens.get(open));
        if (language.equals("perl") && kind.get().equals("shell") && names.is(open, "{")) {
            hidden = true; // exec {'program'} …
        } else if (parenthesis || bare || quoted) {
            sink(kind.get(), qualified, arguments(parenthesis ? open + 1 : open, parenthesis), i);
        } else if (statement(kind.get(), i)) {
            verb = verb.or(Verb.DESTROY); // unlink for @files; Pathname('x').rmtree
        } else if (qualified.indexOf('.') > 0 && !names.is(open, "=") && !names.is(open, ":")) {
            referenced(kind.get(), qualified);
        } else if (kind.get().equals("code") && names.is(i - 1, "(") && names.is(open, ")")) {
            hidden = true; // .then(eval)
        }
        return i;
    }

    private void variable(Token function, int i) {
        hidden |= function.type() != CodeTokens.Type.TEXT;
        named(function, "", i + 2);
    }

    /** A builtin without arguments that one can see takes what the language has at hand. */
    private boolean statement(String kind, int i) {
        boolean key =
                names.is(i - 1, "{") && names.is(i + 1, "}")
                        || names.is(i + 1, "=")
                        || names.isBuildOutput(i + 1);
        boolean destroys = kind.equals("destroy") || kind.equals("wipe");
        return BARE.contains(language) && destroys && !key;
    }

    /** A function that reaches outside is handed about: called elsewhere, with who knows what. */
    private void referenced(String kind, String qualified) {
        if (kind.equals("destroy")) {
            verb = verb.or(Verb.DESTROY);
        } else if (RUNNING.contains(kind) && !qualified.endsWith("Popen")) {
            hidden = true;
        }
    }

    /** {@code client.delete_bucket(…)}, {@code new TerminateInstancesCommand(…)}. */
    private void ofProvider(String qualified, int i) {
        if (!provider || !names.is(i + 1, "(")) {
            return;
        }
        String last = qualified.substring(qualified.lastIndexOf('.') + 1);
        for (String d : DESTROYING) {
            if (last.regionMatches(true, 0, d, 0, d.length())) {
                verb = verb.or(Verb.DESTROY);
            }
        }
    }

    private int sign(int i) {
        Token t = tokens.get(i);
        if (t.text().charAt(0) == CodeTokens.HOLE) {
            hidden = true; // the shell puts code there
        } else if (t.is("{") && language.equals("javascript")) {
            return names.destructured(i);
        } else if (t.is("[")) {
            indexed(i);
        } else if (t.is("(") && names.is(i - 1, ")") && names.isText(i - 2)) {
            named(tokens.get(i - 2), "", i + 1); // PHP's ("system")("…")
        } else if (t.is("!") && names.is(i - 1, ".") && names.isText(i - 2)) {
            calls.shell(tokens.get(i - 2)); // Scala's "cmd".!
        } else if (t.is("&") && names.is(i + 1, "{") && names.isText(i + 2)) {
            hidden = true; // Perl's &{"system"}
        }
        return i;
    }

    /** {@code fs['rmSync']('x')}, {@code os.__dict__[name](…)}: a member by a computed name. */
    private void indexed(int i) {
        String base = "";
        for (int j = i - 1; j >= 0 && j > i - 5 && base.isEmpty(); j--) {
            boolean near = j == i - 1 || names.is(i - 1, ")");
            if (near && (names.isName(j) || names.isText(j))) {
                base = names.unaliased(tokens.get(j).text()).replace(".__dict__", "");
            }
        }
        int colon = base.lastIndexOf(':');
        base = base.substring(colon + 1);
        boolean all = EVERYTHING.contains(base);
        if (base.isEmpty() || (!all && !sinks.isModule(language, base))) {
            return;
        }
        boolean constant = names.isText(i + 1) && names.is(i + 2, "]");
        if (!constant) {
            int close = i + 1;
            while (close < tokens.size() && close < i + 20 && !names.is(close, "]")) {
                close++;
            }
            hidden |= names.is(close + 1, "(");
        } else if (names.is(i + 3, "(")) {
            named(tokens.get(i + 1), all ? "" : base + ".", i + 4);
            hidden |= all; // globals()['exec']
        } else if (all && sinks.isModule(language, tokens.get(i + 1).text())) {
            hidden = true; // _G["os"]
        }
    }

    /** The function that a string names, called with the arguments there. */
    private void named(Token function, String prefix, int from) {
        Optional<String> kind = sinks.kind(language, prefix + function.text());
        kind.ifPresent(k -> sink(k, prefix + function.text(), arguments(from, true), from));
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

    private static boolean isString(Token t) {
        return t.type() == CodeTokens.Type.TEXT || t.type() == CodeTokens.Type.TEMPLATE;
    }

    private static boolean beginsArgument(Token t, String kind) {
        boolean name = t.type() == CodeTokens.Type.NAME;
        boolean any = kind.equals("code") || kind.equals("open") || kind.equals("kill");
        return isString(t)
                || t.is("[")
                || (name && (any || t.text().startsWith("$")))
                || (t.type() == CodeTokens.Type.NUMBER && kind.equals("kill"));
    }

    /** The tokens up to the end of the call. */
    private List<Token> arguments(int from, boolean parenthesis) {
        int level = 0;
        int i = from;
        while (i < tokens.size()) {
            if (i - from > MOST_ARGUMENTS) {
                break;
            }
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
        return from <= i && affords(2L * (i - from)) ? tokens.subList(from, i) : List.of();
    }

    private void sink(String kind, String name, List<Token> arguments, int at) {
        hidden |= arguments.size() > MOST_ARGUMENTS && RUNNING.contains(kind);
        switch (kind) {
            case "shell" -> calls.shellCall(name, arguments, at);
            case "argv" -> calls.argv(arguments, false);
            case "argv0" -> calls.argv(arguments, true);
            case "builder" -> {
                if (affords(CodeNames.COST_OF_CHAIN)) {
                    calls.argv(names.chained(arguments, at), false);
                }
            }
            case "destroy" -> calls.destroy(arguments, at);
            case "write" -> calls.write(arguments);
            case "open" -> calls.open(arguments);
            case "move" -> calls.move("mv", arguments);
            case "copy" -> calls.move("cp", arguments);
            case "kill" -> kill(arguments);
            case "hide" -> hidden = true;
            case "wipe" -> verb = verb.or(Verb.DESTROY);
            case "load" -> hidden |= arguments.stream().anyMatch(t -> t.text().contains("://"));
            case "named" -> byName(name, arguments);
            case "grant" -> verb = verb.or(Verb.GRANT);
            case "sql" ->
                    calls.first(arguments).ifPresent(t -> verb = verb.or(calls.requests().sql(t)));
            case "request" -> verb = verb.or(calls.requests().request(arguments));
            case "code" -> code(name, arguments);
            default ->
                    calls.requests()
                            .http(
                                    kind.substring(kind.indexOf(':') + 1),
                                    calls.first(arguments),
                                    arguments);
        }
    }

    private void kill(List<Token> arguments) {
        for (Token t : arguments) {
            if (t.text().equals("9") || t.text().endsWith("KILL") || t.text().endsWith("STOP")) {
                verb = verb.or(Verb.DESTROY);
            }
        }
    }

    /**
     * {@code getattr(os, 'system')}, {@code send(:rm_rf, 'x')}, {@code call_user_func('system')}.
     */
    private void byName(String name, List<Token> arguments) {
        int dot = name.lastIndexOf('.');
        String receiver = dot < 0 ? "" : name.substring(0, dot);
        String module = sinks.isModule(language, receiver) ? receiver + "." : "";
        boolean known = false;
        for (Token t : arguments) {
            String text = names.unaliased(t.text());
            boolean word = t.type() == CodeTokens.Type.NAME || t.type() == CodeTokens.Type.TEXT;
            Optional<String> kind = word ? sinks.kind(language, module + text) : Optional.empty();
            if (kind.isPresent() && !kind.get().equals("named")) {
                referenced(kind.get(), module + text);
                known = true;
                break;
            }
            known |= t.type() == CodeTokens.Type.TEXT;
            if (t.type() == CodeTokens.Type.NAME && sinks.isModule(language, text)) {
                module = text + ".";
            }
        }
        hidden |= !module.isEmpty() && !known || calls.decodes(arguments);
    }

    private void code(String name, List<Token> arguments) {
        Optional<Token> first = calls.first(arguments);
        if (first.isEmpty() || first.get().is("{")) {
            return; // perl's eval { … } is a block of this code
        }
        Token t = first.get();
        boolean parses = t.text().equals("parse") || t.text().equals("Meta.parse");
        for (Token inner : parses ? arguments : List.<Token>of()) {
            t = inner.type() == CodeTokens.Type.TEXT ? inner : t;
        }
        if (t.type() == CodeTokens.Type.TEXT && depth < MOST_NESTED) {
            CodeScan nested = new CodeScan(sinks, call, parent, language, depth + 1);
            nested.read(t.text());
            hidden |=
                    nested.hidden
                            || name.equals("exec")
                                    && language.equals("python")
                                    && t.text().contains("=");
            verb = verb.or(nested.verb);
            found.addAll(nested.found);
        } else {
            hidden = true;
        }
    }
}
