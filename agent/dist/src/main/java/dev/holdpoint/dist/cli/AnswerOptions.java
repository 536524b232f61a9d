package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.guard.approval.Need;
import dev.holdpoint.guard.approval.Rendering;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.approval.SignedStatement;
import dev.holdpoint.guard.approval.SshKey;
import dev.holdpoint.guard.approval.Statement;
import dev.holdpoint.guard.approval.Statement.Decision;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.guard.store.StoreException;
import dev.holdpoint.session.CanonicalJson;
import dev.holdpoint.session.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code approve} and {@code refuse} have in common: show, confirm, sign, store. */
final class AnswerOptions {

    /** A clock of the approver that is ahead by so much does not make the approval useless. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    @Mixin private StoreOption store = new StoreOption();

    @Parameters(index = "0", paramLabel = "ID", description = "The request, as the agent was told.")
    private String id = "";

    @Option(
            names = {"-k", "--key"},
            paramLabel = "FILE",
            description = {
                "Your SSH key (Ed25519). ssh-keygen signs with it, so that ssh-agent, passphrases"
                        + " and hardware keys serve; a .pub file is enough where the agent has the"
                        + " key."
            })
    private @Nullable Path key;

    @Option(names = "--yes", description = "Sign without asking back.")
    private boolean yes;

    @Option(names = "--json", description = "The answer as one JSON object.")
    private boolean json;

    @Option(
            names = "--prepare",
            paramLabel = "FILE",
            description = "Write what is to be signed to FILE, to be signed elsewhere, and end.")
    private @Nullable Path prepare;

    @Option(
            names = "--statement",
            paramLabel = "FILE",
            description = "What was written by --prepare, and has been signed.")
    private @Nullable Path prepared;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "The signature of --statement, as ssh-keygen -Y sign wrote it.")
    private @Nullable Path signature;

    /**
     * Answers the request.
     *
     * @param time how long an approval holds; empty for as long as the policy lets it
     * @param uses how often; 0 for as often as the policy lets it
     */
    int answer(
            Decision decision,
            java.util.Optional<Duration> time,
            int uses,
            PrintWriter out,
            PrintWriter err) {
        DirectoryStore open = store.open();
        Request request = StoreOption.request(open, id);
        if (!json) {
            Rendering.of(request).forEach(out::println);
            out.println();
        }
        try {
            SignedStatement signed;
            if (prepared != null || signature != null) {
                if (prepared == null || signature == null) {
                    throw new Unusable("--statement and --signature belong together");
                }
                signed = SignedStatement.verify(text(prepared), text(signature));
                if (!signed.statement().answers(request)
                        || signed.statement().decision() != decision) {
                    throw new Unusable("what was signed does not answer " + id + " so");
                }
            } else {
                if (key == null) {
                    throw new Unusable("give your SSH key with --key FILE");
                }
                Statement statement =
                        statement(request, decision, SshKeygen.publicKey(key), time, uses);
                if (prepare != null) {
                    Files.writeString(prepare, statement.write(), StandardCharsets.UTF_8);
                    out.println(
                            "sign it: ssh-keygen -Y sign -n "
                                    + Statement.NAMESPACE
                                    + " -f KEY "
                                    + prepare);
                    return 0;
                }
                if (!yes && !confirmed(decision, statement, out)) {
                    err.println("nothing was signed");
                    return 1;
                }
                signed =
                        SignedStatement.verify(
                                statement.write(), SshKeygen.sign(key, statement.bytes()));
            }
            open.add(id, signed.write());
            done(out, request, signed.statement());
            return 0;
        } catch (SignatureException e) {
            throw new Unusable("the signature cannot be used: " + e.getMessage());
        } catch (StoreException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Unusable(PolicyOption.reason(e));
        }
    }

    private static Statement statement(
            Request request,
            Decision decision,
            SshKey approver,
            java.util.Optional<Duration> time,
            int uses) {
        Duration within =
                request.needs().stream()
                        .map(Need::within)
                        .min(java.util.Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        int most = request.needs().stream().mapToInt(Need::uses).min().orElse(1);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant from = now.minus(SKEW);
        Instant until = time.map(now::plus).orElse(from.plus(within));
        return Statement.about(
                request, decision, approver, from, until, until, uses == 0 ? most : uses);
    }

    private static boolean confirmed(Decision decision, Statement s, PrintWriter out)
            throws IOException {
        String verb = decision == Decision.APPROVE ? "Approve" : "Refuse";
        out.print(
                verb
                        + " exactly this, "
                        + (decision == Decision.APPROVE
                                ? s.uses() == 1
                                        ? "once, until " + s.executeBy()
                                        : s.uses() + " times, until " + s.executeBy()
                                : "for good")
                        + "? Type yes: ");
        out.flush();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String line = in.readLine();
        return line != null && line.strip().equals("yes");
    }

    private void done(PrintWriter out, Request request, Statement s) {
        boolean approved = s.decision() == Decision.APPROVE;
        if (json) {
            out.println(
                    CanonicalJson.write(
                            Json.object()
                                    .put("request", request.id())
                                    .put("decision", approved ? "approve" : "refuse")
                                    .put("digest", request.digest())
                                    .put("approver", s.approver())
                                    .put("executeBy", s.executeBy().toString())
                                    .put("uses", s.uses())
                                    .build()));
            return;
        }
        out.println(
                approved
                        ? "approved by "
                                + s.approver()
                                + " until "
                                + s.executeBy()
                                + "; the agent tries exactly the same operation again"
                        : "refused by " + s.approver() + "; it stays refused");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
