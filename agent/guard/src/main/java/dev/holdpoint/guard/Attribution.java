package dev.holdpoint.guard;

import dev.holdpoint.effect.Fact;

/**
 * Whose operation it is: attribution only. Context that was lost is {@link Fact.Unknown}, which is
 * never more permissive.
 *
 * @param session the session's id
 * @param tool the name of the tool that is being called; absent outside of tools
 */
public record Attribution(Fact session, Fact tool) {}
