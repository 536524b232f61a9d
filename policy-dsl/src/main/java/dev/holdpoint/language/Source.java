package dev.holdpoint.language;

/**
 * The text of a policy or of a pack.
 *
 * @param name what spans call it: a path, or a name such as {@code baseline}
 * @param text the whole of it
 */
public record Source(String name, String text) {}
