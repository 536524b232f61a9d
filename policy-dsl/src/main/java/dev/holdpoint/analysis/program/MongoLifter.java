package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JavaScript of the MongoDB shell. */
final class MongoLifter {

    private static final List<String> MONGO_DESTROY =
            List.of(
                    "dropdatabase",
                    ".drop(",
                    "dropindex",
                    "dropuser",
                    "dropallusers",
                    "deletemany",
                    "deleteone",
                    ".remove(",
                    "bulkwrite",
                    "findoneanddelete",
                    "findandmodify",
                    "shutdownserver",
                    "fsyncunlock",
                    "converttocapped",
                    "droprole",
                    "dropallroles",
                    "removeshard",
                    "rs.remove",
                    "killop",
                    "renamecollection",
                    "dropsearchindex",
                    "rs.reconfig",
                    "replaceone",
                    "$out",
                    "removeuser",
                    "{drop:",
                    "{delete:",
                    "shutdown:",
                    "replsetreconfig",
                    "deleteindexes:");

    private static final List<String> MONGO_GRANT =
            List.of(
                    "createuser",
                    "updateuser",
                    "grantroles",
                    "revokeroles",
                    "changeuserpassword",
                    "createrole",
                    "grantprivileges");

    private static final List<String> MONGO_WRITE =
            List.of("insert", "update", "create", "save(", "$merge", "ensureindex");

    private MongoLifter() {}

    static void mongo(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        draft.target("database");
        for (Word a : call.arguments()) {
            if (a.prefix().contains("://")) {
                draft.host(Word.of(a.rendering().substring(a.rendering().indexOf("://") + 3)));
            }
        }
        List<Word> codes = new ArrayList<>(call.values("eval"));
        List<Word> files = new ArrayList<>(call.values("file"));
        call.arguments().stream().filter(a -> a.rendering().endsWith(".js")).forEach(files::add);
        boolean unreadFile = false;
        for (Word f : files) {
            Optional<Word> text = ScriptFiles.text(call.setting(), f);
            text.ifPresent(codes::add);
            unreadFile |= text.isEmpty();
        }
        if (codes.isEmpty() && !unreadFile) {
            Feed feed = Feed.of(call);
            if (feed instanceof Feed.Text t) {
                codes.add(t.content());
            } else if (feed instanceof Feed.Hidden h) {
                draft.hidden("commands that could not be read, " + h.why()).add();
                return;
            }
        }
        Verb verb = unreadFile ? Verb.RUN : Verb.READ;
        for (Word code : codes) {
            verb = verb.or(code.hasHole() ? Verb.UNKNOWN : mongo(code.rendering()));
        }
        draft.verb(verb).add();
    }

    private static Verb mongo(String code) {
        String text = code.toLowerCase(Locale.ROOT).replace(" ", "");
        String bare = text.replace("'", "").replace("\"", "");
        if (MONGO_DESTROY.stream().anyMatch(bare::contains)) {
            return Verb.DESTROY;
        }
        if (MONGO_GRANT.stream().anyMatch(text::contains)) {
            return Verb.GRANT;
        }
        if (text.contains("eval(")
                || text.contains("atob(")
                || text.contains("fromcharcode")
                || text.contains("db[")
                || text.contains("](")
                || text.contains("require(")
                || text.contains("import(")
                || text.contains("process.")
                || text.contains("load(")) {
            return Verb.UNKNOWN;
        }
        return MONGO_WRITE.stream().anyMatch(text::contains) ? Verb.WRITE : Verb.READ;
    }
}
