package io.cellport.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopHookTest {

    @Test
    void closingStopsOnce() {
        AtomicInteger stops = new AtomicInteger();
        StopHook hook = StopHook.install(stops::incrementAndGet);

        hook.close();
        hook.close();

        assertThat(stops).hasValue(1);
    }
}
