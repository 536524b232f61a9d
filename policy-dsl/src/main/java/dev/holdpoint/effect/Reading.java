package dev.holdpoint.effect;

import java.util.List;

/**
 * What analysis made of one operation.
 *
 * @param effects at least one; a parent stands before its children
 * @param files the files that were read to understand it (a script, a {@code -d @file}); their
 *     hashes belong to the operation's digest, since what was approved is what they said
 */
public record Reading(List<Effect> effects, List<ReadFile> files) {

    /**
     * A file that was read during analysis.
     *
     * @param path absolute
     * @param sha256 of its content, in hexadecimal
     */
    public record ReadFile(String path, String sha256) {}

    public Reading {
        effects = List.copyOf(effects);
        files = List.copyOf(files);
        if (effects.isEmpty()) {
            throw new IllegalArgumentException("an operation has at least one effect");
        }
    }

    /** The most severe verb. */
    public Verb verb() {
        return effects.stream().map(Effect::verb).reduce(Verb.READ, Verb::or);
    }
}
