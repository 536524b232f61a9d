package dev.holdpoint.guard.limit;

import java.time.Duration;

/**
 * What one operation counts against one limit.
 *
 * @param name the limit's name, for people
 * @param key what is counted together: limit, scope and whose
 * @param max how many fit into the window
 * @param amount how many this operation counts
 * @param room how many must still fit; 0 where the charge is only noted
 */
public record Charge(String name, String key, int max, Duration per, long amount, long room) {}
