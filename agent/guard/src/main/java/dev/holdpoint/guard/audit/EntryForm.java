package dev.holdpoint.guard.audit;

import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.redact.HeldSecrets;
import dev.holdpoint.guard.redact.Redaction;
import dev.holdpoint.session.EffectJson;
import dev.holdpoint.session.Json;
import dev.holdpoint.session.OperationJson;
import dev.holdpoint.session.SessionRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an entry is written: everything but its place in the chain. Thread-safe. */
@FunctionalInterface
public interface EntryForm {

    Json.Obj write(Entry entry);

    /** For people: credentials, SQL literals and bodies are not in it. */
    static EntryForm audit(Redaction redaction) {
        return entry ->
                record(
                        entry,
                        OperationJson.write(redaction.masked(entry.operation())),
                        entry.reading()
                                .map(
                                        r ->
                                                EffectJson.write(
                                                        redaction.masked(r),
                                                        redaction,
                                                        Optional.of(redaction.key())))
                                .orElse(List.of()),
                        redaction);
    }

    /** For replay: credentials are not in it; SQL literals and bodies are. */
    static EntryForm recording(Redaction redaction) {
        return entry ->
                record(
                        entry,
                        OperationJson.write(redaction.operation(entry.operation())),
                        entry.reading()
                                .map(
                                        r ->
                                                EffectJson.write(
                                                        redaction.reading(r),
                                                        redaction,
                                                        Optional.of(redaction.key())))
                                .orElse(List.of()),
                        redaction);
    }

    private static Json.Obj record(
            Entry e, Json.Obj operation, List<Json> effects, Redaction redaction) {
        HeldSecrets held = redaction.held(e.operation(), e.reading());
        SessionRecord.Decision decision =
                new SessionRecord.Decision(
                        e.verdict()
                                .map(v -> v.decision().name().toLowerCase(Locale.ROOT))
                                .orElse("deny"),
                        e.verdict().map(v -> rules(v.matches())).orElse(List.of()),
                        e.policy(),
                        held.replacedIn(reason(e, redaction)),
                        e.request(),
                        e.approvers().isEmpty()
                                ? Optional.empty()
                                : Optional.of(String.join(" ", e.approvers())));
        boolean ran = e.permitted() || !e.enforced();
        return new SessionRecord(
                        0,
                        e.at(),
                        e.session(),
                        e.agent(),
                        e.tool(),
                        e.operation().kind(),
                        held.replacedInOperation(operation),
                        effects.stream().map(held::replacedInEffect).toList(),
                        e.digest(),
                        Optional.of(decision),
                        Optional.of(ran ? SessionRecord.PROCEEDED : SessionRecord.STOPPED),
                        "",
                        "")
                .toJson();
    }

    /** The ground first, where it is not just what the policy says: {@code kill-switch: …}. */
    private static String reason(Entry e, Redaction redaction) {
        String text =
                (e.ground() == Ground.POLICY ? "" : e.ground().word() + ": ")
                        + redaction.text(e.reason())
                        + (e.permitted() || e.enforced() ? "" : " (observed only)");
        return e.verdict()
                .filter(v -> !v.observed().isEmpty())
                .map(v -> text + "; observed: " + String.join(", ", rules(v.observed())))
                .orElse(text);
    }

    private static List<String> rules(List<Verdict.Match> matches) {
        return matches.stream().map(Verdict.Match::rule).distinct().toList();
    }
}
