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
 * compiled when it is loaded. Thread-safe.
 */
final class WarmingJudge implements Judge {

    /** Clauses from which a policy is compiled when it is loaded. */
    private static final int LARGE = 64;

    /** Judgements after which a small policy is compiled. */
    private static final int WARM = 64;

    private final Policy policy;
    private volatile Judge judge;
    private final AtomicInteger judged = new AtomicInteger();

    private WarmingJudge(Policy policy) {
        this.policy = policy;
        this.judge = new Interpreter(policy);
    }

    static Judge of(Policy policy) {
        return policy.rules().size() + policy.limits().size() >= LARGE
                ? CompiledJudge.of(policy)
                : new WarmingJudge(policy);
    }

    @Override
    public Verdict judge(Reading reading, Situation situation) {
        Judge now = judge;
        if (now instanceof Interpreter && judged.incrementAndGet() == WARM) {
            Thread compiler =
                    new Thread(() -> judge = CompiledJudge.of(policy), "holdpoint-compiler");
            compiler.setDaemon(true);
            compiler.start();
        }
        return now.judge(reading, situation);
    }
}
