package dev.holdpoint.analysis.program;

import java.util.ArrayList;
import java.util.List;

/**
 * One option of a program.
 *
 * @param names every spelling, with its dashes
 * @param name the canonical one, without dashes: the first long one, else the first
 * @param takes whether a value follows
 * @param meaning what the value means
 */
record Option(List<String> names, String name, Takes takes, Meaning meaning) {

    enum Takes {
        NOTHING,
        /** Only in the same word: {@code --color=always}, {@code -i.bak}. */
        ATTACHED,
        /** In the same word or the next. */
        VALUE
    }

    Option {
        names = List.copyOf(names);
    }

    /** Reads {@code -f,--force}, {@code -o,--output=w}, {@code --color=?}. */
    static Option parse(String text) {
        int equals = text.indexOf('=');
        Takes takes = Takes.NOTHING;
        Meaning meaning = Meaning.PLAIN;
        String spellings = text;
        if (equals >= 0) {
            spellings = text.substring(0, equals);
            String value = text.substring(equals + 1);
            takes = value.endsWith("?") ? Takes.ATTACHED : Takes.VALUE;
            meaning =
                    Meaning.parse(
                            value.endsWith("?") ? value.substring(0, value.length() - 1) : value);
        }
        List<String> names = new ArrayList<>();
        String canonical = "";
        for (String n : spellings.split(",", -1)) {
            if (n.length() < 2
                    || (n.charAt(0) != '-' && n.charAt(0) != '+' && n.charAt(0) != '/')) {
                throw new IllegalArgumentException("'" + n + "' is no option");
            }
            names.add(n);
            boolean isLong = n.length() > 2;
            if (canonical.isEmpty() || (isLong && canonical.length() == 1)) {
                canonical = bare(n);
            }
        }
        return new Option(names, canonical, takes, meaning);
    }

    /** Without its dashes. */
    static String bare(String spelling) {
        int i = 0;
        while (i < spelling.length() - 1
                && i < 2
                && (spelling.charAt(i) == '-'
                        || spelling.charAt(i) == '+'
                        || spelling.charAt(i) == '/')) {
            i++;
        }
        return spelling.substring(i);
    }
}
