package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.guard.approval.Rendering;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.approval.SignedStatement;
import dev.holdpoint.guard.approval.Statement;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.guard.store.StoreException;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code requests}: what agents wait for. */
@Command(
        name = "requests",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the requests for approval in a store, newest first, or shows one whole.",
            "Exit 0: all could be read. 1: some were changed in the store. 2: no such store or"
                    + " request."
        })
final class RequestsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private StoreOption store = new StoreOption();

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The request to show.")
    private @Nullable String id;

    @Option(names = "--all", description = "Also those that were used up or refused.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        DirectoryStore open = store.open();
        PrintWriter out = spec.commandLine().getOut();
        if (id != null) {
            show(out, open, StoreOption.request(open, id));
            return 0;
        }
        int changed = 0;
        int shown = 0;
        try {
            for (String each : open.requests()) {
                try {
                    Request request = StoreOption.request(open, each);
                    Standing standing = Standing.of(open, request);
                    if (all || standing.open()) {
                        shown++;
                        list(out, request, standing);
                    }
                } catch (Unusable e) {
                    changed++;
                    spec.commandLine().getErr().println(e.getMessage());
                }
            }
        } catch (StoreException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        }
        if (shown == 0 && !json) {
            out.println("nothing waits for approval in " + open.root());
        }
        return changed == 0 ? 0 : 1;
    }

    private void list(PrintWriter out, Request request, Standing standing) {
        if (json) {
            out.println(CanonicalJson.write(standing.json(request)));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%s  %s  %-24s %s%n",
                request.id(),
                request.created(),
                standing.words(),
                Rendering.summary(request));
    }

    private void show(PrintWriter out, DirectoryStore open, Request request) {
        Standing standing = Standing.of(open, request);
        if (json) {
            out.println(CanonicalJson.write(standing.json(request)));
            return;
        }
        Rendering.of(request).forEach(out::println);
        out.println("standing     " + standing.words());
        standing.statements().forEach(s -> out.println("             " + s));
    }

    /**
     * What is known here of a request. Whose keys count is known to the policy alone, so this
     * counts signatures that are genuine, whoever made them.
     */
    private record Standing(int used, int most, boolean refused, List<String> statements) {

        static Standing of(DirectoryStore store, Request request) {
            try {
                List<String> statements = new ArrayList<>();
                boolean refused = false;
                for (String text : store.statements(request.id())) {
                    Optional<SignedStatement> signed = genuine(text);
                    if (signed.isEmpty() || !signed.get().statement().answers(request)) {
                        statements.add("a statement that is worthless");
                        continue;
                    }
                    Statement s = signed.get().statement();
                    boolean no = s.decision() == Statement.Decision.REFUSE;
                    refused |= no;
                    statements.add(
                            (no ? "refused by " : "approved by ")
                                    + s.approver()
                                    + (no ? "" : ", to run until " + s.executeBy()));
                }
                int most = request.needs().stream().mapToInt(n -> n.uses()).min().orElse(0);
                int used = 0;
                while (used < most && store.isConsumed(request.id(), used)) {
                    used++;
                }
                return new Standing(used, most, refused, List.copyOf(statements));
            } catch (StoreException e) {
                throw new Unusable(String.valueOf(e.getMessage()));
            }
        }

        private static Optional<SignedStatement> genuine(String text) {
            try {
                return Optional.of(SignedStatement.read(text));
            } catch (SignatureException e) {
                return Optional.empty();
            }
        }

        boolean open() {
            return !refused && used < most;
        }

        String words() {
            if (refused) {
                return "refused";
            }
            if (used >= most) {
                return "used";
            }
            return statements.isEmpty() ? "waits" : "waits, " + statements.size() + " signed";
        }

        Json json(Request request) {
            return Json.object()
                    .put("request", request.id())
                    .put("created", request.created().toString())
                    .put("digest", request.digest())
                    .put("policy", request.policy())
                    .put("deployment", request.deployment())
                    .put("agent", request.agent())
                    .put("session", request.session())
                    .put("tool", request.tool())
                    .put("operation", request.form())
                    .put("rendering", Json.texts(Rendering.of(request)))
                    .put("standing", refused ? "refused" : used >= most ? "used" : "waits")
                    .put("used", used)
                    .put("uses", most)
                    .put("statements", Json.texts(statements))
                    .build();
        }
    }
}
