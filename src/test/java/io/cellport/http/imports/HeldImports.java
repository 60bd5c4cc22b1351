package io.cellport.http.imports;

import io.cellport.Gate;
import io.cellport.storage.FileWatch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A disk on which imports wait for the test before they read, so that none ends before the test has looked at it. */
public final class HeldImports implements FileWatch {

    private static final Predicate<String> IMPORTING =
            Pattern.compile("cellport-import-\\d+").asMatchPredicate();

    private final Gate reads = new Gate(Integer.MAX_VALUE);

    /** Lets no import read any more. */
    public void hold() {
        reads.close();
    }

    /** Lets an import read once if it waits for that. */
    void letOneRead() {
        if (reads.isHolding()) {
            reads.allow(1);
        }
    }

    /** Lets all read from now on. */
    public void letGo() {
        reads.allow(Integer.MAX_VALUE);
    }

    @Override
    public <T> T around(Operation operation, Path file, Path target, Call<T> call) throws IOException {
        if (operation == Operation.READ && IMPORTING.test(Thread.currentThread().getName())) {
            try {
                reads.pass();
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
        }
        return call.run();
    }
}
