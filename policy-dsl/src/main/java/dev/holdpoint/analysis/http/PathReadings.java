package dev.holdpoint.analysis.http;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How servers may read a path. Percent-encoding is made canonical and dot segments are removed (RFC
 * 3986, 5.2.4). Where servers differ there is more than one reading, the plain one first:
 *
 * <ul>
 *   <li>{@code //}: nginx and most routers merge slashes, some servers do not;
 *   <li>{@code ;x=1}: servlet containers cut path parameters off before routing;
 *   <li>{@code %2561}: a proxy and the server behind it may both decode;
 *   <li>fullwidth and other letters that NFKC makes into ASCII: a best-fit conversion may do so.
 * </ul>
 *
 * What has too many readings to be worth listing has none: {@code \}, an encoded slash next to an
 * encoded dot segment, encoded control characters, overlong UTF-8, letters that NFKC makes into a
 * slash, a dot or a semicolon, a {@code %} that encodes nothing.
 */
final class PathReadings {

    private PathReadings() {}

    static Optional<List<String>> of(String raw) {
        if (raw.indexOf('\\') >= 0 || !encodingIsSound(raw)) {
            return Optional.empty();
        }
        if (ordinary(raw)) {
            return Optional.of(List.of(raw));
        }
        Set<String> readings = new LinkedHashSet<>();
        String canonical = Percent.canonical(raw);
        if (hidesSegments(canonical)) {
            return Optional.empty();
        }
        readings.add(withoutDots(canonical, true));
        if (canonical.contains("//")) {
            readings.add(withoutDots(canonical, false));
        }
        if (canonical.indexOf(';') >= 0) {
            readings.add(withoutDots(withoutParameters(canonical), true));
        }
        if (canonical.contains("%25")) {
            String again = canonical.replace("%25", "%");
            if (again.indexOf('\\') >= 0 || hidesSegments(Percent.canonical(again))) {
                return Optional.empty();
            }
            readings.add(withoutDots(Percent.canonical(again), true));
        }
        if (!plain(raw)) {
            readings.add(withoutDots(folded(canonical), true));
        }
        return Optional.of(List.copyOf(readings));
    }

    /** With letters beyond ASCII as NFKC has them, segment by segment. */
    private static String folded(String canonical) {
        StringBuilder s = new StringBuilder(canonical.length());
        for (String segment : canonical.substring(1).split("/", -1)) {
            s.append('/');
            boolean syntax =
                    segment.contains("%2F") || segment.contains("%25") || segment.contains("%3B");
            Optional<String> decoded = syntax ? Optional.empty() : Percent.decoded(segment, false);
            if (decoded.isEmpty() || Normalizer.isNormalized(decoded.get(), Normalizer.Form.NFKC)) {
                s.append(segment);
            } else {
                s.append(
                        Percent.canonical(
                                Normalizer.normalize(decoded.get(), Normalizer.Form.NFKC)));
            }
        }
        return s.toString();
    }

    /**
     * Whether the path is canonical as it stands, as most are: only letters, digits and {@code
     * -_~:,@}, dots that do not stand at the beginning of a segment, and single slashes.
     */
    private static boolean ordinary(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean first = i == 0 || raw.charAt(i - 1) == '/';
            boolean fine =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || (c == '.' || c == '/') && (i == 0 || !first)
                            || c == '-'
                            || c == '_'
                            || c == '~'
                            || c == ':'
                            || c == ','
                            || c == '@';
            if (!fine) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) >= 0x80 || raw.charAt(i) == '%') {
                return false;
            }
        }
        return true;
    }

    private static boolean encodingIsSound(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int octet = Percent.octet(raw, i);
                if (octet < 0x20 || octet == 0x7f || octet == 0xc0 || octet == 0xc1) {
                    return false;
                }
                i += 2;
            }
        }
        if (plain(raw)) {
            return true;
        }
        Optional<String> decoded = Percent.decoded(raw, false);
        return decoded.isEmpty() || !turnsIntoSyntax(decoded.get());
    }

    /** Letters beyond ASCII that a best-fit conversion turns into something with a meaning. */
    private static boolean turnsIntoSyntax(String decoded) {
        return !Normalizer.isNormalized(decoded, Normalizer.Form.NFKC)
                && syntax(Normalizer.normalize(decoded, Normalizer.Form.NFKC)) > syntax(decoded);
    }

    private static int syntax(String text) {
        int n = 0;
        for (int i = 0; i < text.length(); i++) {
            n += "/\\.;%".indexOf(text.charAt(i)) >= 0 ? 1 : 0;
        }
        return n;
    }

    /** An encoded slash whose decoding would make dot segments. */
    private static boolean hidesSegments(String canonical) {
        if (canonical.contains("%5C")) {
            return true;
        }
        if (!canonical.contains("%2F")) {
            return false;
        }
        for (String segment : canonical.replace("%2F", "/").split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static String withoutParameters(String path) {
        StringBuilder s = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            int semicolon = segment.indexOf(';');
            s.append(semicolon < 0 ? segment : segment.substring(0, semicolon)).append('/');
        }
        s.setLength(s.length() - 1);
        return s.toString();
    }

    private static String withoutDots(String path, boolean mergeSlashes) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            String segment = segments[i];
            boolean last = i == segments.length - 1;
            if (segment.equals(".") || segment.equals("..")) {
                if (segment.equals("..")) {
                    kept.pollLast();
                }
                if (last) {
                    kept.add("");
                }
            } else if (!segment.isEmpty() || last || !mergeSlashes) {
                kept.add(segment);
            }
        }
        return "/" + String.join("/", kept);
    }

    /** The segments of a canonical path; a trailing slash makes none. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        int start = 0;
        while (start < path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            if (end > start) {
                segments.add(path.substring(start, end));
            }
            start = end + 1;
        }
        return segments;
    }
}
