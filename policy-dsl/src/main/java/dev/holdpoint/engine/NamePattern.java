package dev.holdpoint.engine;

import dev.holdpoint.effect.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern for names of tables, columns and functions, in any case, compared part by part from the
 * last.
 *
 * <p>Where one of the two has more qualifiers than the other ({@code public.users.email} and {@code
 * users.email}) they may be the same: unknown, unless the parts that both have differ. So is a star
 * that an SQL text selects ({@code users.*}) against one column.
 */
final class NamePattern extends Matcher {

    private final List<Glob> parts = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    NamePattern(String text) {
        for (String part : text.split("\\.", -1)) {
            parts.add(Glob.of(part, Glob.Fence.NONE, true));
            texts.add(part);
        }
    }

    /** The last part, by which names can be found; empty where it has a wildcard. */
    String last() {
        String last = texts.get(texts.size() - 1);
        return last.indexOf('*') < 0 && last.indexOf('?') < 0 ? last : "";
    }

    @Override
    Truth test(String value, Effect effect) {
        Truth all = Truth.TRUE;
        int to = value.length();
        int part = parts.size() - 1;
        if (part == 0 && texts.get(0).equals("*")) {
            return Truth.TRUE;
        }
        while (true) {
            int dot = value.lastIndexOf('.', to - 1);
            all = all.and(part(part, value, dot + 1, to));
            if (all == Truth.FALSE) {
                return Truth.FALSE;
            }
            part--;
            to = dot;
            if (part < 0 || dot < 0) {
                return part < 0 && dot < 0 ? all : Truth.UNKNOWN;
            }
        }
    }

    private Truth part(int part, String value, int from, int to) {
        if (to - from == 1 && value.charAt(from) == '*') {
            return texts.get(part).equals("*") ? Truth.TRUE : Truth.UNKNOWN;
        }
        return Truth.of(parts.get(part).matches(value, from, to));
    }
}
