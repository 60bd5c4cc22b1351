package io.cellport;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class ArchitectureTest {

    /** What each package may use of the others: only what stands above it. */
    private static final Map<String, List<String>> MAY_USE = uses("""
            config           :
            error            :
            http.connection  : config
            imports.message  : error
            metric           :
            json             : error
            logging          : error
            storage          : error
            storage.pages    : storage
            worker           : error metric
            odata.model      :
            xml              :
            odata.json       : json cell.generation odata.model
            odata.language   : error odata.model
            storage.postgres : config error metric storage worker
            auth             :
            auth.key         : config error storage storage.postgres worker auth
            blob             : error metric storage worker
            blob.ledger      : error storage storage.postgres blob
            blob.s3          : error storage blob
            cell.generation  : error storage storage.pages
            cell.extract     : cell.generation
            cell.construction : cell.generation error storage storage.pages
            cell.content     : cell.generation
            auth.token       : config error auth auth.key
            odata.schema     : error storage cell.generation odata.model worker
            odata.edmx       : odata.model odata.schema xml
            odata.index      : error metric storage worker
            odata.rows       : error storage cell.generation odata.index odata.language odata.model
            cell             : error storage storage.postgres blob blob.ledger cell.generation cell.construction
                               cell.extract
            snapshot.zip     : config error json worker blob
            exports.writer   : error storage blob cell.generation cell snapshot.zip
            auth.account     : error worker auth.key cell.generation cell
            snapshot.area    : error storage storage.postgres blob blob.ledger cell
            snapshot.upload  : error storage blob snapshot.area
            auth.access      : config error worker auth auth.key cell.generation auth.token cell auth.account
            imports.journal  : error imports.message storage storage.postgres worker blob cell.generation
                               cell snapshot.area
            management       : config metric
            exports.message  : error imports.message
            exports.journal  : error storage storage.postgres blob cell.generation cell snapshot.area imports.journal
            exports.tracker  : error metric imports.message worker cell.generation imports.journal exports.message
                               exports.journal
            http.message     : cell cell.content error snapshot.area
            http.address     : config http.connection
            http             : config error metric http.connection imports.message worker blob cell.generation
                               http.message http.address
                               exports.message
                               cell.content odata.schema auth.token cell snapshot.area snapshot.upload auth.access
                               odata.rows
            http.question    : imports.message exports.message
            http.routing     : config error http http.address http.message
            imports.loader   : config error json worker cell.generation snapshot.zip imports.journal cell.construction
            imports.inspection : config error storage worker blob cell.generation snapshot.zip imports.journal
                               cell.construction
                               imports.loader
            imports.tracker  : error metric imports.message worker cell.generation imports.journal
            http.dav         : error cell.generation auth.access http xml
            http.cell        : config error imports.message cell.generation cell cell.content auth auth.access http
                               http.address http.message
                               http.dav http.question odata.language odata.model odata.rows worker
            http.description : auth.access http http.address
            http.console     : config error auth.access http http.address http.message
            http.odata       : error auth auth.access cell cell.content cell.generation odata.json odata.language
                               odata.model
                               odata.rows odata.schema odata.edmx worker http
            http.status      : error metric cell http http.message
            http.imports     : config error metric imports.message json cell snapshot.area auth.access http http.message
                               http.question http.status
            http.exports     : config error metric exports.message json cell snapshot.area auth.access http
                               http.question http.status
            http.token       : config error worker auth.key auth.token cell auth.account auth.access http
                               http.address http.message
            http.unit        : config error json cell auth.access odata.language http http.address http.message
            imports.importer : config error metric imports.message storage worker blob cell.generation cell
                               cell.construction
                               snapshot.zip snapshot.area imports.journal imports.loader
            exports.exporter : config error metric imports.message storage worker blob cell.generation cell
                               exports.writer snapshot.area imports.journal exports.message exports.journal
                               imports.loader
            http.part        : blob http http.message
            http.content     : config error auth cell cell.generation cell.content auth.access http http.address http.dav
                               http.message http.part
            http.snapshots   : config error imports.message worker blob cell snapshot.area auth.access http http.message
                               http.dav http.part http.question
            http.tus         : config error worker blob cell snapshot.area snapshot.upload auth.access http
                               http.snapshots
            http.pipeline    : config error logging metric http.connection imports.message worker cell.generation
                               cell.content http.message http.address
                               auth.key auth.token cell auth.account auth.access http http.dav http.content http.odata
                               http.cell http.console http.description http.imports http.question http.routing
                               http.token http.unit http.snapshots http.tus exports.message http.exports
            server.bus       : config
            server           : config metric odata.index odata.rows http.connection imports.message storage
                               storage.postgres worker
                               auth.key blob blob.ledger blob.s3 cell snapshot.area snapshot.upload auth.access
                               imports.journal http http.address imports.tracker imports.importer
                               odata.schema http.pipeline management server.bus exports.message exports.journal
                               exports.tracker exports.exporter
            cli.exit         :
            cli.terminal     :
            cli.unit         : imports.message cli.exit cli.terminal
            cli.transfer     : cli.exit cli.terminal cli.unit
            cli.server       : config http.connection storage storage.postgres worker auth.key auth.token
                               cell.generation
                               cell error server.bus server cli.exit cli.terminal
            cli.move         : storage imports.inspection cli.exit cli.terminal cli.unit cli.transfer
            cli.option       : config storage auth.token snapshot.area cell cli.exit cli.terminal cli.unit cli.transfer
                               cli.server
            cli              : config error snapshot.zip imports.journal imports.inspection storage storage.postgres
                               auth.key blob blob.ledger auth.token cell
                               snapshot.area server cli.exit cli.terminal cli.unit cli.transfer cli.server
                               cli.move cli.option
            """);

    private static Map<String, List<String>> uses(String table) {
        Map<String, List<String>> uses = new LinkedHashMap<>();
        String name = "";
        for (String line : table.lines().toList()) {
            int colon = line.indexOf(':');
            name = colon < 0 ? name : line.substring(0, colon).strip();
            List<String> used = List.of(line.substring(colon + 1).strip().split(" +"));
            uses.computeIfAbsent(name, any -> new ArrayList<>()).addAll(used);
        }
        return uses;
    }

    @Test
    void dependenciesPointOneWay() {
        MAY_USE.forEach((name, used) -> {
            String[] allowed = Stream.concat(Stream.of(name), used.stream())
                    .map(ArchitectureTest::qualified)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(qualified(name))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.cellport..").and(resideOutsideOfPackages(allowed)))
                    .check(ProductionClasses.ALL);
        });
        slices().matching("io.cellport.(**)").should().beFreeOfCycles().check(ProductionClasses.ALL);
    }

    private static String qualified(String name) {
        return "io.cellport." + name;
    }

    /** Nested classes count as part of the class that they stand in. */
    @Test
    void noTwoClassesNeedEachOther() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith("io.cellport")
                                ? SliceIdentifier.of(type.getName().replaceAll("\\$.*", ""))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "classes";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(ProductionClasses.ALL);
    }

    @Test
    void everyPackageHasARuleAndADescription() throws IOException {
        assertThat(ProductionClasses.ALL.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> !name.equals("io.cellport"))
                        .map(name -> name.substring("io.cellport.".length())))
                .isSubsetOf(MAY_USE.keySet());
        for (String name : MAY_USE.keySet()) {
            assertThat(packageInfo(name)).exists();
        }
    }

    private static Path packageInfo(String name) {
        return Path.of("src/main/java/io/cellport", name.replace('.', '/'), "package-info.java");
    }

    /** NullAway passes over a package that is not. */
    @Test
    void everyPackageIsNullMarked() {
        for (String name : MAY_USE.keySet()) {
            assertThat(packageInfo(name)).content().contains("\n@NullMarked\npackage ");
        }
    }
}
