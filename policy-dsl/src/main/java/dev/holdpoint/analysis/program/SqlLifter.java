package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Command-line clients of databases: the SQL of their options, files and input. */
final class SqlLifter implements Lifter {

    private final String dialect;

    SqlLifter(String dialect) {
        this.dialect = dialect;
    }

    @Override
    public void read(Call call) {
        Draft draft = new Draft(call);
        if (Judgement.asksForHelp(call) || call.has("list") || Judgement.dryRun(call)) {
            draft.verb(Verb.READ).add();
            return;
        }
        List<Word> texts = new ArrayList<>(call.of(Meaning.What.SQL));
        boolean unreadFile = false;
        for (Word file : call.of(Meaning.What.SQL_FILE)) {
            if (file.literal().filter(f -> f.equals("-") || f.equals("/dev/stdin")).isPresent()) {
                continue;
            }
            Optional<Word> text = ScriptFiles.text(call.setting(), file);
            text.ifPresent(texts::add);
            unreadFile |= text.isEmpty();
        }
        Optional<Operation.Connection> connection = connection(call, draft);
        Optional<String> hidden = Optional.empty();
        if (texts.isEmpty() && !unreadFile) {
            Feed feed = Feed.of(call);
            if (feed instanceof Feed.Text t) {
                texts.add(t.content());
            } else if (feed instanceof Feed.Hidden h) {
                hidden = Optional.of("SQL that could not be read, " + h.why());
            } else {
                unreadFile = true;
            }
        }
        if (hidden.isPresent()) {
            draft.hidden(hidden.get()).add();
            return;
        }
        List<Word> scripts = new ArrayList<>();
        List<Word> sql = new ArrayList<>();
        Verb verb = Verb.READ;
        for (Word t : texts) {
            MetaCommands meta = MetaCommands.split(t, dialect);
            sql.addAll(meta.sql());
            scripts.addAll(meta.scripts());
            verb = verb.or(meta.verb());
        }
        if (!unreadFile && !sql.isEmpty() && sql.stream().allMatch(w -> vanishes(call, w))) {
            verb = verb.or(Verb.WRITE);
            sql = List.of();
        }
        if (unreadFile) {
            draft.verb(Verb.RUN.or(verb));
        } else if (verb == Verb.READ) {
            draft.carrier();
        } else {
            draft.verb(verb);
        }
        Effect client = draft.add();
        scripts.forEach(s -> Start.script(call, client, s));
        for (Word s : sql) {
            send(call, client, s, connection);
        }
    }

    /** What in SQLite's SQL reaches beyond the database that was opened. */
    private static final List<String> REACHING =
            List.of("attach", "vacuum", "virtual", "load_extension", "writefile", "edit");

    /**
     * Whether nothing is left of what the text does: a database in memory ends with the program,
     * and one in a temporary directory nobody keeps.
     */
    private boolean vanishes(Call call, Word sql) {
        if (!dialect.equals("sqlite") || call.arguments().isEmpty() || sql.hasHole()) {
            return false;
        }
        String text = sql.rendering().toLowerCase(Locale.ROOT);
        return REACHING.stream().noneMatch(text::contains) && isScrap(call);
    }

    private static boolean isScrap(Call call) {
        Word database = call.arguments().get(0);
        if (database.literal().filter(":memory:"::equals).isPresent()) {
            return true;
        }
        return call.setting()
                .path(database)
                .filter(Paths::isTemporary)
                .filter(
                        p ->
                                !Paths.isTemporaryRoot(p)
                                        && !call.setting().inquiry().detours().holdsKept(p))
                .isPresent();
    }

    private void send(
            Call call, Effect client, Word sql, Optional<Operation.Connection> connection) {
        if (sql.hasHole()) {
            call.setting()
                    .inquiry()
                    .add(
                            Effect.of(Kind.SQL)
                                    .verb(Verb.UNKNOWN)
                                    .opaque()
                                    .reach(connection.isPresent() ? Reach.REMOTE : Reach.UNSTATED)
                                    .parent(client)
                                    .set(Attribute.DIALECT, dialect)
                                    .summary("SQL that could not be read")
                                    .build());
            return;
        }
        if (sql.rendering().isBlank()) {
            return;
        }
        call.setting()
                .inquiry()
                .read(
                        new Operation.Sql(dialect, List.of(sql.rendering()), List.of(), connection),
                        Optional.of(client));
    }

    private Optional<Operation.Connection> connection(Call call, Draft draft) {
        Optional<String> user =
                call.value("username").or(() -> call.value("user")).flatMap(Word::literal);
        Optional<Secret> password =
                call.value("password")
                        .flatMap(Word::literal)
                        .map(p -> Secret.of(p, "option of " + call.name()));
        Optional<Word> uri = uri(call);
        if (uri.isPresent()) {
            if (uri.get().literal().isEmpty()) {
                return Optional.of(new Operation.Connection("${unknown}", user, password));
            }
            String text = uri.get().literal().get();
            int rest = text.indexOf("://") + 3;
            int at = text.indexOf('@', rest);
            String place = at < 0 ? text.substring(rest) : text.substring(at + 1);
            if (at > 0) {
                String login = text.substring(rest, at);
                int colon = login.indexOf(':');
                user = Optional.of(colon < 0 ? login : login.substring(0, colon));
                if (colon >= 0) {
                    Secret secret = Secret.of(login.substring(colon + 1), "connection URL");
                    password = Optional.of(secret);
                }
            }
            int slash = place.indexOf('/');
            draft.host(Word.of(slash < 0 ? place : place.substring(0, slash)));
            return Optional.of(
                    new Operation.Connection("jdbc:" + dialect + "://" + place, user, password));
        }
        password.ifPresent(draft::secret);
        Optional<Word> host = call.value("host").or(() -> call.value("server"));
        Optional<String> database =
                call.value("dbname")
                        .or(() -> call.value("database"))
                        .or(
                                () ->
                                        call.arguments().isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(call.arguments().get(0)))
                        .map(Word::rendering);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        draft.host(host.get());
        String port = call.value("port").map(p -> ":" + p.rendering()).orElse("");
        return Optional.of(
                new Operation.Connection(
                        "jdbc:"
                                + dialect
                                + "://"
                                + host.get().rendering().toLowerCase(Locale.ROOT)
                                + port
                                + "/"
                                + database.orElse(""),
                        user,
                        password));
    }

    private static Optional<Word> uri(Call call) {
        List<Word> candidates = new ArrayList<>(call.values("dbname"));
        candidates.addAll(call.values("url"));
        candidates.addAll(call.arguments());
        for (Word w : candidates) {
            if (w.prefix().contains("://")) {
                return Optional.of(w);
            }
        }
        return call.arguments().isEmpty() || !call.arguments().get(0).hasHole()
                ? Optional.empty()
                : Optional.of(call.arguments().get(0));
    }
}
