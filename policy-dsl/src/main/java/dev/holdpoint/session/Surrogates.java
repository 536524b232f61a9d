package dev.holdpoint.session;

/** Texts that UTF-8 cannot carry, since half of a surrogate pair stands in them alone. */
final class Surrogates {

    private Surrogates() {}

    /** The text with U+FFFD for every half: a recording must be writable whatever was attempted. */
    static String mend(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && half(text, i)) {
                StringBuilder mended = new StringBuilder(text);
                for (int j = i; j < text.length(); j++) {
                    if (half(text, j)) {
                        mended.setCharAt(j, '\uFFFD');
                    }
                }
                return mended.toString();
            }
        }
        return text;
    }

    /** Whether the unit at that index is a surrogate without its other half. */
    static boolean half(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c)
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
