package io.cellport.odata.edmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cell.generation.CellGeneration;
import io.cellport.cell.generation.Row;
import io.cellport.cell.generation.Row.Entity;
import io.cellport.imports.loader.LoadedEntities;
import io.cellport.odata.rows.GenerationFile;
import io.cellport.odata.schema.UserSchema;
import io.cellport.odata.schema.UserSchemas;
import io.cellport.worker.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class UserEdmxTest {

    private static final Path RECORDED = Path.of("src/test/resources/wire/read/08-schema.http");

    @TempDir
    private Path directory;

    @Test
    void theMetadataOfACollectionIsByteForByteThatOfTheReference() throws Exception {
        UserSchema schema = of(loaded("small1"), "xuGTKVXtTHy7lui2jw20Ew", "fE9Fhib6SseMQW8ju8cFIg");

        String recorded = Files.readAllLines(RECORDED).stream()
                .filter(line -> line.contains("<EntityType Name=\"Author\""))
                .findFirst()
                .orElseThrow();
        assertThat(text(UserEdmx.of(schema))).isEqualTo(recorded);
    }

    @Test
    void everyKindOfPropertyIsDescribedAsInTheReference() throws Exception {
        UserSchema schema = of(loaded("rich"), "8XnztyNsSKuK3tOxkWw6rQ", "reUlBWfaQhOjaVeK7-TT2Q");
        String document = text(UserEdmx.of(schema));

        assertThat(document).hasSize(6_860);
        assertThat(document)
                .contains(
                        "<Property Name=\"geo\" Type=\"UserData.Geo\" Nullable=\"true\"/>",
                        "<Property Name=\"zip\" Type=\"Edm.String\" Nullable=\"true\" DefaultValue=\"000\"/>",
                        "<Property Name=\"dynint\" Type=\"Edm.Double\" Nullable=\"true\" p:IsDeclared=\"false\"/>",
                        "<Property Name=\"nums\" Type=\"Edm.Int32\" Nullable=\"true\" CollectionKind=\"List\"/>",
                        "<Property Name=\"name\" Type=\"Edm.String\" Nullable=\"false\"/>",
                        "<End Role=\"Customer:c2o\" Type=\"UserData.Customer\" Multiplicity=\"0..1\"/>");
    }

    @Test
    void aCollectionWithoutTypesHasAnEmptyContainer() throws Exception {
        assertThat(parsed(bytes(UserEdmx.of(of(List.of(), "box", "node"))))
                        .getElementsByTagName("EntityContainer")
                        .getLength())
                .isOne();
    }

    @Test
    void aLargeSchemaComesInPiecesAndIsOneDocument() throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.add(entity("EntityType", "t", "box\tnode\tT", "{'s':{'Name':'T'}}"));
        IntStream.range(0, 2_000)
                .forEach(i -> rows.add(entity(
                        "Property",
                        "p" + i,
                        "t\tp" + i,
                        "{'s':{'Name':'p%d','Type':'Edm.String','DefaultValue':'<&\\u0000\\\"😀'}}".formatted(i))));
        XmlPieces pieces = UserEdmx.of(of(rows, "box", "node"));
        byte[] first = pieces.next();

        assertThat(first.length).isBetween(64 << 10, 65 << 10);
        assertThat(pieces.isDone()).isFalse();

        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(bytes(pieces));
        Document document = parsed(all.toByteArray());
        assertThat(document.getElementsByTagName("Property").getLength()).isEqualTo(2_003);
        assertThat(document.getElementsByTagName("Property")
                        .item(3)
                        .getAttributes()
                        .getNamedItem("DefaultValue")
                        .getNodeValue())
                .isEqualTo("<&?\"😀");
    }

    private static String text(XmlPieces pieces) {
        return new String(bytes(pieces), StandardCharsets.UTF_8);
    }

    static byte[] bytes(XmlPieces pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!pieces.isDone()) {
            all.writeBytes(pieces.next());
        }
        return all.toByteArray();
    }

    private static Document parsed(byte[] document) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(document));
    }

    private static List<Row> loaded(String snapshot) throws Exception {
        return LoadedEntities.of(Path.of("src/test/resources/snapshots", snapshot + ".zip"));
    }

    private UserSchema of(List<Row> rows, String boxId, String node) throws Exception {
        try (CellGeneration generation = GenerationFile.of(directory, rows)) {
            return new UserSchemas(MemoryBudget.ofHeap()).of(generation, boxId, node);
        }
    }

    private static Entity entity(String type, String id, String key, String source) {
        return new Entity(type, id, key, source.replace('\'', '"').getBytes(StandardCharsets.UTF_8), List.of());
    }
}
