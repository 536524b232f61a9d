package dev.holdpoint.language;

/**
 * A literal text, or a glob. In a glob {@code ?} is one character and {@code *} any run of them; in
 * paths neither crosses a slash and {@code **} does.
 */
public record Pattern(String source, boolean glob) {}
