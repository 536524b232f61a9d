package dev.holdpoint.language;

/**
 * A place in a policy's source.
 *
 * @param file the name it was loaded under
 * @param line from 1
 * @param column from 1, in UTF-16 units
 * @param length in UTF-16 units, within the line
 */
public record Span(String file, int line, int column, int length) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
