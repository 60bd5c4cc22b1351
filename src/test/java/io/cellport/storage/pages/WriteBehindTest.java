package io.cellport.storage.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cellport.storage.FileWatch;
import io.cellport.storage.WatchedFiles;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBehindTest implements FileWatch {

    @TempDir
    Path directory;

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private FileChannel channel;
    private int forces;
    private boolean isBroken;

    @BeforeEach
    void open() throws IOException {
        channel = FileChannel.open(
                new WatchedFiles(this).wrap(directory.resolve("file")),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @Override
    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
        if (operation == Operation.FORCE) {
            forces++;
            if (isBroken) {
                isBroken = false;
                throw new IOException("I/O error");
            }
        }
        return call.run();
    }

    @Test
    void oneThreadAtATimeForcesWhatWasWritten() throws IOException {
        WriteBehind behind = new WriteBehind(channel, tasks::add);

        behind.wrote(WriteBehind.STEP_BYTES - 1);
        assertThat(tasks).isEmpty();
        behind.wrote(1);
        behind.wrote(WriteBehind.STEP_BYTES);
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        behind.wrote(1);

        assertThat(tasks).as("what came meanwhile").hasSize(1);
        tasks.remove().run();
        behind.settle();
        assertThat(forces).isEqualTo(2);
    }

    @Test
    void aFailureIsToldToTheOneThatWrites() throws IOException {
        WriteBehind behind = new WriteBehind(channel, tasks::add);
        isBroken = true;
        behind.wrote(WriteBehind.STEP_BYTES);
        tasks.remove().run();

        assertThatThrownBy(() -> behind.wrote(WriteBehind.STEP_BYTES)).hasMessage("I/O error");
        assertThatThrownBy(behind::settle).as("also later").hasMessage("I/O error");
    }

    /** A pool that is shut down drops what waits in it, and interrupts those who wait for it. */
    @Test
    void whoeverWaitsCanBeInterrupted() throws IOException {
        WriteBehind behind = new WriteBehind(channel, task -> {});
        behind.wrote(WriteBehind.STEP_BYTES);
        Thread.currentThread().interrupt();

        assertThatThrownBy(behind::settle).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aPoolWithoutAThreadIsAskedAgain() throws IOException {
        boolean[] isFree = {false};
        WriteBehind behind = new WriteBehind(channel, task -> {
            if (!isFree[0]) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
        });

        behind.wrote(WriteBehind.STEP_BYTES);
        behind.settle();
        isFree[0] = true;
        behind.wrote(1);

        assertThat(tasks).hasSize(1);
    }
}
