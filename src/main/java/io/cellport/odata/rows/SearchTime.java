package io.cellport.odata.rows;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.time.Duration;

/**
 * Ends a search that takes too long, or whose client is gone. For one thread.
 *
 * @param heartbeat throws to end the search
 * @param limit how long the search may take
 * @param begin {@link System#nanoTime} when it began
 */
record SearchTime(Runnable heartbeat, Duration limit, long begin) implements Runnable {

    static SearchTime start(Runnable heartbeat, Duration limit) {
        return new SearchTime(heartbeat, limit, System.nanoTime());
    }

    @Override
    public void run() {
        heartbeat.run();
        if (System.nanoTime() - begin > limit.toNanos()) {
            throw ApiException.of(ErrorCode.PR503_OD_0001, Long.toString(limit.toSeconds()));
        }
    }
}
