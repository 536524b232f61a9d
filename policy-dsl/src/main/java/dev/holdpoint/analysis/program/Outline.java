package dev.holdpoint.analysis.program;

import java.util.List;
import java.util.Optional;

/**
 * What a configuration file says, as keys with what stands under them, in any of the notations that
 * such files have: braces (JSON and what is like it, HCL), indentation (YAML) and sections (INI,
 * TOML, units of systemd). It is no validator: of what a notation does not have it makes something,
 * so that a part of a file can be read as well as a whole one. Linear; bounded in depth.
 *
 * @param key the last word before the value, with labels that follow it; {@link #ITEM} or {@link
 *     #FLOW} for what stands in a list
 * @param text the value, where it is a text; else empty
 * @param below what stands under it
 */
record Outline(String key, String text, List<Outline> below) {

    /** The key of what stands in a list, one a line. */
    static final String ITEM = "-";

    /** The key of what stands in a list in brackets, as the words of a command do. */
    static final String FLOW = ",";

    static final int MOST_DEPTH = 40;

    /** Between key and value. */
    enum Notation {
        BRACES,
        YAML,
        SECTIONS,
        /** {@code Key value}, as ssh has it. */
        BLANKS
    }

    static Outline of(String text, Notation notation) {
        String start = text.stripLeading();
        return notation == Notation.BRACES || start.startsWith("{")
                ? new Outline("", "", new BraceOutline(text).block('\0', 0))
                : new Outline("", "", new LineOutline(text, notation).all());
    }

    /** The first below it of that key. */
    Optional<Outline> member(String name) {
        for (Outline o : below) {
            if (o.key.equals(name)) {
                return Optional.of(o);
            }
        }
        return Optional.empty();
    }

    /** The text of the first below it of that key. */
    Optional<String> text(String name) {
        return member(name).map(Outline::text).filter(t -> !t.isEmpty());
    }

    /** Its words, where it is a list in brackets of nothing but texts. */
    boolean isArgv() {
        return !below.isEmpty()
                && below.stream().allMatch(o -> o.key.equals(FLOW) && o.below.isEmpty());
    }

    /** Whether it stands in a list. */
    boolean isItem() {
        return key.equals(ITEM) || key.equals(FLOW);
    }
}
