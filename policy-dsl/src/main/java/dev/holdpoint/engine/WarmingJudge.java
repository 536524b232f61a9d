package dev.holdpoint.engine;

import dev.holdpoint.effect.Reading;
import dev.holdpoint.language.Policy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Judges by the interpreter at first, and by the compiled policy once there is something to gain.
 *
 * <p>Most agents have a small policy and start often: compiling it would cost their start more than
 * the first calls can win back. Both judges give equal verdicts (they are tested against each other
 * on generated policies), so nothing can be seen of the change but the time. A large policy is
 * compiled at its first judgement, a small one at a later; either while the interpreter goes on
 * judging. Should compiling fail, the interpreter stays. Thread-safe.
 */
final class WarmingJudge implements Judge {

    /** Clauses from which a policy is compiled at once. */
    private static final int LARGE = 64;

    /** Judgements after which a small policy is compiled. */
    private static final int WARM = 64;

    private final Policy policy;
    private final int warm;
    private volatile Judge judge;
    private final AtomicInteger judged = new AtomicInteger();

    WarmingJudge(Policy policy) {
        this.policy = policy;
        this.judge = new Interpreter(policy);
        this.warm = policy.rules().size() + policy.limits().size() >= LARGE ? 1 : WARM;
    }

    @Override
    public Verdict judge(Reading reading, Situation situation) {
        Judge now = judge;
        if (now instanceof Interpreter && judged.incrementAndGet() == warm) {
            // inherits nothing from whoever happens to judge
            Thread compiler = new Thread(null, this::compile, "holdpoint-compiler", 0, false);
            compiler.setDaemon(true);
            compiler.start();
        }
        return now.judge(reading, situation);
    }

    private void compile() {
        judge = CompiledJudge.of(policy);
    }
}
