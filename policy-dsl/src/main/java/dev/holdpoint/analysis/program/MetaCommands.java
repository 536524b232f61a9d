package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients' own commands among the SQL: psql's backslash lines, sqlite3's and duckdb's dot
 * lines.
 *
 * @param sql what the server gets
 * @param scripts what a shell gets
 * @param verb what the rest does
 */
record MetaCommands(List<Word> sql, List<Word> scripts, Verb verb) {

    static MetaCommands split(Word text, String dialect) {
        boolean dots = dialect.equals("sqlite") || dialect.equals("duckdb");
        boolean backslashes = dialect.equals("postgresql");
        boolean system = dialect.equals("mysql") || dialect.equals("mariadb");
        if (text.hasHole() || !(dots || backslashes || system)) {
            return new MetaCommands(List.of(text), List.of(), Verb.READ);
        }
        List<Word> scripts = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        Verb verb = Verb.READ;
        for (String line : text.rendering().split("\n", -1)) {
            String t = line.strip();
            if (backslashes && t.startsWith("\\")) {
                verb = verb.or(backslash(t, scripts));
            } else if (dots && t.startsWith(".")) {
                verb = verb.or(dot(t, scripts));
            } else if (system && (t.startsWith("\\!") || t.startsWith("system "))) {
                scripts.add(Word.of(t.substring(t.startsWith("\\!") ? 2 : 7).strip()));
            } else if (system && t.startsWith("source ") || t.startsWith("\\. ")) {
                verb = verb.or(Verb.RUN);
            } else {
                if (backslashes && line.contains("\\gexec")) {
                    verb = Verb.UNKNOWN; // runs what the query returns
                }
                sql.append(line).append('\n');
            }
        }
        String rest = sql.toString();
        return new MetaCommands(
                rest.isBlank() ? List.of() : List.of(Word.of(rest.stripTrailing())), scripts, verb);
    }

    private static Verb backslash(String t, List<Word> scripts) {
        if (t.startsWith("\\!")) {
            scripts.add(Word.of(t.substring(2).strip()));
            return Verb.READ;
        }
        if (t.startsWith("\\copy")) {
            int program = t.toLowerCase(java.util.Locale.ROOT).indexOf(" program ");
            if (program > 0) {
                Start.split(t.substring(program + 9)).stream().findFirst().ifPresent(scripts::add);
            }
            return Verb.WRITE;
        }
        if ((t.startsWith("\\o") || t.startsWith("\\g") || t.startsWith("\\w"))
                && t.indexOf('|') > 0) {
            scripts.add(Word.of(t.substring(t.indexOf('|') + 1).strip()));
            return Verb.READ;
        }
        if (t.startsWith("\\i") || t.startsWith("\\lo_")) {
            return t.startsWith("\\lo_unlink") ? Verb.DESTROY : Verb.RUN;
        }
        return t.startsWith("\\password") ? Verb.GRANT : Verb.READ;
    }

    private static Verb dot(String t, List<Word> scripts) {
        if (t.startsWith(".shell ") || t.startsWith(".system ") || t.startsWith(".sh ")) {
            scripts.add(Word.of(t.substring(t.indexOf(' ') + 1)));
            return Verb.READ;
        }
        if (t.startsWith(".restore") || t.startsWith(".clone")) {
            return Verb.DESTROY;
        }
        if (t.startsWith(".read") || t.startsWith(".load")) {
            return Verb.RUN;
        }
        boolean pipe =
                t.indexOf('|') > 0
                        && (t.startsWith(".output")
                                || t.startsWith(".once")
                                || t.startsWith(".import"));
        if (pipe) {
            scripts.add(Word.of(t.substring(t.indexOf('|') + 1)));
        }
        return t.startsWith(".import") || t.startsWith(".backup") || t.startsWith(".save")
                ? Verb.WRITE
                : Verb.READ;
    }
}
