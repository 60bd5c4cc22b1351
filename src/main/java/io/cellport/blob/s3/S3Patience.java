package io.cellport.blob.s3;

import java.time.Duration;

/**
 * How long S3 is waited for. A call that fails for a reason that may pass is tried again.
 *
 * @param connect for a connection
 * @param silence for the next bytes of an answer
 * @param attempt for one attempt, with all bytes that it sends and receives
 * @param call for all attempts and the pauses between them
 * @param attempts most attempts
 * @param pause longest pause before the first repetition; twice as long before each further one, up to
 *     {@code longestPause}
 */
record S3Patience(
        Duration connect,
        Duration silence,
        Duration attempt,
        Duration call,
        int attempts,
        Duration pause,
        Duration longestPause) {

    static final S3Patience USUAL = new S3Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofMinutes(3),
            5,
            Duration.ofMillis(200),
            Duration.ofSeconds(10));
}
