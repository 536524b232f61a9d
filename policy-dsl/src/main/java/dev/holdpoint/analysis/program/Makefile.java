package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A makefile's rules and variables, as far as they can be told without running it: explicit targets
 * with their recipes, {@code X = value} in all its forms, {@code $(shell …)}. What make computes
 * otherwise is a hole. Linear and bounded.
 *
 * <p>Source: the GNU make manual, 4.4.
 */
final class Makefile {

    /** Why a variable is not known that nothing here sets: who started make may have. */
    static final String UNSET = "a variable that the makefile does not set";

    private static final int MOST_LINES = 20_000;
    private static final int MOST_NESTED = 12;
    private static final int LONGEST = 20_000;
    private static final int MOST_EXPANSIONS = 2_000;

    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, List<String>> recipes = new HashMap<>();
    private final Map<String, List<String>> needs = new HashMap<>();
    private final List<String> patterns = new ArrayList<>();
    private final List<String> shells = new ArrayList<>();
    private final List<Word> scripts = new ArrayList<>();
    private String first = "";
    private String target = "";
    private String prerequisites = "";
    private String stem = "";
    private int expansions;

    /**
     * @param environment what the environment says of variables, which the makefile may change
     * @param overrides what the command line says of variables
     */
    Makefile(String text, Map<String, String> environment, Map<String, String> overrides) {
        variables.putAll(environment);
        variables.putAll(
                Map.of(
                        "CC", "cc", "CXX", "c++", "AR", "ar", "LD", "ld", "AS", "as", "MAKE",
                        "make", "RM", "rm -f", "INSTALL", "install", "CP", "cp", "SHELL",
                        "/bin/sh"));
        read(text, overrides.keySet());
        variables.putAll(overrides);
    }

    private void read(String text, Set<String> overridden) {
        List<String> current = List.of();
        int lines = 0;
        for (String line : text.replace("\\\n", " ").split("\n", -1)) {
            if (lines++ > MOST_LINES) {
                scripts.add(Word.hole("the makefile is too long", true));
                break;
            }
            if (line.startsWith("\t")) {
                for (String target : current) {
                    recipes.computeIfAbsent(target, t -> new ArrayList<>()).add(line.substring(1));
                }
                continue;
            }
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            whileReading(line);
            if (!assigns(line, overridden)) {
                List<String> targets = rule(line);
                current = targets.isEmpty() ? current : targets;
            }
        }
    }

    /** {@code X = y}, {@code :=}, {@code ?=}, {@code +=}, {@code !=}; false for anything else. */
    private boolean assigns(String line, Set<String> overridden) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            return false;
        }
        int end = equals;
        while (end > 0 && ":?+!".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        String name = line.substring(0, end).strip();
        for (String word : List.of("export ", "override ", "private ")) {
            name = name.startsWith(word) ? name.substring(word.length()).strip() : name;
        }
        if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf(':') >= 0) {
            return false;
        }
        String value = line.substring(equals + 1).strip();
        char how = end < equals ? line.charAt(end) : '=';
        if (how == '!') {
            shells.add(value);
            value = "$(shell " + value + ")";
        }
        if (!overridden.contains(name)) {
            if (how == '+') {
                String both = variables.getOrDefault(name, "") + " " + value;
                variables.put(name, both.length() > LONGEST ? "$(shell)" : both);
            } else if (how != '?' || !variables.containsKey(name)) {
                variables.put(name, value);
            }
        }
        return true;
    }

    /** {@code $(shell …)} outside recipes; whether make ever asks for it is not looked into. */
    private void whileReading(String line) {
        int at = line.indexOf("$(shell ");
        while (at >= 0) {
            String command = EscapeLifter.inner(line, at + "$(shell ".length(), '(', ')');
            shells.add(command);
            at = line.indexOf("$(shell ", at + "$(shell ".length() + command.length());
        }
    }

    /** The targets of a rule's line; their prerequisites and an inline recipe are kept. */
    private List<String> rule(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            return List.of();
        }
        String rest = line.substring(colon + 1);
        int inline = rest.indexOf(';');
        String before = inline < 0 ? rest : rest.substring(0, inline);
        List<String> targets = new ArrayList<>();
        for (String t : line.substring(0, colon).strip().split("\\s+", -1)) {
            targets.add(t);
            if (recipes.putIfAbsent(t, new ArrayList<>()) == null && t.indexOf('%') >= 0) {
                patterns.add(t);
            }
            needs.computeIfAbsent(t, x -> new ArrayList<>())
                    .addAll(List.of(before.strip().split("\\s+", -1)));
            if (inline >= 0) {
                recipes.get(t).add(rest.substring(inline + 1));
            }
            if (first.isEmpty() && !t.startsWith(".")) {
                first = t;
            }
        }
        return targets;
    }

    /** What a shell gets to run while the makefile is read, whatever is to be made. */
    List<Word> whileRead() {
        shells.forEach(s -> scripts.add(expanded(s, 0)));
        return scripts;
    }

    /** Everything that a shell gets to run for the targets, the first one where none is named. */
    List<Word> scripts(List<String> targets) {
        List<String> wanted = new ArrayList<>(targets);
        if (wanted.isEmpty()) {
            wanted.add(first);
        }
        for (String s : shells) {
            scripts.add(expanded(s, 0));
        }
        Set<String> seen = new HashSet<>();
        List<List<Word>> last = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String t = wanted.get(i);
            if (seen.add(t)) {
                List<Word> own = new ArrayList<>();
                for (String rule : matching(t)) {
                    List<String> needed = needed(rule, t);
                    target = t;
                    prerequisites = String.join(" ", needed);
                    recipes.getOrDefault(rule, List.of()).forEach(line -> own.add(recipe(line)));
                    wanted.addAll(needed);
                }
                last.add(own);
            }
        }
        for (int i = last.size() - 1; i >= 0; i--) {
            scripts.addAll(last.get(i)); // what is needed is made first
        }
        return scripts;
    }

    /** What the rule needs for the target, the stem of a pattern put in. */
    private List<String> needed(String rule, String target) {
        List<String> all = needs.getOrDefault(rule, List.of());
        int percent = rule.indexOf('%');
        if (percent < 0) {
            return all;
        }
        stem = target.substring(percent, target.length() - (rule.length() - percent - 1));
        return all.stream().map(n -> n.replace("%", stem)).toList();
    }

    /** The target's own rule, or those whose patterns match it. */
    private List<String> matching(String target) {
        List<String> rules = new ArrayList<>();
        if (recipes.containsKey(target)) {
            rules.add(target);
        }
        if (!recipes.getOrDefault(target, List.of()).isEmpty() || target.isEmpty()) {
            return rules;
        }
        for (String pattern : patterns) {
            if (++expansions <= MOST_EXPANSIONS
                    && Globs.matches(pattern.replace('%', '*'), target)) {
                rules.add(pattern);
            }
        }
        return rules;
    }

    private Word recipe(String line) {
        String text = line.strip();
        while (!text.isEmpty() && "@-+".indexOf(text.charAt(0)) >= 0) {
            text = text.substring(1);
        }
        return expanded(text, 0);
    }

    /** {@code $$} is a dollar of the shell's; a variable that nobody set is empty in make. */
    private Word expanded(String text, int depth) {
        List<Word> pieces = new ArrayList<>();
        int from = 0;
        int i = text.indexOf('$');
        while (i >= 0 && i + 1 < text.length()) {
            pieces.add(Word.of(text.substring(from, i)));
            char c = text.charAt(i + 1);
            if (c == '$') {
                pieces.add(Word.of("$"));
                from = i + 2;
            } else if (c == '(' || c == '{') {
                String inner = EscapeLifter.inner(text, i + 2, c, c == '(' ? ')' : '}');
                pieces.add(reference(inner, depth));
                from = Math.min(text.length(), i + 3 + inner.length());
            } else {
                pieces.add(automatic(c));
                from = i + 2;
            }
            i = from < text.length() ? text.indexOf('$', from) : -1;
        }
        pieces.add(Word.of(text.substring(Math.min(from, text.length()))));
        return Start.concatenated(pieces);
    }

    /** {@code $@}, {@code $<}, {@code $^}, {@code $*}, as far as they are names. */
    private Word automatic(char c) {
        int blank = prerequisites.indexOf(' ');
        String value =
                switch (c) {
                    case '@' -> target;
                    case '<' -> blank < 0 ? prerequisites : prerequisites.substring(0, blank);
                    case '^', '+', '?' -> prerequisites;
                    case '*' -> stem;
                    default -> "";
                };
        return isPlain(value) ? Word.of(value) : Word.hole("an automatic variable of make", true);
    }

    /** Names of files, and nothing that make or a shell would expand. */
    private static boolean isPlain(String names) {
        return !names.isBlank()
                && names.length() <= LONGEST
                && names.chars()
                        .allMatch(c -> Character.isLetterOrDigit(c) || " ./-_+".indexOf(c) >= 0);
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }

    private Word reference(String name, int depth) {
        if (name.indexOf('$') >= 0 && !name.startsWith("shell ") && depth < MOST_NESTED) {
            Optional<String> computed = expanded(name, depth + 1).literal(); // $($*)
            if (computed.isPresent() && computed.get().indexOf('$') < 0) {
                return reference(computed.get(), depth + 1);
            }
        }
        String value = variables.get(name);
        if (name.startsWith("shell ") && ++expansions <= MOST_EXPANSIONS) {
            scripts.add(expanded(name.substring("shell ".length()), depth + 1));
            return Word.hole("what a command of the makefile prints", true);
        }
        if (value == null && isName(name) && ++expansions <= MOST_EXPANSIONS) {
            return Word.hole(UNSET, true);
        }
        if (++expansions > MOST_EXPANSIONS
                || value == null
                || depth >= MOST_NESTED
                || value.length() > LONGEST) {
            return Word.hole("a variable of make", true);
        }
        return expanded(value, depth + 1);
    }
}
