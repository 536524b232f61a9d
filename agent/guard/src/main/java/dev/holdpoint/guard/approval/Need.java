package dev.holdpoint.guard.approval;

import dev.holdpoint.session.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * What one asking rule needs.
 *
 * @param rule its name
 * @param group of approvers
 * @param quorum distinct keys of the group
 * @param within from the beginning of an approval to the start of the operation
 * @param uses how often one approval serves at most
 */
public record Need(String rule, String group, int quorum, Duration within, int uses) {

    Json form() {
        return Json.object()
                .put("rule", rule)
                .put("group", group)
                .put("quorum", quorum)
                .put("within", within.toSeconds())
                .put("uses", uses)
                .build();
    }

    static Optional<Need> read(Json json) {
        if (json instanceof Json.Obj o
                && o.text("rule").isPresent()
                && o.text("group").isPresent()
                && o.whole("quorum").isPresent()
                && o.whole("within").isPresent()
                && o.whole("uses").isPresent()) {
            return Optional.of(
                    new Need(
                            o.text("rule").get(),
                            o.text("group").get(),
                            (int) Math.min(Integer.MAX_VALUE, o.whole("quorum").get()),
                            Duration.ofSeconds(o.whole("within").get()),
                            (int) Math.min(Integer.MAX_VALUE, o.whole("uses").get())));
        }
        return Optional.empty();
    }
}
