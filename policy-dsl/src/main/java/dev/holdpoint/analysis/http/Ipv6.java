package dev.holdpoint.analysis.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** IPv6 addresses: RFC 4291 read, RFC 5952 written. */
final class Ipv6 {

    private Ipv6() {}

    /** The canonical spelling without brackets; empty where it is no address. */
    static Optional<String> canonical(String written) {
        String text = written;
        int zone = text.indexOf('%');
        if (zone >= 0) {
            text = text.substring(0, zone);
        }
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<Integer>> head = groups(gap >= 0 ? text.substring(0, gap) : text);
        Optional<List<Integer>> tail = groups(gap >= 0 ? text.substring(gap + 2) : "");
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> all = new ArrayList<>(head.get());
        int missing = 8 - all.size() - tail.get().size();
        if (gap >= 0 ? missing < 1 : missing != 0) {
            return Optional.empty();
        }
        for (int i = 0; i < missing; i++) {
            all.add(0);
        }
        all.addAll(tail.get());
        boolean mapped = all.subList(0, 5).stream().allMatch(g -> g == 0) && all.get(5) == 0xffff;
        return Optional.of(
                mapped ? HostName.dotted((long) all.get(6) << 16 | all.get(7)) : compressed(all));
    }

    private static Optional<List<Integer>> groups(String text) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                if (!dotted(part, groups)) {
                    return Optional.empty();
                }
            } else if (part.isEmpty() || part.length() > 4 || !hexadecimal(part)) {
                return Optional.empty();
            } else {
                groups.add(Integer.parseInt(part, 16));
            }
        }
        return groups.size() > 8 ? Optional.empty() : Optional.of(groups);
    }

    private static boolean dotted(String text, List<Integer> groups) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        int[] bytes = new int[4];
        for (int i = 0; i < 4; i++) {
            String p = parts[i];
            if (p.isEmpty() || p.length() > 3 || !p.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            bytes[i] = Integer.parseInt(p);
            if (bytes[i] > 255) {
                return false;
            }
        }
        groups.add(bytes[0] << 8 | bytes[1]);
        groups.add(bytes[2] << 8 | bytes[3]);
        return true;
    }

    private static boolean hexadecimal(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    }

    /** The longest run of two or more zero groups becomes {@code ::}. */
    private static String compressed(List<Integer> groups) {
        int from = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int j = i;
            while (j < 8 && groups.get(j) == 0) {
                j++;
            }
            if (j - i > length) {
                from = i;
                length = j - i;
            }
        }
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == from) {
                s.append("::");
                i += length - 1;
            } else {
                if (s.length() > 0 && s.charAt(s.length() - 1) != ':') {
                    s.append(':');
                }
                s.append(Integer.toHexString(groups.get(i)));
            }
        }
        return s.toString();
    }
}
