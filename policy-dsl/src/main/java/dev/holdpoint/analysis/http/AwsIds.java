package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.catalog.Catalog;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The ids in the parameters of an AWS call by name. A parameter tells its kind by its name: {@code
 * DBInstanceIdentifier=prod-1} is {@code aws:dbinstance:prod-1}, {@code InstanceId.1=i-7} is {@code
 * aws:instance:i-7}. An ARN is its own id wherever it stands ({@code arn:aws:rds:…:db:prod-1}).
 */
final class AwsIds {

    /** Longest first. */
    private static final List<String> ENDINGS =
            List.of(
                    "identifiers",
                    "identifier",
                    "names",
                    "name",
                    "arns",
                    "arn",
                    "ids",
                    "id",
                    "url");

    /** Parameters that name nothing that is touched. */
    private static final Set<String> NOT_IDS =
            Set.of(
                    "clienttoken",
                    "requestid",
                    "clientrequesttoken",
                    "accountid",
                    "ownerid",
                    "displayname",
                    "masterusername",
                    "versionid",
                    "awsaccesskeyid",
                    "engineversion",
                    "filename");

    private static final Set<String> WHOLE = Set.of("bucket", "cluster");

    private static final int MOST_DEPTH = 20;

    private final Catalog catalog;
    private final BiConsumer<String, String> found;

    private AwsIds(Catalog catalog, BiConsumer<String, String> found) {
        this.catalog = catalog;
        this.found = found;
    }

    /**
     * Gives what is found as kind and id; an ARN has the kind {@code arn}.
     *
     * @param unread is told that there may be ids which could not be read
     */
    static void find(
            Request request, Catalog catalog, BiConsumer<String, String> found, Runnable unread) {
        AwsIds ids = new AwsIds(catalog, found);
        Payload payload = request.payload();
        for (Field f : request.url().query()) {
            ids.field(f);
        }
        if (payload instanceof Payload.Form form) {
            form.fields().forEach(ids::field);
        } else if (payload instanceof Payload.JsonText json) {
            for (Json root : json.document().roots()) {
                for (Map.Entry<String, Json> e : root.members().entrySet()) {
                    ids.named(e.getKey(), e.getValue());
                    ids.arns(e.getValue(), 0);
                }
            }
            if (json.document().doubtful()) {
                unread.run();
            }
        } else if (!(payload instanceof Payload.None || payload instanceof Payload.Text)) {
            unread.run();
        }
        for (Field segment : segments(request)) {
            ids.arn(segment.value());
        }
    }

    /** An ARN in a path stands encoded in one segment. */
    private static List<Field> segments(Request request) {
        return PathReadings.segments(request.url().path()).stream()
                .filter(s -> s.startsWith("arn"))
                .map(s -> new Field("", Percent.decoded(s, false).orElse(s)))
                .toList();
    }

    /** {@code InstanceId.1}, {@code Filter.1.Value.2}: the first part of the name counts. */
    private void field(Field f) {
        int dot = f.name().indexOf('.');
        name(dot < 0 ? f.name() : f.name().substring(0, dot), f.value());
        arn(f.value());
    }

    private void named(String name, Json value) {
        value.scalar().ifPresent(id -> name(name, id));
        value.items().forEach(i -> i.scalar().ifPresent(id -> name(name, id)));
    }

    private void name(String parameter, String value) {
        String name = parameter.toLowerCase(Locale.ROOT);
        if (NOT_IDS.contains(name) || value.isEmpty() || value.startsWith("arn:")) {
            return;
        }
        if (WHOLE.contains(name)) {
            found.accept(name, value);
            return;
        }
        for (String ending : ENDINGS) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                found.accept(
                        catalog.kind(name.substring(0, name.length() - ending.length())), value);
                return;
            }
        }
    }

    private void arns(Json json, int depth) {
        json.asText().ifPresent(this::arn);
        if (depth < MOST_DEPTH) {
            json.items().forEach(i -> arns(i, depth + 1));
            json.members().values().forEach(m -> arns(m, depth + 1));
        }
    }

    private void arn(String text) {
        if (text.startsWith("arn:") && text.indexOf(' ') < 0) {
            found.accept("arn", text);
        }
    }
}
