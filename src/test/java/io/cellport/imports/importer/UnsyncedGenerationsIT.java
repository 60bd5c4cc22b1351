package io.cellport.imports.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.storage.Wreck;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A power loss takes, beyond what a kill does, what of a generation under construction was not forced to the disk: the
 * end of the changes to its log, all of them, any of its pages, or the whole generation. What clients were told of it
 * may be more than is left, but not that it has ended.
 */
class UnsyncedGenerationsIT extends KilledImports {

    private static final String LOG = "-wal";

    @Test
    void whatAPowerLossTookFromAGenerationIsBuiltAgain() throws IOException {
        loseAtEveryPoint(number -> number % 2 == 1);
    }

    @Test
    @Tag("nightly")
    void whatAPowerLossTookFromAGenerationIsBuiltAgainAThousandTimes() throws IOException {
        for (int done = 0; done < 1_000; ) {
            done += loseAtEveryPoint(number -> true);
        }
    }

    private int loseAtEveryPoint(IntPredicate wanted) throws IOException {
        List<Wreck> wrecks = killImport(wanted);
        int lost = 0;
        for (Wreck wreck : wrecks) {
            lost += loseFrom(wreck) ? 1 : 0;
            recover(new Wreck(wreck.data(), wreck.point(), Math.min(0, wreck.told())));
            wreck.delete();
        }
        System.out.println("power losses: " + wrecks.size() + ", of which hit a generation: " + lost);
        assertThat(lost).as("losses that hit a generation").isGreaterThan(wrecks.size() / 5);
        return wrecks.size();
    }

    private boolean loseFrom(Wreck wreck) throws IOException {
        boolean hit = false;
        for (Path relative : wreck.files()) {
            Path file = wreck.data().resolve(relative);
            if (relative.startsWith("cells") && relative.toString().endsWith(LOG)) {
                lose(file);
                hit = true;
            } else if (relative.toString().endsWith("-shm")) {
                Files.delete(file);
            }
        }
        return hit;
    }

    private void lose(Path log) throws IOException {
        Path database = log.resolveSibling(log.getFileName().toString().replace(LOG, ""));
        Path generation = log.resolveSibling(log.getFileName().toString().replace("-build" + LOG, ""));
        switch (random.nextInt(6)) {
            case 0 -> Files.delete(log);
            case 1 -> {
                Files.delete(log);
                Files.delete(database);
                Files.deleteIfExists(generation);
            }
            case 2 -> cut(generation);
            case 3 -> losePages(generation);
            case 4 -> {
                losePages(generation);
                cut(log);
            }
            default -> cut(log);
        }
    }

    private void cut(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength((long) (random.nextDouble() * file.length()));
        }
    }

    /** The file has its length, but some of it never reached the disk. */
    private void losePages(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek((long) (random.nextDouble() * file.length()));
            file.write(new byte[(int) (random.nextDouble() * (file.length() - file.getFilePointer()))]);
        }
    }
}
