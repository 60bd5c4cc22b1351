package io.cellport.http.snapshots;

import static io.cellport.http.TestUnit.code;
import static io.cellport.http.TestUnit.header;
import static io.cellport.http.TestUnit.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.TestUnit;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a WebDAV client learns of the snapshots of a cell. */
class SnapshotPropertiesTest {

    private static final String PROPFIND = "<?xml version='1.0'?><D:propfind xmlns:D='DAV:'><D:allprop/></D:propfind>";

    @AutoClose
    private static final TestUnit unit = TestUnit.withCells("cell1");

    @BeforeAll
    static void storeFiles() {
        put("b.zip", "application/zip", "12345");
        put("a.error", "a/\"<&>\"", "x");
    }

    @Test
    void theCollectionIsToldWithTheStatusOfItsCell() throws Exception {
        HttpResponse<String> answer = propfind("cell1/__snapshot", "0", "");

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/xml");
        assertThat(header(answer, "ETag")).matches("\"1-\\d+\"");
        Element response = only(responses(answer));
        assertThat(value(response, "href")).isEqualTo(unit.url() + "cell1/__snapshot");
        assertThat(value(response, "creationdate"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\+0000");
        assertThat(value(response, "getlastmodified")).endsWith(" GMT");
        assertThat(value(response, "p:cellstatus")).isEqualTo("normal");
        assertThat(value(response, "status")).isEqualTo("HTTP/1.1 200 OK");
        assertThat(response.getElementsByTagName("collection").getLength()).isEqualTo(1);
        assertThat(element(response, "acl").getAttribute("xml:base")).isEqualTo(unit.url() + "cell1/__role/__/");
    }

    @Test
    void depthOneTellsTheFilesToo() throws Exception {
        HttpResponse<String> answer = propfind("cell1/__snapshot/", "1", PROPFIND);

        List<Element> responses = responses(answer);
        assertThat(responses).hasSize(3);
        Element error = responses.get(1);
        assertThat(value(error, "href")).isEqualTo(unit.url() + "cell1/__snapshot/a.error");
        assertThat(value(error, "getcontenttype")).isEqualTo("a/\"<&>\"");
        Element file = responses.get(2);
        assertThat(value(file, "href")).isEqualTo(unit.url() + "cell1/__snapshot/b.zip");
        assertThat(value(file, "getcontentlength")).isEqualTo("5");
        assertThat(value(file, "getcontenttype")).isEqualTo("application/zip");
        assertThat(element(file, "resourcetype").getTextContent()).isEmpty();
        ZonedDateTime modified = ZonedDateTime.parse(
                value(file, "getlastmodified"), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH));
        assertThat(Duration.between(modified.toInstant(), Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void everyElementIsWithoutPrefixInTheNamespaceOfWebDav() throws Exception {
        NodeList all = parse(propfind("cell1/__snapshot", "1", "").body()).getElementsByTagName("*");

        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getLocalName().equals("cellstatus")) {
                assertThat(element.getNamespaceURI()).isEqualTo("urn:x-personium:xmlns");
            } else {
                assertThat(element.getNamespaceURI()).isEqualTo("DAV:");
                assertThat(element.getPrefix()).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1"})
    void aFileIsToldAlone(String depth) throws Exception {
        HttpResponse<String> answer = propfind("cell1/__snapshot/b.zip", depth, PROPFIND);

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(header(answer, "ETag")).isEqualTo(header(unit.send(unit.request("cell1/__snapshot/b.zip")), "ETag"));
        assertThat(value(only(responses(answer)), "href")).isEqualTo(unit.url() + "cell1/__snapshot/b.zip");
    }

    @ParameterizedTest
    @CsvSource({
        "infinity, 403, PR403-DV-0001, Infinite depth is not supported.",
        "2, 400, PR400-DV-0003, Invalid depth header value:[2].",
        "-1, 400, PR400-DV-0003, Invalid depth header value:[-1].",
        ", 400, PR400-DV-0003, Invalid depth header value:[null]."
    })
    void onlyDepthZeroAndOneAreAnswered(String depth, int status, String code, String text) {
        for (String path : List.of("cell1/__snapshot", "cell1/__snapshot/b.zip")) {
            HttpResponse<String> answer = propfind(path, depth, PROPFIND);
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(code(answer)).isEqualTo(code);
            assertThat(text(answer)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<notxml",
                "x",
                "<propfind/>",
                "<D:prop xmlns:D='DAV:'/>",
                "<!DOCTYPE D:propfind><D:propfind xmlns:D='DAV:'/>",
                "<!DOCTYPE a [<!ENTITY x 'x'>]><D:propfind xmlns:D='DAV:'>&x;</D:propfind>",
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><D:propfind xmlns:D='DAV:'/>",
                "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:1/'> %x;]><D:propfind xmlns:D='DAV:'/>"
            })
    void aBodyThatIsNoPropfindIsRefusedBeforeTheDepthIs(String body) {
        HttpResponse<String> answer = propfind("cell1/__snapshot", "infinity", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("PR400-DV-0001");
        assertThat(text(answer)).isEqualTo("XML parse error.");
    }

    @Test
    void aBodyMayHaveAByteOrderMarkButNotAnyLength() {
        assertThat(propfind("cell1/__snapshot", "0", "\ufeff" + PROPFIND).statusCode())
                .isEqualTo(207);
        assertThat(code(propfind("cell1/__snapshot", "0", PROPFIND + " ".repeat(70_000))))
                .isEqualTo("PR413-DV-0001");
    }

    @Test
    void aFileThatIsNotThereIsToldOnlyToWhoMayKnow() {
        assertThat(code(propfind("cell1/__snapshot/no.zip", "0", ""))).isEqualTo("PR404-DV-0001");
        assertThat(code(unit.send(
                        unit.anonymous("cell1/__snapshot/no.zip").method("PROPFIND", BodyPublishers.noBody()))))
                .isEqualTo("PR401-AU-0001");
        assertThat(code(unit.send(unit.anonymous("cell1/__snapshot").method("PROPFIND", BodyPublishers.noBody()))))
                .isEqualTo("PR401-AU-0001");
    }

    @Test
    void reportsAreNotImplemented() {
        HttpRequest.Builder report = unit.anonymous("cell1/__snapshot/b.zip").method("REPORT", BodyPublishers.noBody());
        assertThat(unit.send(report).statusCode()).isEqualTo(501);
        assertThat(code(unit.send(report))).isEqualTo("PR501-MC-0001");
    }

    private static void put(String name, String contentType, String bytes) {
        HttpResponse<String> stored = unit.send(unit.request("cell1/__snapshot/" + name)
                .header("Content-Type", contentType)
                .PUT(BodyPublishers.ofString(bytes)));
        assertThat(stored.statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> propfind(String path, String depth, String body) {
        HttpRequest.Builder request = unit.request(path).method("PROPFIND", BodyPublishers.ofString(body));
        return unit.send(depth == null ? request : request.header("Depth", depth));
    }

    private static List<Element> responses(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(207);
        NodeList found = parse(answer.body()).getElementsByTagNameNS("DAV:", "response");
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static Element only(List<Element> responses) {
        assertThat(responses).hasSize(1);
        return responses.get(0);
    }

    private static Element element(Element response, String name) {
        return (Element) response.getElementsByTagName(name).item(0);
    }

    private static String value(Element response, String name) {
        return element(response, name).getTextContent();
    }
}
