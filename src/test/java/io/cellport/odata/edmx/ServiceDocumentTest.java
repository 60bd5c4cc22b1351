package io.cellport.odata.edmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.SchemaControl;
import io.cellport.odata.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceDocumentTest {

    static Stream<Arguments> services() {
        return Stream.of(
                Arguments.of("04-control-sets.http", "golden/__ctl/", CellControl.MODEL),
                Arguments.of("08-schema.http", "golden/box1/odata/$metadata/", SchemaControl.of("node")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void theListOfSetsIsByteForByteThatOfTheReference(String recordings, String path, ServiceModel service)
            throws Exception {
        byte[] document = UserEdmxTest.bytes(ServiceDocument.of("http://localhost:18888/" + path, service));

        String recorded = Files.readAllLines(Path.of("src/test/resources/wire/read", recordings)).stream()
                .filter(line -> line.contains("<service ") && line.contains(path + "\""))
                .findFirst()
                .orElseThrow();
        assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo(recorded);
    }
}
