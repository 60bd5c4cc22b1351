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
 * A power loss takes, beyond what a kill does, what of a generation under construction was not forced to the disk: the end
 * of its log, all of it, or the whole generation. What clients were told of it may be more than is left, but not that it
 * has ended.
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
        switch (random.nextInt(4)) {
            case 0 -> Files.delete(log);
            case 1 -> {
                Files.delete(log);
                Files.delete(log.resolveSibling(log.getFileName().toString().replace(LOG, "")));
            }
            default -> {
                try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                    file.setLength((long) (random.nextDouble() * file.length()));
                }
            }
        }
    }
}
