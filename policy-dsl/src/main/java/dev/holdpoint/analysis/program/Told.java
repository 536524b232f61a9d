package dev.holdpoint.analysis.program;

import dev.holdpoint.analysis.Word;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an exec effect tells of its words and variables, spelled out when somebody asks: the line
 * for people, the arguments and the environment, each without its secrets.
 *
 * @param words the program and its arguments
 * @param why what is hidden, to stand before the line
 */
record Told(List<Word> words, Map<String, Word> variables, Optional<String> why)
        implements Effect.Later {

    @Override
    public String summary() {
        return Summary.of(words, why);
    }

    /** Variables that are told; those past them are unknown. */
    private static final int MOST_VARIABLES = 1_000;

    @Override
    public Fact fact(Attribute attribute) {
        return switch (attribute) {
            case ARGS -> arguments();
            case ENVVARS -> environment();
            default ->
                    throw new IllegalArgumentException(
                            attribute.word() + " was not left for later");
        };
    }

    private Fact arguments() {
        List<String> all = new ArrayList<>(words.size());
        boolean known = true;
        for (int i = 1; i < words.size(); i++) {
            Word w = words.get(i);
            if (w.hasHole()) {
                known = false;
            } else {
                all.add(Summary.redacted(w.rendering()));
            }
        }
        return Fact.texts(all, known);
    }

    private Fact environment() {
        Map<String, Fact> table = new LinkedHashMap<>();
        for (Map.Entry<String, Word> variable : variables.entrySet()) {
            if (table.size() == MOST_VARIABLES) {
                break;
            }
            if (!SecretFinder.isSecretName(variable.getKey())) {
                table.put(
                        variable.getKey(),
                        variable.getValue().literal().map(Fact::text).orElse(Draft.UNREAD));
            }
        }
        return new Fact.Table(table, table.size() == variables.size());
    }
}
