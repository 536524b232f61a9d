package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Command;
import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Kind;
import dev.holdpoint.effect.Reach;
import dev.holdpoint.effect.Secret;
import dev.holdpoint.effect.Secrets;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exec effect of a command while it is made: facts gathered from the call, then a verb. */
final class Draft {

    static final Fact UNREAD = Fact.unknown("the word could not be read");
    private static final Fact LOST = Fact.unknown("cd went somewhere unknown");

    private final Call call;
    private final Setting setting;
    private final List<String> read = new ArrayList<>(0);
    private final List<String> written = new ArrayList<>(0);
    private final List<String> destroyed = new ArrayList<>(0);
    private final List<String> resources = new ArrayList<>(0);
    private boolean complete = true;
    private boolean destroyedComplete = true;
    private Verb verb = Verb.RUN;
    private String target = "";
    private boolean carrier;
    private boolean opaque;
    private Optional<String> why = Optional.empty();
    private boolean remote;
    private Optional<String> action = Optional.empty();
    private Optional<String> service = Optional.empty();
    private Fact host;
    private Fact user;
    private Secrets secrets = Secrets.NONE;

    Draft(Call call) {
        this.call = call;
        this.setting = call.setting();
        this.host = setting.inherited(Attribute.HOST);
        this.user = setting.inherited(Attribute.USER);
        for (Call.Use use : call.uses()) {
            take(use);
        }
        for (Command.Redirection r : call.command().redirections()) {
            redirection(r);
        }
        if (!call.command().variables().isEmpty()) {
            SecretFinder.variables(call.command().variables()).forEach(this::secret);
        }
    }

    private void take(Call.Use use) {
        Word word = use.word();
        switch (use.meaning().what()) {
            case READ, SQL_FILE -> touch(word, read);
            case WRITTEN -> touch(word, written);
            case DESTROYED -> touch(word, destroyed);
            case USER -> user = word.literal().map(Fact::text).orElse(UNREAD);
            case HOST -> host(word);
            case SECRET ->
                    word.literal()
                            .ifPresentOrElse(
                                    s -> secret(Secret.of(s, "an option of " + call.name())),
                                    () -> secrets = secrets.and(Secrets.UNREAD));
            case ID ->
                    word.literal()
                            .ifPresent(id -> resources.add(use.meaning().detail() + ":" + id));
            default -> {}
        }
    }

    private void touch(Word word, List<String> to) {
        if (word.rendering().equals("-") || Paths.isRemote(word.prefix())) {
            return;
        }
        Optional<String> path = setting.path(word);
        if (path.isPresent()) {
            to.add(path.get());
        } else {
            complete = false;
            if (to == destroyed) {
                destroyedComplete = false;
            }
        }
    }

    private void redirection(Command.Redirection r) {
        switch (r.mode()) {
            case READ -> touch(r.target(), read);
            case WRITE -> touch(r.target(), written);
            case APPEND, READ_WRITE -> touch(r.target(), written);
        }
    }

    Draft host(Word word) {
        String text = word.rendering();
        int at = text.lastIndexOf('@');
        if (at > 0 && !word.hasHole()) {
            user = Fact.text(text.substring(0, at));
        }
        host = word.hasHole() ? UNREAD : Fact.text(Hosts.canonical(text.substring(at + 1)));
        return this;
    }

    Draft user(String name) {
        user = Fact.text(name);
        return this;
    }

    Draft remote() {
        remote = true;
        return this;
    }

    Draft secret(Secret s) {
        secrets = secrets.and(Secrets.of(s));
        return this;
    }

    Draft secrets(Secrets s) {
        secrets = secrets.and(s);
        return this;
    }

    Draft read(String path) {
        read.add(path);
        return this;
    }

    Draft written(String path) {
        written.add(path);
        return this;
    }

    Draft destroyed(String path) {
        destroyed.add(path);
        return this;
    }

    Draft incomplete() {
        complete = false;
        destroyedComplete = false;
        return this;
    }

    Draft resource(String id) {
        resources.add(id);
        return this;
    }

    Draft action(String ofService, String name) {
        service = Optional.of(ofService);
        action = Optional.of(name);
        return this;
    }

    Draft verb(Verb v) {
        verb = v;
        return this;
    }

    Draft atLeast(Verb v) {
        if (v.compareTo(verb) > 0) {
            verb = v;
            carrier = false;
        }
        return this;
    }

    Draft target(String t) {
        target = t;
        return this;
    }

    Draft carrier() {
        carrier = true;
        verb = Verb.READ;
        return this;
    }

    /** What it does is hidden. */
    Draft hidden(String reason) {
        verb = Verb.UNKNOWN;
        opaque = true;
        carrier = false;
        why = Optional.of(reason);
        return this;
    }

    Draft opaque() {
        opaque = true;
        return this;
    }

    Verb verb() {
        return verb;
    }

    boolean isCarrier() {
        return carrier;
    }

    /** Deleting nothing but scrap is recoverable: what made it makes it again. */
    private boolean scrapOnly() {
        if (destroyed.isEmpty() || !destroyedComplete) {
            return false;
        }
        Optional<String> start = setting.start();
        return destroyed.stream()
                .allMatch(
                        p ->
                                (Paths.isScrap(p, start) || isOutputOfDotNet(p))
                                        && !setting.inquiry().detours().holdsKept(p));
    }

    /** {@code bin} where {@code obj} beside it, which is build output, goes too. */
    private boolean isOutputOfDotNet(String path) {
        return path.endsWith("/bin")
                && destroyed.contains(path.substring(0, path.length() - 3) + "obj")
                && Paths.isScrap(path.substring(0, path.length() - 3) + "obj", setting.start());
    }

    /**
     * Completes the effect, adds it to the inquiry and returns it, to be the parent of what it
     * starts.
     */
    Effect add() {
        judgePaths();
        Effect e = build();
        setting.inquiry().add(e);
        return e;
    }

    private void judgePaths() {
        if (verb == Verb.DESTROY && target.equals("file") && scrapOnly()) {
            verb = Verb.WRITE;
        }
        Command c = call.command();
        for (Command.Redirection r : c.redirections()) {
            if (r.mode() == Command.Redirection.Mode.READ) {
                continue;
            }
            Optional<String> path = setting.path(r.target());
            Verb v = path.map(p -> overwriting(p, r.mode())).orElse(Verb.WRITE);
            boolean empties = r.mode() == Command.Redirection.Mode.WRITE && saysNothing(c);
            if (empties && path.filter(p -> Paths.isScrap(p, setting.start())).isEmpty()) {
                v = Verb.DESTROY;
                target = "file";
            }
            if (!(path.isPresent() && harmless(path.get()))) {
                atLeast(v);
            }
        }
        for (String p : written) {
            if (Paths.isDevice(p)) {
                atLeast(Verb.DESTROY);
                target = "disk";
            } else if (Paths.isAccess(p)) {
                atLeast(Verb.GRANT);
            }
        }
    }

    /**
     * {@code : > file}, {@code printf "" > file}, {@code cat /dev/null > file}: all that they do is
     * to empty it.
     */
    private static boolean saysNothing(Command c) {
        List<Word> words = c.words();
        String name = words.get(0).rendering();
        List<Word> rest = words.subList(1, words.size());
        return switch (name) {
            case ":", "true", "false" -> true;
            case "printf" -> rest.size() == 1 && rest.get(0).parts().isEmpty();
            case "echo" ->
                    !rest.isEmpty()
                            && rest.get(0).rendering().equals("-n")
                            && rest.stream().skip(1).allMatch(w -> w.parts().isEmpty());
            case "cat" -> rest.size() == 1 && rest.get(0).rendering().equals("/dev/null");
            default -> false;
        };
    }

    private static boolean harmless(String path) {
        return path.startsWith("/dev/") && !Paths.isDevice(path);
    }

    private static Verb overwriting(String path, Command.Redirection.Mode mode) {
        if (Paths.isDevice(path)) {
            return Verb.DESTROY;
        }
        return mode == Command.Redirection.Mode.WRITE && Paths.isSystem(path)
                ? Verb.DESTROY
                : Verb.WRITE;
    }

    private Effect build() {
        Command command = setting.command();
        Told told = new Told(command.words(), command.variables(), why);
        Effect.Builder b =
                Effect.of(Kind.EXEC)
                        .parent(setting.parent())
                        .reach(reach())
                        .secrets(secrets)
                        .later(told, Attribute.ARGS);
        if (carrier) {
            b.carrier();
        } else {
            b.verb(verb);
        }
        if (opaque) {
            b.opaque();
        }
        if (!target.isEmpty()) {
            b.set(Attribute.TARGET, target);
        }
        b.set(Attribute.PROGRAM, call.name());
        if (!call.path().isEmpty()) {
            b.set(Attribute.SUBCOMMAND, String.join(" ", call.path()));
        } else if (call.hiddenSubcommand()) {
            b.set(Attribute.SUBCOMMAND, UNREAD);
        }
        b.set(
                Attribute.FLAGS,
                call.flags().isEmpty() && !call.uncertain()
                        ? Fact.NONE
                        : new Fact.Texts(call.flags(), !call.uncertain()));
        paths(b);
        Optional<String> cwd = command.cwd();
        b.set(Attribute.CWD, cwd.isPresent() ? Fact.text(cwd.get()) : LOST);
        if (!command.variables().isEmpty()) {
            b.later(told, Attribute.ENVVARS);
        }
        if (!(host instanceof Fact.Absent)) {
            b.set(Attribute.HOST, host);
        }
        if (!(user instanceof Fact.Absent)) {
            b.set(Attribute.USER, user);
        }
        Optional<String> s = service();
        if (s.isPresent()) {
            b.set(Attribute.SERVICE, s.get());
        }
        if (action.isPresent()) {
            b.set(Attribute.ACTION, action.get());
        }
        if (!resources.isEmpty()) {
            b.set(Attribute.RESOURCE, Fact.texts(resources, true));
        }
        return b.build();
    }

    private Optional<String> service() {
        if (service.isPresent() || call.program().isEmpty()) {
            return service;
        }
        Program program = call.program().get();
        return program.service().isEmpty() && program.remote()
                ? Optional.of(call.name())
                : program.service();
    }

    private Reach reach() {
        boolean far =
                remote
                        || (call.program().isPresent() && call.program().get().remote())
                        || !(host instanceof Fact.Absent);
        return far ? Reach.REMOTE : Reach.LOCAL;
    }

    private void paths(Effect.Builder b) {
        Fact reads = Fact.texts(read, complete);
        Fact writes = Fact.texts(written, complete);
        Fact destroys = Fact.texts(destroyed, complete);
        b.set(Attribute.PATHS_READ, reads);
        b.set(Attribute.PATHS_WRITTEN, writes);
        b.set(Attribute.PATHS_DESTROYED, destroys);
        if (written.isEmpty() && destroyed.isEmpty()) {
            b.set(Attribute.PATHS, reads);
            return;
        }
        List<String> all = new ArrayList<>(read.size() + written.size() + destroyed.size());
        all.addAll(read);
        all.addAll(written);
        all.addAll(destroyed);
        b.set(Attribute.PATHS, Fact.texts(all, complete));
    }
}
