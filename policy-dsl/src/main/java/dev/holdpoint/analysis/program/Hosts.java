package dev.holdpoint.analysis.program;

import java.util.Locale;

/** Host names as effects carry them. */
final class Hosts {

    private Hosts() {}

    /** Lower-case, without brackets, port, path and trailing dot. */
    static String canonical(String text) {
        String t = text;
        int scheme = t.indexOf("://");
        if (scheme >= 0) {
            t = t.substring(scheme + 3);
        }
        int slash = t.indexOf('/');
        if (slash > 0) {
            t = t.substring(0, slash);
        }
        if (t.startsWith("[") && t.indexOf(']') > 0) {
            return t.substring(1, t.indexOf(']')).toLowerCase(Locale.ROOT);
        }
        int colon = t.indexOf(':');
        if (colon > 0 && colon == t.lastIndexOf(':')) {
            t = t.substring(0, colon);
        }
        while (t.endsWith(".")) {
            t = t.substring(0, t.length() - 1);
        }
        return t.toLowerCase(Locale.ROOT);
    }
}
