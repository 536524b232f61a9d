package dev.holdpoint.analysis.http.graphql;

import dev.holdpoint.analysis.http.graphql.Document.Field;
import dev.holdpoint.analysis.http.graphql.Document.Inline;
import dev.holdpoint.analysis.http.graphql.Document.Operation;
import dev.holdpoint.analysis.http.graphql.Document.Selection;
import dev.holdpoint.analysis.http.graphql.Document.Spread;
import dev.holdpoint.analysis.http.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The operation of a request that the server would run.
 *
 * @param kind {@code query}, {@code mutation} or {@code subscription}
 * @param roots what it asks of the server's root type
 */
public record Chosen(String kind, List<Root> roots) {

    /** Fields gone through on the way through fragments. */
    static final int MOST_FIELDS = 20_000;

    /** Values of arguments. */
    static final int MOST_ARGUMENTS = 2_000;

    /** What stands for a list of nothing. */
    public static final String EMPTY = "[]";

    public Chosen {
        roots = List.copyOf(roots);
    }

    /**
     * A root field.
     *
     * @param name its real name
     * @param below names of the fields below it that take arguments, and of those right below it
     *     that have fields, for servers that group their mutations: {@code mutation { volumes {
     *     delete(id: 1) } }}, {@code mutation { volume(id: 1) { delete { ok } } }}
     * @param arguments values by dotted path; those that are not known are empty
     */
    public record Root(
            String name, Set<String> below, Map<String, List<Optional<String>>> arguments) {}

    /** Either what would run, or why that cannot be told. */
    public sealed interface Outcome {
        record Read(Chosen chosen) implements Outcome {}

        record Hidden(String why) implements Outcome {}
    }

    /**
     * Reads a document.
     *
     * @param text the document
     * @param operationName which of its operations runs; needed where there are several
     * @param variables an object, or null
     */
    public static Outcome read(String text, Optional<String> operationName, Json variables) {
        try {
            Document document = Parser.parse(text);
            Operation operation = choose(document.operations(), operationName);
            List<Field> fields = new ArrayList<>();
            Walk walk = new Walk(document, operation, variables);
            walk.flatten(operation.selections(), fields, new HashSet<>());
            List<Root> roots = new ArrayList<>();
            for (Field f : fields) {
                roots.add(walk.root(f));
            }
            return new Outcome.Read(new Chosen(operation.kind(), roots));
        } catch (Refused refused) {
            return new Outcome.Hidden(refused.why());
        }
    }

    private static Operation choose(List<Operation> operations, Optional<String> name) {
        if (name.isPresent()) {
            List<Operation> named = operations.stream().filter(o -> o.name().equals(name)).toList();
            if (named.size() == 1) {
                return named.get(0);
            }
            throw new Refused("the document has not one operation named " + name.get());
        }
        if (operations.size() != 1) {
            throw new Refused("the document has several operations and none is chosen");
        }
        return operations.get(0);
    }

    private static final class Walk {
        private final Document document;
        private final Operation operation;
        private final Json variables;
        private int fields;
        private int values;

        Walk(Document document, Operation operation, Json variables) {
            this.document = document;
            this.operation = operation;
            this.variables = variables;
        }

        /** The fields of a selection set, through fragments; {@code open} are those entered. */
        void flatten(List<Selection> selections, List<Field> into, Set<String> open) {
            for (Selection s : selections) {
                if (++fields > MOST_FIELDS) {
                    throw new Refused("more than " + MOST_FIELDS + " fields");
                }
                if (s instanceof Field f) {
                    into.add(f);
                } else if (s instanceof Inline i) {
                    flatten(i.selections(), into, open);
                } else if (s instanceof Spread spread) {
                    List<Selection> body = document.fragments().get(spread.fragment());
                    if (body == null) {
                        throw new Refused("the fragment " + spread.fragment() + " is not there");
                    }
                    if (!open.add(spread.fragment())) {
                        throw new Refused("the fragment " + spread.fragment() + " spreads itself");
                    }
                    flatten(body, into, open);
                    open.remove(spread.fragment());
                }
            }
        }

        Root root(Field field) {
            Set<String> below = new LinkedHashSet<>();
            Map<String, List<Optional<String>>> arguments = new LinkedHashMap<>();
            collect(field, arguments);
            if (operation.kind().equals("mutation")) {
                below(field, below, arguments, 0);
            }
            return new Root(field.name(), below, arguments);
        }

        private void below(
                Field field,
                Set<String> names,
                Map<String, List<Optional<String>>> arguments,
                int depth) {
            if (depth > Parser.MOST_DEPTH) {
                throw new Refused("a fragment spreads itself below, or fields nest too deep");
            }
            List<Field> inner = new ArrayList<>();
            flatten(field.selections(), inner, new HashSet<>());
            for (Field f : inner) {
                // user(id: 1) { delete { ok } }
                boolean called = depth == 0 && !f.selections().isEmpty();
                if (called || !f.arguments().isEmpty()) {
                    names.add(f.name());
                    collect(f, arguments);
                }
                below(f, names, arguments, depth + 1);
            }
        }

        private void collect(Field field, Map<String, List<Optional<String>>> arguments) {
            field.arguments().forEach((name, value) -> put(name, value, arguments));
        }

        private void put(String path, Value value, Map<String, List<Optional<String>>> arguments) {
            if (value instanceof Value.Scalar s) {
                add(path, Optional.of(s.text()), arguments);
            } else if (value instanceof Value.Items i) {
                i.elements().forEach(e -> put(path, e, arguments));
                if (i.elements().isEmpty()) {
                    add(path, Optional.of(EMPTY), arguments);
                }
            } else if (value instanceof Value.Members m) {
                m.entries().forEach((name, e) -> put(path + "." + name, e, arguments));
                if (m.entries().isEmpty()) {
                    add(path, Optional.of(""), arguments);
                }
            } else if (value instanceof Value.Variable v) {
                Optional<Json> given = variables.member(v.name());
                Value fallback = operation.defaults().get(v.name());
                if (given.isPresent()) {
                    put(path, given.get(), arguments);
                } else if (fallback != null && !(fallback instanceof Value.Variable)) {
                    put(path, fallback, arguments);
                } else {
                    add(path, Optional.empty(), arguments);
                }
            }
        }

        private void put(String path, Json value, Map<String, List<Optional<String>>> arguments) {
            if (value instanceof Json.Items i) {
                i.elements().forEach(e -> put(path, e, arguments));
                if (i.elements().isEmpty()) {
                    add(path, Optional.of(EMPTY), arguments);
                }
            } else if (value instanceof Json.Members m && !m.entries().isEmpty()) {
                m.entries().forEach((name, e) -> put(path + "." + name, e, arguments));
            } else if (value instanceof Json.Members) {
                add(path, Optional.of(""), arguments);
            } else {
                add(path, value.scalar().or(() -> Optional.of("null")), arguments);
            }
        }

        private void add(
                String path,
                Optional<String> value,
                Map<String, List<Optional<String>>> arguments) {
            if (++values > MOST_ARGUMENTS) {
                throw new Refused("more than " + MOST_ARGUMENTS + " argument values");
            }
            arguments.computeIfAbsent(path, p -> new ArrayList<>()).add(value);
        }
    }
}
