package io.cellport;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.cellport.worker.WorkerPool;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What only one place may do, how long a file may be, and what names are not names. */
class HouseRulesTest {

    private static final int MAX_LINES = 300;

    private static final int MAX_COLUMNS = 120;

    @Test
    void onlyTheCommandLineAndTheLogTalkToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.cellport.cli..", "io.cellport")
                .and()
                .haveSimpleNameNotEndingWith("Appender")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ProductionClasses.ALL);
    }

    @Test
    void onlyTheErrorRendererAnswersWithErrors() throws IOException {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.cellport.http.pipeline.ErrorRenderer")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.cellport.http.pipeline.OAuthBody")
                .orShould()
                .callMethod(RoutingContext.class, "fail", int.class)
                .check(ProductionClasses.ALL);
        noClasses()
                .that()
                .haveNameNotMatching("io.cellport.http.*(ErrorRenderer|ImportAnswer|RunRenderer)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.cellport.http.message.ErrorBody")
                .check(ProductionClasses.ALL);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.cellport.http.Exchange")
                .and()
                .resideOutsideOfPackage("io.cellport.management")
                .should()
                .callMethod(HttpServerResponse.class, "setStatusCode", int.class)
                .check(ProductionClasses.ALL);
        Pattern errorStatus = Pattern.compile("\\.(json|empty|answer)\\(\\s*[45]\\d\\d");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/cellport/http"))) {
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(errorStatus);
            }
        }
    }

    /** The formatter wraps code only. */
    @Test
    void commentsAreNoWiderThanCode() throws IOException {
        Pattern wide = Pattern.compile("(?m)^ *(/\\*\\*|\\*|//).*");
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path source :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                assertThat(wide.matcher(Files.readString(source)).results())
                        .as(source.toString())
                        .extracting(MatchResult::group)
                        .allMatch(comment -> comment.length() <= MAX_COLUMNS);
            }
        }
    }

    @Test
    void sqlStaysInTheStoresAndTheirTables() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.cellport.storage..",
                        "io.cellport.auth.key..",
                        "io.cellport.blob.ledger..",
                        "io.cellport.cell..",
                        "io.cellport.imports.journal..",
                        "io.cellport.exports.journal..",
                        "io.cellport.odata.index..",
                        "io.cellport.odata.rows..",
                        "io.cellport.odata.schema..",
                        "io.cellport.snapshot..",
                        "io.cellport.error..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(ProductionClasses.ALL);
    }

    @Test
    void whatBlocksRunsOnBoundedPoolsWithNames() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(WorkerPool.class.getName())
                .should()
                .callConstructor(ThreadPoolExecutor.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(WorkerExecutor.class)
                .orShould()
                .callMethodWhere(target(nameMatching("executeBlocking|createSharedWorkerExecutor")))
                .check(ProductionClasses.ALL);
    }

    @Test
    void verticlesAreNamedByTheirRole() {
        classes()
                .that()
                .areAssignableTo(io.vertx.core.VerticleBase.class)
                .should()
                .haveSimpleNameEndingWith("Verticle")
                .orShould()
                .haveSimpleName("ImportTracker")
                .orShould()
                .haveSimpleName("ExportTracker")
                .check(ProductionClasses.ALL);
    }

    @Test
    void noNameIsAnEmptyName() {
        assertThat(ProductionClasses.ALL.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> name.endsWith("Impl")
                        || name.endsWith("Util")
                        || name.endsWith("Utils")
                        || name.endsWith("Manager")
                        || name.endsWith("Helper"));
        assertThat(ProductionClasses.ALL.stream().map(JavaClass::getPackageName))
                .noneMatch(name -> name.matches(".*\\.(util|common|manager|impl)(\\..*)?"));
    }

    @Test
    void noFileIsLongerThanThreeScreens() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<Path> sources =
                    files.filter(path -> path.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
            }
        }
    }
}
