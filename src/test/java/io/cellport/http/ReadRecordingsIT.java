package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cellport.http.ReadTable.Difference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repeats what was read of two imported cells of the reference server, below {@code src/test/resources/wire/read}, and
 * compares the answers. What is answered otherwise on purpose stands in a table, whose every line has to be true.
 * {@code -Dcellport.topics=3,12} repeats only these files.
 */
class ReadRecordingsIT {

    static final Path RECORDINGS = Path.of("src/test/resources/wire/read");

    private static final List<String> TOPICS =
            Arrays.asList(System.getProperty("cellport.topics", "").split(","));

    private static final boolean ALL_TOPICS = TOPICS.contains("");

    private static final ReadTable TABLE = ReadTable.in(RECORDINGS);

    @TempDir
    static Path directory;

    @AutoClose
    private static ReadUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new ReadUnit(directory);
    }

    @TestFactory
    Stream<DynamicContainer> everyAnswerIsTheRecordedOneOrTheTableSaysWhyNot() {
        return files().map(file -> {
            URI source = file.toUri();
            return DynamicContainer.dynamicContainer(
                    file.getFileName().toString(),
                    source,
                    WirePair.in(file).stream()
                            .map(pair -> DynamicTest.dynamicTest(pair.name(), source, () -> check(file, pair))));
        });
    }

    @Test
    void theTableNamesOnlyPairsThatThereAreAndAFewOfThem() {
        List<String> recorded = everyFile().stream()
                .flatMap(file -> WirePair.in(file).stream().map(pair -> ReadTable.key(topic(file), pair)))
                .toList();

        assertThat(recorded)
                .doesNotHaveDuplicates()
                .containsAll(TABLE.differing().keySet())
                .hasSizeGreaterThan(6 * TABLE.differing().size());
    }

    private static void check(Path file, WirePair pair) throws IOException {
        String key = ReadTable.key(topic(file), pair);
        WireAnswer answer = unit.answer(pair.request());
        Optional<String> found = ReadComparison.difference(pair, answer);
        Optional<Difference> intended = TABLE.difference(key);
        if (intended.isPresent()) {
            assertThat(found)
                    .as("answered as recorded, so differs.txt must not name it")
                    .isPresent();
            assertThat(answer.status()).isEqualTo(intended.get().status());
        } else {
            found.ifPresent(difference -> fail(pair.request() + "\n" + difference));
        }
    }

    private static Stream<Path> files() {
        return everyFile().stream()
                .filter(file -> ALL_TOPICS
                        || TOPICS.contains(topic(file))
                        || TOPICS.contains(topic(file).substring(1)));
    }

    private static List<Path> everyFile() {
        try (Stream<Path> files = Files.list(RECORDINGS)) {
            return files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The number that the name of a file begins with. */
    private static String topic(Path file) {
        return file.getFileName().toString().substring(0, 2);
    }

    /** The numbers in {@code docs/differences.md} that the table refers to. */
    static Set<Integer> differences() {
        TreeSet<Integer> numbers = new TreeSet<>();
        TABLE.differing().values().forEach(difference -> numbers.add(difference.number()));
        return numbers;
    }
}
