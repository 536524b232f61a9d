package dev.holdpoint.guard;

import dev.holdpoint.effect.Attribute;
import dev.holdpoint.effect.Effect;
import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.effect.Reading;
import dev.holdpoint.engine.Verdict;
import dev.holdpoint.guard.redact.Redaction;
import java.util.List;
import java.util.Optional;

/** The sentences that models and people read. Always one line, never a secret. */
final class Wording {

    private static final int MOST = 240;
    private static final String OTHER_WAYS = " Another way to the same end is stopped too.";

    private final Redaction redaction;

    Wording(Redaction redaction) {
        this.redaction = redaction;
    }

    /** The message of the exception. */
    String stopped(String what, String reason, Optional<String> request) {
        return "Holdpoint stopped "
                + what
                + ": "
                + line(reason)
                + request.map(r -> " [request " + r + "].").orElse(".")
                + OTHER_WAYS;
    }

    /**
     * What was attempted: the most severe effect that decided, with the way that leads to it, else
     * the operation's own.
     */
    String what(Operation operation, Optional<Reading> reading, Optional<Verdict> verdict) {
        Optional<Effect> decisive =
                verdict.flatMap(
                                v ->
                                        v.matches().stream()
                                                .flatMap(m -> m.effect().stream())
                                                .reduce(Wording::worse))
                        .or(() -> reading.map(r -> r.effects().get(0)));
        String kind = decisive.map(e -> e.kind().word()).orElse(operation.kind().word());
        String summary =
                decisive.map(Effect::summary)
                        .filter(s -> !s.isBlank())
                        .map(s -> s.startsWith(kind + " ") ? s.substring(kind.length() + 1) : s)
                        .orElse(operation(operation));
        String way = decisive.map(Wording::way).orElse("");
        String clean = redaction.held(operation, reading).replacedIn(redaction.text(summary));
        return kind + " \"" + line(clean) + "\"" + line(way);
    }

    private static Effect worse(Effect a, Effect b) {
        return a.verb().compareTo(b.verb()) >= 0 ? a : b;
    }

    /** The programs and kinds that lead to an effect: {@code in bash > curl > http}. */
    private static String way(Effect effect) {
        StringBuilder way = new StringBuilder();
        for (Effect e : effect.chain()) {
            if (e != effect) {
                way.append(way.isEmpty() ? " in " : " > ");
                way.append(
                        e.fact(Attribute.PROGRAM) instanceof Fact.Text program
                                ? program.value()
                                : e.kind().word());
            }
        }
        return way.toString();
    }

    private String operation(Operation operation) {
        if (operation instanceof Operation.Exec o) {
            return String.join(" ", redaction.argv(o.argv()));
        }
        if (operation instanceof Operation.Http o) {
            return o.method() + " " + o.url();
        }
        if (operation instanceof Operation.Sql o) {
            return redaction.maskedSql(String.join("; ", o.texts()), o.dialect());
        }
        if (operation instanceof Operation.Connect o) {
            return o.protocol() + " " + o.host() + ":" + o.port();
        }
        if (operation instanceof Operation.Tool o) {
            return o.name();
        }
        return operation instanceof Operation.Unreadable o ? o.why() : operation.kind().word();
    }

    /** By which rules, and because of what. */
    static String rules(Verdict verdict) {
        List<String> names =
                verdict.matches().stream().map(Verdict.Match::rule).distinct().toList();
        if (names.isEmpty()) {
            return verdict.reason();
        }
        String because =
                verdict.matches().stream()
                        .flatMap(m -> m.because().stream())
                        .distinct()
                        .reduce((a, b) -> a + "; " + b)
                        .map(b -> ", because " + b)
                        .orElse("");
        String unread =
                verdict.matches().stream().anyMatch(Verdict.Match::onUnknown)
                        ? " (part of it could not be read)"
                        : "";
        String by =
                names.equals(List.of("default"))
                        ? "no rule of the policy allows it"
                        : (names.size() == 1 ? "rule " : "rules ") + String.join(", ", names);
        return by + unread + because;
    }

    /** Which limits are exceeded. */
    static String limits(Verdict verdict) {
        return verdict.matches().stream()
                .map(
                        m ->
                                "limit "
                                        + m.rule()
                                        + " is exceeded"
                                        + m.because().map(b -> ": " + b).orElse(""))
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("a limit is exceeded");
    }

    /** One line of bounded length without control characters. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), MOST + 1));
        for (int i = 0; i < text.length() && out.length() < MOST; i++) {
            char c = text.charAt(i);
            int type = Character.getType(c);
            boolean unprintable =
                    Character.isISOControl(c)
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR;
            out.append(unprintable ? ' ' : c);
        }
        return text.length() > MOST ? out.append('…').toString() : out.toString();
    }
}
