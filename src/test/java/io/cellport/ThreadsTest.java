package io.cellport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each class says on which threads it may be used, in the words of {@code CONTRIBUTING.md}, and its code agrees. */
class ThreadsTest {

    private static final Path SOURCES = Path.of("src/main/java");

    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:public |abstract |final |sealed |non-sealed )*(class|interface|record|enum|@interface) (\\w+)");

    /** A sentence of its own: the whole phrase from a capital to a full stop. */
    private static final Pattern PHRASE = Pattern.compile("(?:^|[.:)] )("
            + "Immutable|Stateless|Safe for several threads|For one thread|Belongs to one event loop"
            + "|Blocks; (?:immutable|stateless|safe for several threads|for one thread))\\.(?= |$)");

    /** What may wait for a disk, a database or another thread. */
    private static final Set<String> BLOCKING = Set.of(
            "java.nio.file.Files",
            "java.nio.channels.FileChannel",
            "java.sql.Connection",
            "java.sql.PreparedStatement",
            "java.sql.ResultSet",
            "java.util.concurrent.CountDownLatch");

    /** The sources of one top-level type, and what their Javadoc says of threads. */
    private record Type(String name, String kind, Optional<String> phrase) {
        /** Values, failures and names of things may be used on every thread unless they say otherwise. */
        boolean isFree() {
            return Set.of("record", "enum", "@interface").contains(kind) || name.endsWith("Exception");
        }

        boolean says(String word) {
            return phrase.filter(said -> said.toLowerCase(Locale.ROOT).contains(word))
                    .isPresent();
        }
    }

    private static final List<Type> TYPES = types();

    private static final Map<String, List<JavaClass>> CLASSES = ProductionClasses.ALL.stream()
            .collect(Collectors.groupingBy(type -> type.getName().replaceAll("\\$.*", "")));

    @Test
    void eachClassSaysOnWhichThreadsItMayBeUsed() {
        assertThat(TYPES).hasSizeGreaterThan(100);

        assertThat(namesOf(type -> !type.isFree() && type.phrase().isEmpty())).isEmpty();
    }

    @Test
    void whatIsImmutableHasOnlyFinalFields() {
        assertThat(namesOf(type -> type.says("immutable")
                        && fields(type).anyMatch(field -> !field.getModifiers().contains(JavaModifier.FINAL))))
                .isEmpty();
    }

    @Test
    void whatIsStatelessHasNoFields() {
        assertThat(namesOf(
                        type -> type.says("stateless") && fields(type).findAny().isPresent()))
                .isEmpty();
    }

    @Test
    void whatCallsTheDiskOrADatabaseSaysThatItBlocks() {
        assertThat(namesOf(type -> !type.says("blocks") && callsWhatBlocks(type)))
                .isEmpty();
    }

    /** A phrase that the pattern misses would be no phrase; one that it finds in prose would be no promise. */
    @Test
    void onlyASentenceOfItsOwnIsAPhrase() {
        assertThat(phrase("Reads a file. Blocks; for one thread. @param file it"))
                .contains("Blocks; for one thread");
        assertThat(phrase("Immutable.")).contains("Immutable");
        assertThat(phrase("It is not Immutable.")).isEmpty();
        assertThat(phrase("Blocks; belongs to one event loop.")).isEmpty();
        assertThat(phrase("Stateless until it is used.")).isEmpty();
    }

    private static Set<String> namesOf(Predicate<Type> condition) {
        return TYPES.stream().filter(condition).map(Type::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JavaField> fields(Type type) {
        return CLASSES.get(type.name()).stream()
                .filter(part -> part.getName().equals(type.name()))
                .flatMap(part -> part.getFields().stream())
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC));
    }

    private static boolean callsWhatBlocks(Type type) {
        return CLASSES.get(type.name()).stream()
                .flatMap(part -> part.getMethodCallsFromSelf().stream())
                .anyMatch(call -> BLOCKING.contains(call.getTargetOwner().getName()));
    }

    private static List<Type> types() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Map<String, Type> types = new TreeMap<>();
            for (Path source : files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList()) {
                Type type = type(source);
                types.put(type.name(), type);
            }
            return List.copyOf(types.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Type type(Path file) throws IOException {
        String source = Files.readString(file);
        Matcher type = TYPE.matcher(source);
        assertThat(type.find()).as(file.toString()).isTrue();
        String before = source.substring(0, type.start());
        int javadoc = before.lastIndexOf("/**");
        String text = javadoc < 0 ? "" : before.substring(javadoc + 3, before.indexOf("*/", javadoc));
        String folder = SOURCES.relativize(file.getParent()).toString().replace('/', '.');
        return new Type(folder + '.' + type.group(2), type.group(1), phrase(text));
    }

    private static Optional<String> phrase(String javadoc) {
        Matcher phrase = PHRASE.matcher(javadoc.replaceAll("(?m)^ *\\*|</?\\w+>", " ")
                .replaceAll("\\s+", " ")
                .strip());
        return phrase.find() ? Optional.of(phrase.group(1)) : Optional.empty();
    }
}
