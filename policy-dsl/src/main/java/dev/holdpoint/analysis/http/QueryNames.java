package dev.holdpoint.analysis.http;

import dev.holdpoint.analysis.http.json.Json;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a body by the names that AWS' Query protocol gives them: {@code
 * Attributes.member.1.Key}. Services that speak it also take JSON and CBOR (SQS and CloudWatch do
 * by now), and what a row says of a parameter holds for the member just as well.
 */
final class QueryNames {

    /** Members of one body; what has more is not told. */
    private static final int MOST = 20_000;

    /** Names that are longer are none of the protocol's. */
    private static final int MOST_LENGTH = 200;

    private final List<Field> fields = new ArrayList<>();

    private QueryNames() {}

    /**
     * Of a call by the name of its operation, and nothing of any other request; empty where there
     * are too many.
     */
    static Optional<List<Field>> of(Request request, List<Json> roots) {
        if (!isCalledByName(request)) {
            return Optional.of(List.of());
        }
        QueryNames names = new QueryNames();
        roots.forEach(r -> names.name("", r));
        return names.fields.size() > MOST ? Optional.empty() : Optional.of(names.fields);
    }

    /** By a header, or in the path: {@code /service/AmazonRDSv19/operation/ModifyDBInstance}. */
    static boolean isCalledByName(Request request) {
        return request.header("x-amz-target").isPresent()
                || request.segments().stream()
                        .anyMatch(
                                p ->
                                        p.size() >= 4
                                                && p.get(p.size() - 2).equals("operation")
                                                && p.get(p.size() - 4).equals("service"));
    }

    /** Whether it is of a form in which such a call is given its parameters, or none. */
    static boolean isRead(Payload payload) {
        return payload instanceof Payload.None
                || payload instanceof Payload.JsonText
                || payload instanceof Payload.Form;
    }

    private void name(String name, Json json) {
        if (fields.size() > MOST || name.length() > MOST_LENGTH) {
            return;
        }
        String before = name.isEmpty() ? "" : name + ".";
        int number = 0;
        for (Json item : json.items()) {
            name(before + "member." + ++number, item);
        }
        for (Map.Entry<String, Json> e : json.members().entrySet()) {
            name(before + e.getKey(), e.getValue());
        }
        json.scalar().ifPresent(v -> fields.add(new Field(name, v)));
    }
}
