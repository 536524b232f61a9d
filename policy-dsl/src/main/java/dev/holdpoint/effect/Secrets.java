package dev.holdpoint.effect;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The credentials that an effect carries.
 *
 * @param held those that were read
 * @param complete false where there may be more that could not be read
 */
public record Secrets(Set<Secret> held, boolean complete) {

    /** More are as good as unread. */
    private static final int MOST = 256;

    public static final Secrets NONE = new Secrets(Set.of(), true);

    /** There is a credential, and it could not be read. */
    public static final Secrets UNREAD = new Secrets(Set.of(), false);

    public Secrets {
        held = Set.copyOf(held);
    }

    public static Secrets of(Secret secret) {
        return new Secrets(Set.of(secret), true);
    }

    public boolean isEmpty() {
        return held.isEmpty() && complete;
    }

    public Secrets and(Secrets other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        if (held.size() + other.held.size() > MOST) {
            return new Secrets(held, false);
        }
        Set<Secret> all = new LinkedHashSet<>(held);
        all.addAll(other.held);
        return new Secrets(all, complete && other.complete);
    }
}
