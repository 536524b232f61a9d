package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code awk}: what its program starts by {@code system()}, by a pipe to or from a string, and the
 * files that it prints to.
 */
final class AwkLifter implements Lifter {

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        List<Word> programs = new ArrayList<>(call.values("source"));
        boolean unread = false;
        List<Word> files = new ArrayList<>(call.values("file"));
        files.addAll(call.values("exec"));
        for (Word f : files) {
            Optional<Word> text = ScriptFiles.given(call, f);
            text.ifPresent(programs::add);
            unread |= text.isEmpty();
        }
        if (programs.isEmpty() && files.isEmpty() && !call.arguments().isEmpty()) {
            programs.add(call.arguments().get(0));
        }
        Map<String, String> variables = new HashMap<>();
        for (Word v : call.values("assign")) {
            v.literal()
                    .filter(t -> t.indexOf('=') > 0)
                    .ifPresent(
                            t ->
                                    variables.put(
                                            t.substring(0, t.indexOf('=')),
                                            t.substring(t.indexOf('=') + 1)));
        }
        Scan scan = new Scan(variables);
        programs.forEach(p -> scan.read(p.rendering()));
        Verb verb = call.value("include").isPresent() ? Verb.WRITE : Verb.READ;
        verb = unread ? Verb.RUN : verb;
        scan.hidden |= call.value("load").isPresent(); // a library of its own
        for (String file : scan.files) {
            Optional<String> path = call.setting().path(Word.of(file));
            path.ifPresent(draft::written);
            boolean harmless = path.filter(p -> p.startsWith("/dev/")).isPresent();
            if (!harmless) {
                verb =
                        path.filter(Paths::isSystem).isPresent()
                                ? Verb.DESTROY
                                : verb.or(Verb.WRITE);
            }
        }
        boolean program = programs.stream().anyMatch(p -> p.prefix().isEmpty() && p.hasHole());
        if ((scan.hidden || program) && !call.has("sandbox")) {
            draft.hidden("awk runs what its program computes");
        } else {
            draft.verb(verb);
        }
        Effect awk = draft.add();
        scan.scripts.forEach(s -> Start.script(call, awk, Word.of(s)));
        Command.Input printed = new Command.Input.Unknown("what awk prints");
        scan.fed.forEach(s -> Start.script(call, awk, Word.of(s), List.of(), printed));
    }

    /** A walk over the tokens of an awk program. */
    private static final class Scan {
        final List<String> scripts = new ArrayList<>();
        final List<String> fed = new ArrayList<>();
        final List<String> files = new ArrayList<>();
        boolean hidden;
        private final Map<String, String> variables;

        Scan(Map<String, String> variables) {
            this.variables = variables;
        }

        void read(String s) {
            Optional<String> lastString = Optional.empty();
            boolean afterValue = false;
            boolean printing = false;
            int i = 0;
            while (i < s.length()) {
                char c = s.charAt(i);
                if (c == '@') {
                    hidden |= !s.startsWith("@include", i) && !s.startsWith("@namespace", i);
                    i++;
                } else if (c == '#') {
                    int end = s.indexOf('\n', i);
                    i = end < 0 ? s.length() : end;
                } else if (c == '"') {
                    StringBuilder text = new StringBuilder();
                    i = string(s, i + 1, text);
                    lastString = Optional.of(text.toString());
                    afterValue = true;
                } else if (c == '/' && !afterValue) {
                    i = regex(s, i + 1);
                    afterValue = true;
                } else if (Character.isLetter(c) || c == '_') {
                    int start = i;
                    while (i < s.length()
                            && (Character.isLetterOrDigit(s.charAt(i)) || s.charAt(i) == '_')) {
                        i++;
                    }
                    String name = s.substring(start, i);
                    if (name.equals("system")) {
                        i = argument(s, i);
                    } else if (name.equals("print") || name.equals("printf")) {
                        printing = true;
                        afterValue = false;
                        continue;
                    }
                    if (name.equals("getline") && lastString.isPresent()) {
                        lastString = Optional.empty();
                    }
                    lastString = Optional.ofNullable(variables.get(name));
                    afterValue = true;
                } else if (c == '|' && i + 1 < s.length() && s.charAt(i + 1) == '|') {
                    i += 2;
                    afterValue = false;
                } else if (c == '|') {
                    int next = skipBlanks(s, s.startsWith("|&", i) ? i + 2 : i + 1);
                    if (s.startsWith("getline", next)) {
                        if (lastString.isPresent()) {
                            scripts.add(lastString.get());
                        } else {
                            hidden = true;
                        }
                        i = next + 7;
                    } else {
                        i = target(s, next, fed);
                    }
                    afterValue = true;
                } else if (c == '>' && printing && !s.startsWith(">=", i)) {
                    int next = skipBlanks(s, s.startsWith(">>", i) ? i + 2 : i + 1);
                    if (next < s.length() && s.charAt(next) == '"') {
                        i = target(s, next, files);
                    } else {
                        i = next;
                        afterValue = false;
                    }
                } else {
                    if (c == ';' || c == '\n' || c == '}') {
                        printing = false;
                    }
                    afterValue =
                            c == ')'
                                    || c == ']'
                                    || c == '$'
                                    || Character.isDigit(c)
                                    || (afterValue && Character.isWhitespace(c));
                    if (!Character.isWhitespace(c)) {
                        lastString = Optional.empty();
                    }
                    i++;
                }
            }
        }

        /** The argument of {@code system(…)}: one string, or a variable set by {@code -v}. */
        private int argument(String s, int from) {
            int i = skipBlanks(s, from);
            if (i >= s.length() || s.charAt(i) != '(') {
                return i;
            }
            int end = target(s, skipBlanks(s, i + 1), scripts);
            int close = skipBlanks(s, end);
            if (close < s.length() && s.charAt(close) != ')') {
                hidden = true;
            }
            return end;
        }

        private int target(String s, int from, List<String> to) {
            if (from >= s.length()) {
                return from;
            }
            if (s.charAt(from) == '"') {
                StringBuilder text = new StringBuilder();
                int end = string(s, from + 1, text);
                int after = skipBlanks(s, end);
                to.add(text.toString());
                if (after < s.length()
                        && (s.charAt(after) == '"'
                                || s.charAt(after) == '$'
                                || Character.isLetter(s.charAt(after)))
                        && to != files) {
                    hidden = true; // strings side by side are one
                }
                return end;
            }
            int i = from;
            while (i < s.length()
                    && (Character.isLetterOrDigit(s.charAt(i)) || s.charAt(i) == '_')) {
                i++;
            }
            String value = variables.get(s.substring(from, i));
            if (value != null) {
                to.add(value);
            } else {
                hidden = true;
            }
            return Math.max(i, from + 1);
        }

        private static int skipBlanks(String s, int i) {
            while (i < s.length() && Character.isWhitespace(s.charAt(i))) {
                i++;
            }
            return i;
        }

        private static int string(String s, int from, StringBuilder text) {
            int i = from;
            while (i < s.length() && s.charAt(i) != '"') {
                if (s.charAt(i) == '\\' && i + 1 < s.length()) {
                    i++;
                    char e = s.charAt(i);
                    text.append(e == 'n' ? '\n' : e == 't' ? '\t' : e);
                } else {
                    text.append(s.charAt(i));
                }
                i++;
            }
            return i + 1;
        }

        private static int regex(String s, int from) {
            int i = from;
            while (i < s.length() && s.charAt(i) != '/' && s.charAt(i) != '\n') {
                i += s.charAt(i) == '\\' ? 2 : 1;
            }
            return i + 1;
        }
    }
}
