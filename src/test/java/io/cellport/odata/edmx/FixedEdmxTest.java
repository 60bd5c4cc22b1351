package io.cellport.odata.edmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.odata.model.CellControl;
import io.cellport.odata.model.EdmType;
import io.cellport.odata.model.EntityModel;
import io.cellport.odata.model.Property;
import io.cellport.odata.model.SchemaControl;
import io.cellport.odata.model.ServiceModel;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The documents that are kept as files say what the models say. */
class FixedEdmxTest {

    private static ServiceModel model(FixedEdmx edmx) {
        return edmx == FixedEdmx.CELL_CONTROL ? CellControl.MODEL : SchemaControl.of("node");
    }

    private static Element document(FixedEdmx edmx) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(edmx.document()))
                .getDocumentElement();
    }

    private static Stream<Element> elements(Element in, String name) {
        NodeList found = in.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
    }

    private static List<String> names(Element in, String name) {
        return elements(in, name).map(element -> element.getAttribute("Name")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void itHasTheSetsOfTheModel(FixedEdmx edmx) throws Exception {
        assertThat(SetOrder.of(model(edmx))).containsExactlyElementsOf(names(document(edmx), "EntitySet"));
        assertThat(names(document(edmx), "EntityType"))
                .containsExactlyInAnyOrderElementsOf(model(edmx).sets().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void eachTypeHasTheKeysPropertiesAndNavigationsOfTheModel(FixedEdmx edmx) throws Exception {
        for (Element type : elements(document(edmx), "EntityType").toList()) {
            EntityModel set = model(edmx).set(type.getAttribute("Name")).orElseThrow();

            assertThat(set.keys()).isEqualTo(names(type, "PropertyRef"));
            assertThat(names(type, "NavigationProperty"))
                    .containsExactlyElementsOf(set.navigationsByName().keySet());
            assertThat(elements(type, "Property").map(FixedEdmxTest::described))
                    .containsExactlyElementsOf(set.properties().stream()
                            .map(property -> shown(set, property))
                            .toList());
        }
    }

    private static String described(Element property) {
        return property.getAttribute("Name") + " " + property.getAttribute("Type") + " "
                + property.getAttribute("CollectionKind").equals("List");
    }

    private static String shown(EntityModel set, Property property) {
        String type = property.type() == EdmType.COMPLEX
                ? set.namespace() + "." + property.complex().orElseThrow().name()
                : property.type().edmName();
        return property.name() + " " + type + " " + property.isList();
    }
}
