package dev.holdpoint.language.check;

import dev.holdpoint.language.Span;
import dev.holdpoint.language.syntax.Findings;
import java.lang.Character.UnicodeScript;

/** A host that mixes scripts within a label: it reads as one name and is another. */
final class MixedScripts {

    private MixedScripts() {}

    static void check(String host, Span span, Findings findings) {
        boolean plain = true;
        for (int i = 0; i < host.length() && plain; i++) {
            plain = host.charAt(i) < 128;
        }
        if (plain) {
            return;
        }
        UnicodeScript script = UnicodeScript.COMMON;
        for (int i = 0; i < host.length(); ) {
            int c = host.codePointAt(i);
            i += Character.charCount(c);
            if (c == '.') {
                script = UnicodeScript.COMMON;
                continue;
            }
            UnicodeScript next = UnicodeScript.of(c);
            if (next == UnicodeScript.COMMON || next == UnicodeScript.INHERITED) {
                continue;
            }
            if (script != UnicodeScript.COMMON && script != next) {
                findings.error(
                        "mixed-script",
                        span,
                        "the host mixes "
                                + script
                                + " and "
                                + next
                                + " letters: `"
                                + Character.toString(c)
                                + "` is U+"
                                + Integer.toHexString(c),
                        "write it in one script, or in its ASCII form (xn--…)");
                return;
            }
            script = next;
        }
    }
}
