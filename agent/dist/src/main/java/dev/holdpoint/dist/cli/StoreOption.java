package dev.holdpoint.dist.cli;

import dev.holdpoint.dist.cli.PolicyOption.Unusable;
import dev.holdpoint.guard.approval.Request;
import dev.holdpoint.guard.approval.SignatureException;
import dev.holdpoint.guard.store.DirectoryStore;
import dev.holdpoint.guard.store.StoreException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --store DIR}; without it {@code HOLDPOINT_STORE}. */
final class StoreOption {

    @Option(
            names = {"-s", "--store"},
            paramLabel = "DIR",
            description = "The store of the agent. Without it, HOLDPOINT_STORE.")
    private @Nullable Path directory;

    /**
     * The store.
     *
     * @throws Unusable if none is named, or it is none
     */
    DirectoryStore open() {
        Path named =
                Optional.ofNullable(directory)
                        .or(
                                () ->
                                        Optional.ofNullable(System.getenv("HOLDPOINT_STORE"))
                                                .filter(s -> !s.isEmpty())
                                                .map(Path::of))
                        .orElseThrow(
                                () ->
                                        new Unusable(
                                                "no store is named; give --store DIR or set"
                                                        + " HOLDPOINT_STORE"));
        try {
            return DirectoryStore.view(named);
        } catch (StoreException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A request, with everything in it checked that can be.
     *
     * @throws Unusable if there is none, or it was tampered with
     */
    static Request request(DirectoryStore store, String id) {
        if (!Request.isId(id)) {
            throw new Unusable(
                    "`" + id + "` is not the id of a request, such as hp-abcdefgh23456789");
        }
        try {
            String text =
                    store.request(id)
                            .orElseThrow(
                                    () ->
                                            new Unusable(
                                                    "there is no request "
                                                            + id
                                                            + " in "
                                                            + store.root()));
            Request request = Request.read(text);
            if (!request.id().equals(id)) {
                throw new Unusable("the file of " + id + " holds another request: do not sign it");
            }
            return request;
        } catch (StoreException e) {
            throw new Unusable(String.valueOf(e.getMessage()));
        } catch (SignatureException e) {
            throw new Unusable(
                    "the request " + id + " was changed; do not sign it: " + e.getMessage());
        }
    }
}
