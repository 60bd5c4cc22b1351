package io.cellport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.cellport.http.ReadTables.Difference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repeats what was read of two imported cells of the reference server, below {@code src/test/resources/wire/read}, and
 * compares the answers. What is answered otherwise stands in one of two tables, whose every line has to be true.
 * {@code -Dcellport.topics=3,12} repeats only these files, and shows what is not built as failed.
 */
class ReadRecordingsIT {

    static final Path RECORDINGS = Path.of("src/test/resources/wire/read");

    private static final List<String> TOPICS =
            Arrays.asList(System.getProperty("cellport.topics", "").split(","));

    private static final boolean ALL_TOPICS = TOPICS.contains("");

    private static final ReadTables TABLES = ReadTables.in(RECORDINGS);

    /** What is answered otherwise and is no difference on purpose. */
    private static final List<String> OPEN = new ArrayList<>();

    @TempDir
    static Path directory;

    @AutoClose
    private static ReadUnit unit;

    @BeforeAll
    static void start() throws IOException {
        unit = new ReadUnit(directory);
    }

    /** Leaves the lines that {@code not-yet.txt} should have. */
    @AfterAll
    static void writeWhatIsNotBuilt() throws IOException {
        Files.writeString(
                Path.of("target/not-yet.txt"),
                "# Recordings of what is not built yet. A heading for each file.\n\n" + ReadTables.lines(OPEN));
    }

    @TestFactory
    Stream<DynamicContainer> everyAnswerIsTheRecordedOneOrTheTablesSayWhyNot() {
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
    void theTablesNameEveryPairOnceAndNoneThatThereIsNot() {
        List<String> named = new ArrayList<>(TABLES.notYet());
        named.addAll(TABLES.differing().keySet());
        List<String> recorded = Stream.of(everyFile())
                .flatMap(List::stream)
                .flatMap(file -> WirePair.in(file).stream().map(pair -> ReadTables.key(topic(file), pair)))
                .toList();

        assertThat(recorded).doesNotHaveDuplicates().containsAll(named);
        assertThat(named).doesNotHaveDuplicates();
        System.out.printf(
                "read recordings: %d pairs, %d differ on purpose, %d not built yet%n",
                recorded.size(), TABLES.differing().size(), TABLES.notYet().size());
    }

    private static void check(Path file, WirePair pair) throws IOException {
        String key = ReadTables.key(topic(file), pair);
        WireAnswer answer = unit.answer(pair.request());
        Optional<String> found = ReadComparison.difference(pair, answer);
        Optional<Difference> intended = TABLES.difference(key);
        if (found.isPresent() && intended.isEmpty()) {
            OPEN.add(key);
        }
        if (intended.isPresent()) {
            assertThat(found)
                    .as("answered as recorded, so differs.txt must not name it")
                    .isPresent();
            assertThat(answer.status()).isEqualTo(intended.get().status());
        } else if (ALL_TOPICS && TABLES.notYet().contains(key)) {
            assertThat(found)
                    .as("answered as recorded, so not-yet.txt must not name it")
                    .isPresent();
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
    static TreeSet<Integer> differences() {
        TreeSet<Integer> numbers = new TreeSet<>();
        TABLES.differing().values().forEach(difference -> numbers.add(difference.number()));
        return numbers;
    }
}
