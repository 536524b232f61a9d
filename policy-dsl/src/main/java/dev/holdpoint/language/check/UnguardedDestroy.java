package dev.holdpoint.language.check;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.syntax.Findings;

final class UnguardedDestroy {

    private UnguardedDestroy() {}

    static void check(Policy policy, Names names, Findings findings) {}
}
