package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Meaning;
import dev.holdpoint.analysis.http.catalog.Meaning.Content;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Operations that the provider only tries: {@code DryRun} of EC2, {@code dryRun} of Kubernetes and
 * what catalogs know of others. Whoever says so in two ways is not believed.
 */
final class Trials {

    private static final List<String> TRUE = List.of("true");
    private static final List<String> ALL = List.of("All");

    private final Request request;

    Trials(Request request) {
        this.request = request;
    }

    /** EC2 checks permissions only where every {@code DryRun} says so. */
    Meaning named(Meaning meaning) {
        if (!meaning.action().startsWith("ec2:") || meaning.verb() == Verb.READ) {
            return meaning;
        }
        List<Field> fields = new ArrayList<>(request.url().query());
        fields.addAll(request.fields());
        List<String> values =
                fields.stream()
                        .filter(f -> f.name().equalsIgnoreCase("DryRun"))
                        .map(Field::value)
                        .distinct()
                        .toList();
        return values.equals(TRUE) ? meaning.tried() : meaning;
    }

    /** An operation by method and path of that provider. */
    Meaning addressed(Meaning meaning, String provider, String path) {
        if (provider.equals("kubernetes")) {
            return kubernetes(meaning, path) ? meaning.tried() : meaning;
        }
        for (Content content : meaning.content()) {
            if (content instanceof Content.Dry dry
                    && !doubtful()
                    && new Places(request).meet(dry.conditions())) {
                return meaning.tried();
            }
        }
        return meaning;
    }

    private boolean doubtful() {
        return request.payload() instanceof Payload.JsonText j
                && (j.document().doubtful() || j.document().roots().size() != 1);
    }

    /**
     * Kubernetes carries out nothing under {@code dryRun=All}. A DELETE with a body takes its
     * options from there and not from the query; an exec takes none; and a path that merely looks
     * like a custom resource's ({@code /apis/billing/v1/invoices}) may be another server's.
     */
    private boolean kubernetes(Meaning meaning, String path) {
        boolean options =
                request.methods().contains("DELETE")
                        && !(request.payload() instanceof Payload.None);
        return (options ? dryOptions() : dryQuery())
                && meaning.verb() != Verb.RUN
                && meaning.content().stream().noneMatch(Trials::isExec)
                && (!meaning.action().contains("CustomObject")
                        || path.split("/", 4)[2].indexOf('.') > 0);
    }

    private static boolean isExec(Content content) {
        return content instanceof Content.Exec exec && exec.pointer().startsWith("?");
    }

    private boolean dryQuery() {
        return request.url().query().stream()
                .filter(f -> f.name().equals("dryRun"))
                .map(Field::value)
                .distinct()
                .toList()
                .equals(ALL);
    }

    /** {@code {"kind": "DeleteOptions", "dryRun": ["All"]}}. */
    private boolean dryOptions() {
        if (!request.methods().equals(Set.of("DELETE"))
                || !(request.payload() instanceof Payload.JsonText j)
                || doubtful()) {
            return false;
        }
        Json options = j.document().roots().get(0);
        List<Json> values = options.member("dryRun").map(Json::items).orElse(List.of());
        return values.equals(List.of(new Json.Text("All")));
    }
}
