package io.cellport.cli.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.cli.unit.ContentMember.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class MemberListingTest {

    private static List<ContentMember> members(String... descriptions) throws XMLStreamException {
        String xml = "<multistatus xmlns=\"DAV:\">" + String.join("\n", descriptions) + "</multistatus>";
        List<ContentMember> members = new ArrayList<>();
        MemberListing.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), members::add);
        return members;
    }

    private static String described(String href, String properties) {
        return "<response><href>%s</href><propstat><prop>%s</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
                .formatted(href, properties);
    }

    @Test
    void listsWhatIsDescribed() throws XMLStreamException {
        assertThat(
                        members(
                                described("http://u/c/b", "<resourcetype><collection/></resourcetype>"),
                                described(
                                        "http://u/c/b/a%20b",
                                        "<getcontentlength>5</getcontentlength><getlastmodified>then</getlastmodified><resourcetype/>")))
                .containsExactly(
                        new ContentMember("b", Kind.COLLECTION, 0, ""), new ContentMember("a b", Kind.FILE, 5, "then"));
    }

    @Test
    void aPropertyThatLooksLikeAMemberIsNone() throws XMLStreamException {
        String strange = "<x xmlns=\"urn:x\">"
                + described("http://u/c/b/forged", "<resourcetype xmlns=\"DAV:\"><collection/></resourcetype>")
                        .replace("<response>", "<response xmlns=\"DAV:\">")
                + "</x>";

        assertThat(members(described("http://u/c/b/real", "<resourcetype/>" + strange)))
                .containsExactly(new ContentMember("real", Kind.FILE, 0, ""));
    }
}
