package dev.holdpoint.instrument;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells quickly that a class declares no method of any guarded shape: its constant pool has no
 * member of such a name, or no descriptor that goes with one. Every class that the application
 * loads is asked, so this reads the class file's constant pool (JVMS 4.4) in place, once, and
 * allocates nothing. Thread-safe.
 */
final class Shapes {

    /** By length; each once. */
    private final byte[][][] names;

    private final byte[][][] descriptors;

    Shapes(List<Weaver.Numbered> rows) {
        Set<String> allNames = new LinkedHashSet<>();
        Set<String> allDescriptors = new LinkedHashSet<>();
        for (Weaver.Numbered row : rows) {
            allNames.add(row.row().member());
            allDescriptors.add(row.row().descriptor());
        }
        names = byLength(allNames);
        descriptors = byLength(allDescriptors);
    }

    private static byte[][][] byLength(Set<String> texts) {
        int longest = 0;
        for (String text : texts) {
            longest = Math.max(longest, text.length());
        }
        byte[][][] byLength = new byte[longest + 1][][];
        for (String text : texts) {
            byte[][] before = byLength[text.length()];
            int count = before == null ? 0 : before.length;
            byte[][] more = new byte[count + 1][];
            if (before != null) {
                System.arraycopy(before, 0, more, 0, count);
            }
            more[count] = text.getBytes(StandardCharsets.ISO_8859_1);
            byLength[text.length()] = more;
        }
        return byLength;
    }

    /**
     * True where that cannot be told. Most classes have no such name, so those are looked for
     * first.
     */
    boolean mayBeIn(byte[] bytes) {
        return has(names, bytes) && has(descriptors, bytes);
    }

    private static boolean has(byte[][][] texts, byte[] bytes) {
        int count = u2(bytes, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            switch (bytes[at]) {
                case 1 -> {
                    int length = u2(bytes, at + 1);
                    if (length < texts.length
                            && texts[length] != null
                            && isOne(texts[length], bytes, at + 3)) {
                        return true;
                    }
                    at += 3 + length;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isOne(byte[][] texts, byte[] bytes, int at) {
        for (byte[] text : texts) {
            int i = 0;
            while (i < text.length && text[i] == bytes[at + i]) {
                i++;
            }
            if (i == text.length) {
                return true;
            }
        }
        return false;
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
