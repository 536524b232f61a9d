package dev.holdpoint.analysis.http;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values as a query and an {@code application/x-www-form-urlencoded} body write them. */
final class FormFields {

    /** Further ones are not read. */
    static final int MOST = 5_000;

    private FormFields() {}

    /** Decoded, in order; what is not UTF-8 stays encoded. */
    static List<Field> read(String text) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < text.length() && fields.size() < MOST) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                String pair = text.substring(start, end);
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.add(
                        new Field(
                                Percent.decoded(name, true).orElse(name),
                                Percent.decoded(value, true).orElse(value)));
            }
            start = end + 1;
        }
        return fields;
    }

    /** One line of {@code name=value} pairs whose first name is a plain word. */
    static boolean looksLikeForm(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0 || text.indexOf('\n') >= 0) {
            return false;
        }
        for (int i = 0; i < equals; i++) {
            char c = text.charAt(i);
            if (!(c < 0x80 && Character.isLetterOrDigit(c)) && "_-.$%[]".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** By name; a repeated name has several values, and a placeholder is unknown. */
    static Fact table(List<Field> fields) {
        Map<String, List<Fact>> values = new LinkedHashMap<>();
        for (Field f : fields) {
            values.computeIfAbsent(f.name(), n -> new ArrayList<>()).add(known(f.value()));
        }
        Map<String, Fact> entries = new LinkedHashMap<>();
        values.forEach((name, facts) -> entries.put(name, Fact.oneOf(facts)));
        boolean complete =
                fields.size() < MOST
                        && fields.stream().noneMatch(f -> f.name().contains(Url.PLACEHOLDER));
        return new Fact.Table(entries, complete);
    }

    /** The text as a fact; unknown where part of it is a placeholder. */
    static Fact known(String text) {
        return text.contains(Url.PLACEHOLDER)
                ? Fact.unknown("part of it is not known")
                : Fact.text(text);
    }
}
