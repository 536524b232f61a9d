package dev.holdpoint.analysis.sql;

import dev.holdpoint.effect.Fact;
import dev.holdpoint.effect.Verb;
import java.util.List;
import java.util.Optional;

/**
 * What one text means in one dialect, whatever the connection. Immutable, so that it can be kept
 * and shared.
 *
 * @param opaque part of it is hidden, or it does what its words do not say
 * @param why it could not be read; empty if it could
 * @param where {@code bounded}, {@code none}, {@code tautology}, several of them, or absent
 * @param target the kind of thing that the strictest deed touches
 * @param programs commands that the server would give to its shell
 */
record Finding(
        Verb verb,
        boolean opaque,
        String why,
        Fact kinds,
        int statements,
        Fact tables,
        Fact writes,
        Fact columns,
        Fact functions,
        Fact where,
        Optional<String> target,
        List<String> programs) {
    Finding {
        programs = List.copyOf(programs);
    }
}
