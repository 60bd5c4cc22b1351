package io.cellport;

import static io.cellport.Patience.PATIENCE;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several threads that do the same at the same time. */
public final class Together {

    private Together() {}

    /** Something that a thread does. */
    @FunctionalInterface
    public interface Task<T> {
        /** Does it as the thread of that number. */
        T run(int number) throws Exception;
    }

    /** Has so many threads begin at the same moment and waits for all; what each returned, in their order. */
    public static <T> List<T> together(int threads, Task<T> task) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> begun = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                begun.add(pool.submit(() -> {
                    barrier.await();
                    return task.run(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : begun) {
                results.add(each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
