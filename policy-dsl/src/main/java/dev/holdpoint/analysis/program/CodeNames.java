package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.program.CodeTokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the names in source code stand for, as far as assignments and imports of constants tell:
 * modules under other names, functions taken out of them, strings and lists of strings.
 */
final class CodeNames {

    /** Calls that return the module that their argument names. */
    private static final Set<String> LOADING =
            Set.of(
                    "require",
                    "import",
                    "__import__",
                    "importlib.import_module",
                    "import_module",
                    "_load");

    private final Sinks sinks;
    private final String language;
    private final List<Token> tokens;
    private final Map<String, Token> constants = new HashMap<>();
    private final Map<String, List<Token>> lists = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private @Nullable Temporaries temporaries;
    private final List<String> stars = new ArrayList<>();

    CodeNames(Sinks sinks, String language, List<Token> tokens) {
        this.sinks = sinks;
        this.language = language;
        this.tokens = tokens;
    }

    /**
     * Whether what is deleted is temporary and made by the code itself.
     *
     * @param at where the name of the call stands, which may be a method of what it deletes
     */
    boolean isTemporary(List<Token> arguments, int at) {
        Temporaries known = temporaries;
        if (known == null) {
            known = new Temporaries(tokens);
            temporaries = known;
        }
        List<Token> first = arguments;
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).is(",")
                    && i > 0
                    && arguments.get(i - 1).type() == CodeTokens.Type.NAME
                    && i == 1) {
                first = arguments.subList(0, i); // rmtree(d, ignore_errors=True)
            }
        }
        String name = tokens.get(Math.min(at, tokens.size() - 1)).text();
        int dot = name.lastIndexOf('.');
        return known.isTemporary(first)
                || arguments.isEmpty() && dot > 0 && known.isTemporary(name.substring(0, dot));
    }

    Optional<Token> constant(String name) {
        return Optional.ofNullable(constants.get(name));
    }

    /** The elements of a list of strings. */
    List<Token> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    boolean is(int i, String sign) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(sign);
    }

    boolean isText(int i) {
        return i >= 0 && i < tokens.size() && tokens.get(i).type() == CodeTokens.Type.TEXT;
    }

    boolean isName(int i) {
        return i >= 0 && i < tokens.size() && tokens.get(i).type() == CodeTokens.Type.NAME;
    }

    /** Gradle's names for the directory that it builds in, as in {@code delete buildDir}. */
    boolean isBuildOutput(int i) {
        return isName(i) && isBuildOutput(tokens.get(i));
    }

    boolean isBuildOutput(Token t) {
        return language.equals("groovy")
                && BUILD_OUTPUT.contains(t.text().substring(t.text().lastIndexOf('.') + 1));
    }

    private static final Set<String> BUILD_OUTPUT = Set.of("buildDir", "buildDirectory");

    /** Takes note of the assignment or import at a name; the index to go on after. */
    int note(int i) {
        String name = tokens.get(i).text();
        if (name.equals("import") && language.equals("python")) {
            return imports(i);
        }
        if (name.equals("import") && language.equals("javascript")) {
            return moduleImport(i);
        }
        boolean appends = is(i + 1, "+") && is(i + 2, "=");
        if (appends) {
            Token before = constants.remove(name);
            if (before != null && isText(i + 3)) {
                constants.put(
                        name, new Token(before.type(), before.text() + tokens.get(i + 3).text()));
            }
        } else if (is(i + 1, "=") && !is(i + 2, "=")) {
            assign(name, i + 2);
        }
        return i;
    }

    private void assign(String name, int at) {
        constants.remove(name);
        lists.remove(name);
        aliases.remove(name);
        if (at >= tokens.size()) {
            return;
        }
        Token value = tokens.get(at);
        if (value.type() == CodeTokens.Type.TEXT || value.type() == CodeTokens.Type.TEMPLATE) {
            boolean computed = is(at + 1, "+") || is(at + 1, "%") || is(at + 1, ".");
            constants.put(
                    name, computed ? new Token(CodeTokens.Type.TEMPLATE, value.text()) : value);
        } else if (value.is("[") || value.is("(")) {
            List<Token> all = new ArrayList<>();
            for (int j = at + 1; isText(j) || is(j, ","); j++) {
                if (isText(j)) {
                    all.add(tokens.get(j));
                }
            }
            lists.put(name, all);
        } else if (value.type() == CodeTokens.Type.NAME) {
            Optional<String> module = loaded(at);
            String real = module.orElse(unaliased(value.text()));
            boolean reaches =
                    sinks.kind(language, real).isPresent() || sinks.isModule(language, real);
            if (module.isPresent() || (reaches && !is(at + 1, "("))) {
                aliases.put(name, real);
            }
        }
    }

    /** {@code require('fs')}, {@code await import('fs')}, {@code __import__('os').path}. */
    private Optional<String> loaded(int at) {
        int i = tokens.get(at).text().equals("await") ? at + 1 : at;
        boolean loads = isName(i) && LOADING.contains(last(unaliased(tokens.get(i).text())));
        if (!loads || !is(i + 1, "(") || !isText(i + 2) || !is(i + 3, ")")) {
            return Optional.empty();
        }
        String module = module(tokens.get(i + 2).text());
        boolean member = is(i + 4, ".") && isName(i + 5);
        return Optional.of(member ? module + "." + tokens.get(i + 5).text() : module);
    }

    private static String last(String qualified) {
        return LOADING.contains(qualified)
                ? qualified
                : qualified.substring(qualified.lastIndexOf('.') + 1);
    }

    /** {@code node:fs/promises} is {@code fs.promises}. */
    private static String module(String text) {
        String bare = text.substring(text.lastIndexOf(':') + 1);
        return bare.equals("fs/promises") || bare.equals("fs-extra") ? "fs" : bare;
    }

    /** {@code import subprocess as s}, {@code from os import system as run, path}. */
    private int imports(int i) {
        String module = "";
        if (i >= 2 && tokens.get(i - 2).text().equals("from")) {
            module = tokens.get(i - 1).text() + ".";
        }
        int j = is(i + 1, "(") ? i + 2 : i + 1;
        if (is(j, "*") && !module.isEmpty()) {
            stars.add(module);
            return j;
        }
        while (isName(j)) {
            String name = tokens.get(j).text();
            boolean as = isName(j + 1) && tokens.get(j + 1).text().equals("as") && isName(j + 2);
            aliases.put(as ? tokens.get(j + 2).text() : name, module + name);
            j += as ? 3 : 1;
            if (!is(j, ",")) {
                break;
            }
            j++;
        }
        return j - 1;
    }

    /** {@code import {a as b} from 'fs'}, {@code import * as cp from 'child_process'}. */
    private int moduleImport(int i) {
        int from = i + 1;
        while (from < tokens.size() && from < i + 40 && !tokens.get(from).text().equals("from")) {
            from++;
        }
        if (!isText(from + 1)) {
            return i;
        }
        String module = module(tokens.get(from + 1).text());
        boolean named = false;
        for (int j = i + 1; j < from; j++) {
            named |= is(j, "{");
            if (!isName(j) || tokens.get(j).text().equals("as")) {
                continue;
            }
            boolean as = isName(j + 1) && tokens.get(j + 1).text().equals("as") && isName(j + 2);
            String real = named ? module + "." + tokens.get(j).text() : module;
            aliases.put(tokens.get(as ? j + 2 : j).text(), real);
            j += as ? 2 : 0;
        }
        return from + 1;
    }

    /**
     * {@code const {execSync: x, exec} = require('child_process')}: at the opening brace; the index
     * to go on after.
     */
    int destructured(int i) {
        int close = i + 1;
        while (close < tokens.size() && close < i + 60 && !is(close, "}")) {
            close++;
        }
        if (!is(close + 1, "=") || close + 2 >= tokens.size()) {
            return i;
        }
        Token value = tokens.get(close + 2);
        Optional<String> module =
                loaded(close + 2)
                        .or(
                                () ->
                                        Optional.of(unaliased(value.text()))
                                                .filter(m -> sinks.isModule(language, m)));
        if (module.isEmpty()) {
            return i;
        }
        for (int j = i + 1; j < close; j++) {
            if (isName(j)) {
                boolean renamed = is(j + 1, ":") && isName(j + 2);
                aliases.put(
                        tokens.get(renamed ? j + 2 : j).text(),
                        module.get() + "." + tokens.get(j).text());
                j += renamed ? 2 : 0;
            }
        }
        return close;
    }

    /** The name with what it stands for in place of its first part. */
    String unaliased(String name) {
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String real = aliases.get(first);
        if (real != null) {
            return real + (dot < 0 ? "" : name.substring(dot));
        }
        if (dot < 0) {
            for (String module : stars) {
                if (sinks.kind(language, module + name).isPresent()) {
                    return module + name;
                }
            }
        }
        return name;
    }

    /** True where the name came by an import or an assignment. */
    boolean isAlias(String name) {
        return aliases.containsKey(name);
    }

    /**
     * What stands before the name at the index: the module that a call loaded ({@code
     * require('fs').rmSync}), that an index chose ({@code sys.modules['os'].system}), or the call
     * without arguments ({@code Runtime.getRuntime().exec}); ends in a dot.
     */
    String receiver(int i) {
        if (!is(i - 1, ".")) {
            return "";
        }
        if (is(i - 2, ")") && is(i - 3, "(") && isName(i - 4)) {
            return unaliased(tokens.get(i - 4).text()) + ".";
        }
        boolean made = is(i - 2, ")") && isText(i - 3) && is(i - 4, "(") && isName(i - 5);
        if (made && sinks.isModule(language, tokens.get(i - 5).text())) {
            return tokens.get(i - 5).text() + "."; // new File("x").delete()
        }
        if (is(i - 2, ")") || is(i - 2, "]")) {
            for (int j = i - 3; j >= 0 && j > i - 6; j--) {
                if (isText(j)) {
                    boolean loads =
                            isName(j - 2) && LOADING.contains(last(tokens.get(j - 2).text()))
                                    || is(i - 2, "]") && is(j - 1, "[") && isName(j - 2);
                    return loads ? module(tokens.get(j).text()) + "." : "";
                }
            }
        }
        return "";
    }

    /** The string whose method the name is, or the only argument of the call whose method it is. */
    Optional<Token> textBefore(int i) {
        if (!is(i - 1, ".")) {
            return Optional.empty();
        }
        int at = is(i - 2, ")") ? i - 3 : i - 2;
        return isText(at) ? Optional.of(tokens.get(at)) : Optional.empty();
    }

    /**
     * The text or the bracketed expression whose method the name is; nothing where that is a call.
     * Empty where its beginning is further away than what is looked at.
     */
    Optional<List<Token>> before(int i) {
        if (!is(i - 1, ".") || i < 2) {
            return Optional.of(List.of());
        }
        int open = i - 2;
        int level = 0;
        for (; open >= 0 && open > i - MOST_RECEIVER; open--) {
            Token t = tokens.get(open);
            level += t.is(")") || t.is("]") ? 1 : t.is("(") || t.is("[") ? -1 : 0;
            if (level <= 0) {
                boolean bracket = t.is("(") || t.is("[");
                return Optional.of(
                        bracket && isName(open - 1) ? List.of() : tokens.subList(open, i - 1));
            }
        }
        return Optional.empty();
    }

    /** Tokens of a receiver that are looked at. */
    private static final int MOST_RECEIVER = 200;

    /** Calls at most in one chain. */
    private static final int MOST_CHAINED = 40;

    private static final int MOST_IN_CALL = 200;

    /** Steps of following a chain. */
    static final int COST_OF_CHAIN = 400;

    /**
     * What the calls of {@code arg} and {@code args} behind a call add to its arguments: {@code
     * Command::new("rm").arg("-rf").status()}. Where the chain is broken off, more may come.
     *
     * @param at where the name of the first call stands
     */
    List<Token> chained(List<Token> first, int at) {
        List<Token> all = new ArrayList<>();
        all.add(new Token(CodeTokens.Type.SIGN, "["));
        all.addAll(first);
        int i = at + first.size() + 3; // behind its parenthesis
        boolean ends = false;
        for (int n = 0; n < MOST_CHAINED && is(i - 1, ")") && is(i, ".") && isName(i + 1); n++) {
            String name = tokens.get(i + 1).text();
            int level = 0;
            int j = i + 2;
            List<Token> arguments = new ArrayList<>();
            for (; j < tokens.size(); j++) {
                Token t = tokens.get(j);
                level += t.is("(") ? 1 : t.is(")") ? -1 : 0;
                if (level <= 0 || j - i > MOST_IN_CALL) {
                    break;
                }
                if (t.type() == CodeTokens.Type.TEXT
                        || t.type() == CodeTokens.Type.TEMPLATE
                        || t.type() == CodeTokens.Type.NAME) {
                    arguments.add(t);
                }
            }
            if (name.equals("arg") || name.equals("args")) {
                all.addAll(arguments);
            }
            ends |= STARTING.contains(name);
            i = j + 1;
        }
        if (!ends) {
            all.add(new Token(CodeTokens.Type.NAME, "more"));
        }
        return all;
    }

    private static final Set<String> STARTING = Set.of("status", "output", "spawn", "exec");
}
