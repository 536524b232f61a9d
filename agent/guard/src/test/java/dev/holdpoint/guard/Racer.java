package dev.holdpoint.guard;

import dev.holdpoint.bridge.HoldpointException;
import dev.holdpoint.effect.Operation;
import dev.holdpoint.language.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

/** One of the JVMs that race: as many threads as it can, one attempt each. */
final class Racer {

    static final int THREADS = 64;
    static final Operation OPERATION = Scene.exec("touch", "/srv/data/x");

    private Racer() {}

    static Guard guard(Path store, Path audit, String approver, int uses) throws IOException {
        return Guard.start(
                GuardConfig.of(
                                Scene.policy(
                                        List.of(
                                                new Policy.Approvers(
                                                        "owners", List.of(approver), Scene.SPAN)),
                                        List.of()),
                                Scene.judge(Optional.of(Scene.approval(1, uses))))
                        .analysis(Scene::read)
                        .store(store)
                        .audit(audit)
                        .log(line -> {})
                        .build());
    }

    public static void main(String[] arguments) throws Exception {
        AtomicInteger passed = new AtomicInteger();
        try (Guard guard =
                guard(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        arguments[2],
                        Integer.parseInt(arguments[3]))) {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Thread> threads = new java.util.ArrayList<>();
            System.out.println("ready");
            if (System.in.read() < 0) {
                throw new IOException("nobody said go");
            }
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> attempt(guard, start, passed));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.println(passed.get());
    }

    private static void attempt(Guard guard, CyclicBarrier start, AtomicInteger passed) {
        try {
            start.await();
            guard.demand(OPERATION);
            passed.incrementAndGet();
        } catch (HoldpointException e) {
            return; // stopped, as all but one should be
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
