package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What code of a language that is not read says that it does, by its own words: calls ({@code
 * it.delete()}), statements ({@code delete [select …];}) and the clauses of graph query languages
 * ({@code MATCH (n) DETACH DELETE n}). Prose that speaks of deleting has none of these forms.
 */
final class Code {

    /** First words of Cypher, AQL and SPARQL. */
    private static final Set<String> OPENINGS =
            Set.of(
                    "match",
                    "optional",
                    "unwind",
                    "merge",
                    "create",
                    "call",
                    "with",
                    "for",
                    "let",
                    "foreach",
                    "prefix",
                    "base",
                    "delete",
                    "drop",
                    "clear",
                    "insert",
                    "load",
                    "remove",
                    "profile",
                    "explain",
                    "cypher",
                    "use");

    /** Clauses that destroy, among those. */
    private static final Set<String> CLAUSES =
            Set.of("delete", "remove", "drop", "clear", "detach");

    /** Statements of a program that destroy. */
    private static final Set<String> STATEMENTS = Set.of("delete", "drop", "truncate", "purge");

    private static final int MOST_WORD = 64;

    private Code() {}

    /** What it calls by names that destroy or grant, and by the method that does. */
    static Optional<Verb> calls(String text) {
        Optional<Verb> strictest =
                asksToDelete(text) ? Optional.of(Verb.DESTROY) : Optional.empty();
        // Flux drops columns of what it shows: … |> drop(columns: ["host"])
        for (int open = text.indexOf('('); open > 0; open = text.indexOf('(', open + 1)) {
            int start = open;
            while (start > 0 && open - start < MOST_WORD && isWord(text.charAt(start - 1))) {
                start--;
            }
            boolean piped = text.startsWith("|> ", Math.max(0, start - 3));
            if (start < open && !piped && !isDefined(text, start)) {
                strictest =
                        Conventions.stricter(
                                strictest,
                                Words.bundled()
                                        .say(text.substring(start, open))
                                        .filter(v -> v.compareTo(Verb.GRANT) >= 0));
            }
        }
        return strictest;
    }

    /**
     * A request whose method is named: {@code fetch(url, {method: 'DELETE'})}. Of metrics that are
     * counted by method ({@code sum(requests{method="DELETE"})}) it says nothing.
     */
    private static boolean asksToDelete(String text) {
        if (!text.contains("method")) {
            return false;
        }
        for (String quote : List.of("'", "\"")) {
            String method = quote + "DELETE" + quote;
            for (int at = text.indexOf(method); at >= 0; at = text.indexOf(method, at + 1)) {
                if (!isLabel(text, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * {@code {code="204", method="DELETE"}}: a brace and equals signs, as no other language has.
     */
    private static boolean isLabel(String text, int value) {
        int at = value - 1;
        if (at < 0 || text.charAt(at) != '=') {
            return false;
        }
        while (at > 0 && "(){}:;".indexOf(text.charAt(at)) < 0) {
            at--;
        }
        return text.charAt(at) == '{';
    }

    /** What is defined is not called: {@code def delete_user(id)}. */
    private static boolean isDefined(String text, int start) {
        int end = start;
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        int from = end;
        while (from > 0 && end - from <= 8 && isWord(text.charAt(from - 1))) {
            from--;
        }
        return end < start && DEFINING.contains(text.substring(from, end));
    }

    private static final Set<String> DEFINING =
            Set.of("def", "function", "func", "fn", "fun", "sub");

    /** Whether one of its statements begins with a word that destroys. */
    static boolean hasStatement(String text) {
        boolean begins = true;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isWord(c)) {
                int end = word(text, at);
                if (begins && STATEMENTS.contains(lower(text, at, end))) {
                    return true;
                }
                begins = false;
                at = end;
            } else {
                begins = c == ';' || c == '{' || c == '}' || c == '\n' || begins && c <= ' ';
                at++;
            }
        }
        return false;
    }

    /** Whether it is a query of a graph language with a clause that destroys. */
    static boolean isDestroyingQuery(String text) {
        int at = first(text);
        int first = word(text, at);
        if (!OPENINGS.contains(lower(text, at, first)) || !hasSyntax(text)) {
            return false;
        }
        while (at < text.length()) {
            int end = word(text, at);
            if (end > at && CLAUSES.contains(lower(text, at, end))) {
                return true;
            }
            at = Math.max(end, at + 1);
        }
        return false;
    }

    /** Where its first word begins, behind comments. */
    private static int first(String text) {
        int at = 0;
        while (at < text.length() && !isWord(text.charAt(at))) {
            boolean block = text.startsWith("/*", at);
            boolean line = text.startsWith("//", at) || text.charAt(at) == '#';
            int end = block ? text.indexOf("*/", at + 2) : line ? text.indexOf('\n', at) : at;
            at = end < 0 ? text.length() : block ? end + 2 : end + 1;
        }
        return at;
    }

    /** Parentheses, braces or a placeholder: what sentences seldom have. */
    private static boolean hasSyntax(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("({[@$<".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return text.indexOf(" IN ") > 0 || text.indexOf(" in ") > 0 || text.endsWith(" ALL");
    }

    private static int word(String text, int from) {
        int end = from;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String lower(String text, int start, int end) {
        return end - start > MOST_WORD ? "" : text.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
