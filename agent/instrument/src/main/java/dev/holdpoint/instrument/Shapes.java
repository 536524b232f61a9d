package dev.holdpoint.instrument;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells quickly that a class declares no method of any guarded shape: its constant pool has no
 * member of such a name, or no descriptor that goes with one. Every class that the application
 * loads is asked, so this reads the class file's constant pool (JVMS 4.4) in place, once, and
 * allocates nothing. Thread-safe.
 */
final class Shapes {

    private final byte[][] names;
    private final byte[][] descriptors;
    private final int longest;

    Shapes(List<Weaver.Numbered> rows) {
        names = new byte[rows.size()][];
        descriptors = new byte[rows.size()][];
        int most = 0;
        for (int i = 0; i < names.length; i++) {
            names[i] = rows.get(i).row().member().getBytes(StandardCharsets.ISO_8859_1);
            descriptors[i] = rows.get(i).row().descriptor().getBytes(StandardCharsets.ISO_8859_1);
            most = Math.max(most, Math.max(names[i].length, descriptors[i].length));
        }
        longest = most;
    }

    /** True where that cannot be told. */
    boolean mayBeIn(byte[] bytes) {
        int count = u2(bytes, 8);
        int at = 10;
        boolean name = false;
        boolean descriptor = false;
        for (int i = 1; i < count; i++) {
            switch (bytes[at]) {
                case 1 -> {
                    int length = u2(bytes, at + 1);
                    if (length <= longest) {
                        name = name || isOne(names, bytes, at + 3, length);
                        descriptor = descriptor || isOne(descriptors, bytes, at + 3, length);
                        if (name && descriptor) {
                            return true;
                        }
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

    private static boolean isOne(byte[][] texts, byte[] bytes, int at, int length) {
        for (byte[] text : texts) {
            if (text.length == length && text[0] == bytes[at]) {
                int i = 1;
                while (i < length && text[i] == bytes[at + i]) {
                    i++;
                }
                if (i == length) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
