package dev.holdpoint.analysis.sql;

import dev.holdpoint.analysis.Analysis;
import dev.holdpoint.analysis.Surroundings;
import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Texts as tests put them to analysis, and tables of cases. */
final class Texts {

    private static final Analysis ANALYSIS = Analysis.standard();

    private Texts() {}

    static Reading reading(String dialect, String... texts) {
        return ANALYSIS.read(
                new Operation.Sql(dialect, List.of(texts), List.of(), Optional.empty()),
                Surroundings.NOWHERE);
    }

    static Effect effect(String dialect, String text) {
        return reading(dialect, text).effects().get(0);
    }

    /** The strictest verb, with an exclamation mark where an effect is opaque. */
    static String outcome(String dialect, String text) {
        Reading r = reading(dialect, text);
        boolean opaque = r.effects().stream().anyMatch(Effect::opaque);
        return r.verb().word() + (opaque ? "!" : "");
    }

    static Set<String> set(Effect effect, Attribute attribute) {
        return ((Fact.Texts) effect.fact(attribute)).elements();
    }

    /** One row of a table of cases. */
    record Case(String file, int line, String dialect, String expected, String text) {
        @Override
        public String toString() {
            return file + ":" + line + " " + dialect + " " + text;
        }
    }

    static List<Case> cases(String file) {
        List<Case> cases = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(Texts.class.getResourceAsStream(file), file),
                                StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\\|", 3);
                cases.add(
                        new Case(
                                file,
                                number,
                                cells[0].strip(),
                                cells[1].strip(),
                                cells[2].strip().replace("\\n", "\n").replace("\\r", "\r")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }
}
