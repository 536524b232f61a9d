package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Document;
import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Body;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Operation.Field;
import dev.holdpoint.effect.Verb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AWS Cloud Control, which makes and changes resources of every kind by two operations
 * (docs.aws.amazon.com/cloudcontrolapi): what is changed stands in a text that is a JSON patch, and
 * what is made in one that is an object. Either is handed on as the request that it stands for,
 * {@code PATCH /AWS/RDS/DBInstance/orders}, so that the rules for a patch and for rights read it.
 */
final class CloudControl {

    private static final String UPDATE = "cloudcontrol:UpdateResource";
    private static final String CREATE = "cloudcontrol:CreateResource";

    /** A policy's statements lie a few levels below what is made. */
    private static final int MOST_DEPTH = 12;

    private CloudControl() {}

    static void find(Request request, Meanings.Understanding known, Inside inside) {
        if (!(request.payload() instanceof Payload.JsonText body)) {
            return;
        }
        boolean update = is(known, UPDATE);
        if (!update && !is(known, CREATE)) {
            return;
        }
        for (Json root : body.document().roots()) {
            Optional<String> written = root.text(update ? "PatchDocument" : "DesiredState");
            String type = root.text("TypeName").orElse("").replace("::", "/");
            if (written.isEmpty()) {
                inside.hide("a resource that is not told");
                continue;
            }
            Optional<Document> document = Document.read(written.get());
            boolean gives =
                    document.isPresent()
                            && document.get().roots().stream()
                                    .anyMatch(update ? j -> changed(type, j) : j -> made(type, j));
            if (gives) {
                inside.says(Verb.GRANT);
            }
            String id = update ? "/" + encoded(root.text("Identifier").orElse("")) : "";
            inside.operation(
                    new Operation.Http(
                            update ? "PATCH" : "POST",
                            Batches.absolute(request.url(), "/" + type + id),
                            headers(request, update),
                            Body.of(written.get())));
        }
    }

    private static List<Field> headers(Request request, boolean patch) {
        List<Field> headers = new ArrayList<>();
        String type = patch ? "application/json-patch+json" : "application/json";
        headers.add(new Field("content-type", type));
        request.header("authorization").ifPresent(a -> headers.add(new Field("authorization", a)));
        return headers;
    }

    /**
     * Policies that hold for somebody or something, and somebody for whom some hold. A managed
     * policy holds for nobody yet, and that of scaling and of lifecycles has no statements.
     */
    private static boolean made(String type, Json state) {
        boolean policy =
                type.endsWith("Permission")
                        || type.endsWith("Policy") && !type.endsWith("ManagedPolicy");
        return policy && allows(state, 0)
                || type.startsWith(IAM)
                        && HELD.stream()
                                .anyMatch(
                                        h ->
                                                state.member(h)
                                                        .filter(CloudControl::isSome)
                                                        .isPresent());
    }

    private static final String IAM = "AWS/IAM/";

    private static final Set<String> HELD =
            Set.of("ManagedPolicyArns", "Policies", "Groups", "LoginProfile");

    private static boolean isSome(Json list) {
        return !list.items().isEmpty() || !list.members().isEmpty();
    }

    /** The same of a patch. */
    private static boolean changed(String type, Json patch) {
        for (Json operation : patch.items()) {
            String path = operation.text("path").orElse("");
            boolean held =
                    type.startsWith(IAM) && HELD.stream().anyMatch(h -> path.startsWith("/" + h));
            if (held || operation.member("value").filter(v -> allows(v, 0)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean allows(Json json, int depth) {
        if (depth > MOST_DEPTH || json.isLeaf()) {
            return json.asText().filter(t -> t.contains("\"Allow\"")).isPresent();
        }
        return json.text("Effect").filter("Allow"::equalsIgnoreCase).isPresent()
                || json.text("Principal").isPresent()
                || json.items().stream().anyMatch(i -> allows(i, depth + 1))
                || json.members().values().stream().anyMatch(m -> allows(m, depth + 1));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static boolean is(Meanings.Understanding known, String action) {
        return known.all().stream().anyMatch(m -> m.action().equals(action));
    }
}
