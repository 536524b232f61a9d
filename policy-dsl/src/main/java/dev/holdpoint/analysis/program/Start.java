package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Script;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands on what a call starts, with the call's effect as its parent. */
final class Start {

    private Start() {}

    /** A command in the call's own surroundings; its redirections were told with the call. */
    static void command(Call call, Effect parent, List<Word> words) {
        command(call, parent, words, call.command().cwd(), call.command().stdin());
    }

    static void command(
            Call call, Effect parent, List<Word> words, Optional<String> cwd, Command.Input stdin) {
        if (words.isEmpty()) {
            return;
        }
        if (words.get(0).literal().filter(w -> w.contains(" ")).isPresent()) {
            script(call, parent, joined(words), List.of(), stdin); // no program's name has blanks
            return;
        }
        Map<String, Word> variables = call.command().variables();
        call.setting()
                .inquiry()
                .command(new Command(words, cwd, variables, stdin, List.of()), Optional.of(parent));
    }

    /** A script that {@code sh -c} would run. */
    static void script(Call call, Effect parent, Word text) {
        script(call, parent, text, List.of(), call.command().stdin());
    }

    static void script(
            Call call, Effect parent, Word text, List<Word> arguments, Command.Input stdin) {
        Command c = call.command();
        call.setting()
                .inquiry()
                .script(
                        new Script(text, arguments, c.cwd(), c.variables(), stdin, "sh"),
                        Optional.of(parent));
    }

    /** The words with a blank between them, as {@code eval} and ssh join theirs. */
    static Word joined(List<Word> words) {
        List<Word.Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean first = true;
        for (Word w : words) {
            if (!first) {
                literal.append(' ');
            }
            first = false;
            for (Word.Part p : w.parts()) {
                if (p instanceof Word.Part.Literal l) {
                    literal.append(l.text());
                } else if (p instanceof Word.Part.Glob g) {
                    literal.append(g.pattern());
                } else {
                    if (literal.length() > 0) {
                        parts.add(new Word.Part.Literal(literal.toString()));
                        literal.setLength(0);
                    }
                    parts.add(p);
                }
            }
        }
        if (literal.length() > 0) {
            parts.add(new Word.Part.Literal(literal.toString()));
        }
        return new Word(parts);
    }

    /** The word with every occurrence of the mark in its known parts replaced. */
    static Word replaced(Word word, String mark, Word by) {
        List<Word> pieces = new ArrayList<>();
        for (Word.Part p : word.parts()) {
            if (!(p instanceof Word.Part.Literal l) || !l.text().contains(mark)) {
                pieces.add(new Word(List.of(p)));
                continue;
            }
            String text = l.text();
            int from = 0;
            int at = text.indexOf(mark);
            while (at >= 0) {
                pieces.add(Word.of(text.substring(from, at)));
                pieces.add(by);
                from = at + mark.length();
                at = text.indexOf(mark, from);
            }
            pieces.add(Word.of(text.substring(from)));
        }
        return concatenated(pieces);
    }

    static Word concatenated(List<Word> words) {
        List<Word.Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (Word w : words) {
            for (Word.Part p : w.parts()) {
                if (p instanceof Word.Part.Literal l) {
                    literal.append(l.text());
                    continue;
                }
                if (literal.length() > 0) {
                    parts.add(new Word.Part.Literal(literal.toString()));
                    literal.setLength(0);
                }
                parts.add(p);
            }
        }
        if (literal.length() > 0) {
            parts.add(new Word.Part.Literal(literal.toString()));
        }
        return new Word(parts);
    }

    /** Splits text as {@code env -S} and xargs do: at white space, with quotes and backslashes. */
    static List<Word> split(String text) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == '\\' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(Word.of(word.toString()));
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(Word.of(word.toString()));
        }
        return words;
    }
}
