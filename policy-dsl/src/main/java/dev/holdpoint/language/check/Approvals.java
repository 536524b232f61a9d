package dev.holdpoint.language.check;

import dev.holdpoint.language.syntax.Findings;
import dev.holdpoint.language.syntax.Spelling;
import dev.holdpoint.language.syntax.Syntax;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Approvals that cannot be given: of a group that is not declared, of more people than it has keys,
 * by a key that cannot be verified, or by nobody without saying so.
 */
final class Approvals {

    private Approvals() {}

    static void check(Syntax.Document document, Names names, Findings findings) {
        for (Syntax.Item item : document.items()) {
            if (item instanceof Syntax.Approvers a) {
                group(a, findings);
            } else if (item instanceof Syntax.Rule r && r.approval().isPresent()) {
                approval(r.approval().get(), names, findings);
            } else if (item instanceof Syntax.Default d && d.approval().isPresent()) {
                approval(d.approval().get(), names, findings);
            }
        }
    }

    private static void approval(Syntax.Approval approval, Names names, Findings findings) {
        String name = approval.group().text();
        Syntax.Approvers group = names.approvers.get(name);
        if (group == null) {
            findings.error(
                    "unknown-approvers",
                    approval.group().span(),
                    "there is no group of approvers named `" + name + "`",
                    Spelling.suggest(name, names.approvers.keySet())
                            .or(
                                    () ->
                                            Optional.of(
                                                    "declare it: approvers "
                                                            + name
                                                            + " { key \"ssh-ed25519 …\" }")));
            return;
        }
        int keys = group.keys().size();
        if (!group.nobody() && approval.quorum() > keys && keys > 0) {
            findings.error(
                    "quorum",
                    approval.quorumSpan(),
                    "a quorum of "
                            + approval.quorum()
                            + " can never be reached: `"
                            + name
                            + "` has "
                            + keys
                            + (keys == 1 ? " key" : " keys"),
                    "ask for at most " + keys + ", or add keys");
        }
    }

    private static void group(Syntax.Approvers group, Findings findings) {
        if (group.keys().isEmpty() && !group.nobody()) {
            findings.error(
                    "no-keys",
                    group.span(),
                    "nobody is in the group `" + group.name().text() + "`",
                    "add keys, or write `nobody` if nothing it is asked may be approved");
        }
        if (!group.keys().isEmpty() && group.nobody()) {
            findings.error(
                    "no-keys",
                    group.span(),
                    "the group `" + group.name().text() + "` has keys and is said to be nobody",
                    "remove `nobody`, or the keys");
        }
        Set<String> blobs = new HashSet<>();
        for (Syntax.Text key : group.keys()) {
            Optional<String> problem = SshKeys.problem(key.value());
            if (problem.isPresent()) {
                findings.error(
                        "ssh-key",
                        key.span(),
                        problem.get(),
                        "put the line of an Ed25519 public key here: the content of"
                                + " ~/.ssh/id_ed25519.pub");
            } else if (!blobs.add(SshKeys.blob(key.value()))) {
                findings.error(
                        "duplicate-name",
                        key.span(),
                        "the same key twice: it counts once towards a quorum",
                        "remove one of them");
            }
        }
    }
}
