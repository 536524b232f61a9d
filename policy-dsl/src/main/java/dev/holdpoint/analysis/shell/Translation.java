package dev.holdpoint.analysis.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tr}. */
final class Translation {

    private Translation() {}

    static Filters.@Nullable Filter of(List<String> arguments) {
        boolean delete = false;
        boolean squeeze = false;
        boolean complement = false;
        int i = 0;
        for (; i < arguments.size(); i++) {
            String a = arguments.get(i);
            if (a.equals("--")) {
                i++;
                break;
            }
            if (a.length() < 2 || a.charAt(0) != '-' || !letters(a)) {
                break;
            }
            delete |= a.indexOf('d') > 0;
            squeeze |= a.indexOf('s') > 0;
            complement |= a.indexOf('c') > 0 || a.indexOf('C') > 0;
        }
        List<String> sets = arguments.subList(i, arguments.size());
        if (sets.isEmpty() || sets.size() > 2) {
            return null;
        }
        String first = set(sets.get(0));
        String second = sets.size() > 1 ? set(sets.get(1)) : "";
        if (first == null || second == null || (complement && !delete)) {
            return null;
        }
        boolean deletes = delete;
        boolean squeezes = squeeze;
        boolean complements = complement;
        boolean translates = !delete && sets.size() > 1;
        if (!delete && !squeeze && sets.size() < 2) {
            return null;
        }
        if (translates && second.isEmpty()) {
            return null;
        }
        return new Filters.Filter(
                List.of(),
                true,
                false,
                text -> {
                    StringBuilder out = new StringBuilder(text.length());
                    String squeezed = second.isEmpty() ? first : second;
                    for (int j = 0; j < text.length(); j++) {
                        char c = text.charAt(j);
                        int at = first.lastIndexOf(c);
                        if (deletes && (at >= 0) != complements) {
                            continue;
                        }
                        if (translates && at >= 0) {
                            c = second.charAt(Math.min(at, second.length() - 1));
                        }
                        if (squeezes
                                && out.length() > 0
                                && out.charAt(out.length() - 1) == c
                                && squeezed.indexOf(c) >= 0) {
                            continue;
                        }
                        out.append(c);
                    }
                    return out.toString();
                });
    }

    private static boolean letters(String a) {
        for (int i = 1; i < a.length(); i++) {
            if ("dscC".indexOf(a.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The characters of a set in their order; null where it holds something unusual. */
    private static @Nullable String set(String written) {
        String s = Escapes.resolve(written, Escapes.Style.PRINTF_FORMAT).text();
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < s.length()) {
            if (s.startsWith("[:", i)) {
                int end = s.indexOf(":]", i);
                if (end > 0) {
                    String name = s.substring(i + 2, end);
                    for (char c = 0; c < 0x80; c++) {
                        if (CharacterClasses.contains(name, c)) {
                            out.append(c);
                        }
                    }
                    i = end + 2;
                    continue;
                }
            }
            if (s.startsWith("[=", i)
                    || (s.charAt(i) == '[' && i + 2 < s.length() && s.charAt(i + 2) == '*')) {
                return null;
            }
            if (i + 2 < s.length() && s.charAt(i + 1) == '-') {
                if (s.charAt(i + 2) < s.charAt(i) || s.charAt(i + 2) - s.charAt(i) > 4096) {
                    return null;
                }
                for (char c = s.charAt(i); c <= s.charAt(i + 2); c++) {
                    out.append(c);
                }
                i += 3;
            } else {
                out.append(s.charAt(i++));
            }
        }
        return out.toString();
    }
}
