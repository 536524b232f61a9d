package dev.holdpoint.language.check;

import dev.holdpoint.language.Policy;
import dev.holdpoint.language.syntax.Findings;

final class ShadowedAllow {

    private ShadowedAllow() {}

    static void check(Policy policy, Names names, Findings findings) {}
}
