package io.cellport.cli.server;

import static io.cellport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes with a hook that receive SIGTERM. */
class StopHookIT {

    /** What a process without a hook exits with after SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aTerminatedProcessStopsInOrderAndExitsWithZero() throws Exception {
        assertThat(exitCodeOfTerminated("in order")).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFailedStopDoesNotExitWithZero() throws Exception {
        assertThat(exitCodeOfTerminated("not at all")).isEqualTo(TERMINATED);
    }

    private static int exitCodeOfTerminated(String how) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stopped.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("serving");
            process.toHandle().destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(out.readLine()).isEqualTo("stopping");
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A process that serves until it is told to stop. */
    static final class Stopped {

        private Stopped() {}

        public static void main(String[] how) throws InterruptedException {
            try (StopHook hook = StopHook.install(() -> stop(how[0]))) {
                System.out.println("serving");
                hook.await();
            }
        }

        private static void stop(String how) {
            System.out.println("stopping");
            if (!how.equals("in order")) {
                throw new IllegalStateException("injected");
            }
        }
    }
}
