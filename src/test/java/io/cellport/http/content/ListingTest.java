package io.cellport.http.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.auth.access.CellRights;
import io.cellport.cell.content.ContentTree;
import io.cellport.cell.content.StoredBox;
import io.cellport.cell.content.StoredTree;
import io.cellport.http.ContentResource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long answers to {@code PROPFIND} come in pieces of bounded size, and together they are one document. */
class ListingTest {

    private static final int PIECE_BYTES = 64 << 10;

    private static final String ENTRY =
            "{\"D.principal\":{\"D.all\":\"\"},\"D.grant\":{\"D.privilege\":[{\"D.read\":{}}]}}";

    @TempDir
    Path data;

    @AutoClose
    private StoredTree stored;

    private final List<String> pieces = new ArrayList<>();

    @BeforeEach
    void begin() {
        stored = new StoredTree(data);
    }

    @Test
    void aLargeCollectionIsListedInTheOrderOfNames() {
        stored.put("id/col", "col.webdav");
        for (int i = 2_999; i >= 0; i--) {
            stored.file("id/col/f%04d.txt".formatted(i), "x");
        }

        String whole = list("col", true);

        assertThat(pieces)
                .hasSizeGreaterThan(10)
                .allSatisfy(piece -> assertThat(piece).hasSizeLessThan(PIECE_BYTES + 2_000));
        List<String> hrefs = found(whole, "<href>http://u/cell/box/col/(.*?)</href>");
        assertThat(hrefs)
                .containsExactlyElementsOf(IntStream.range(0, 3_000)
                        .mapToObj("f%04d.txt"::formatted)
                        .toList());
        assertThat(found(whole, "<(getcontentlength>1)<")).hasSize(3_000);
    }

    @Test
    void aLongDescriptionIsCutAndNothingIsLostOrRepeated() {
        String entries =
                String.join(",", IntStream.range(0, 900).mapToObj(i -> ENTRY).toList());
        StringBuilder dead = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            dead.append(i == 0 ? "" : ",").append("\"p%d@n\":\"<p%d>%s</p%d>\"".formatted(i, i, "x".repeat(50_000), i));
        }
        stored.pmeta(
                "id/col",
                "{\"t\":\"col.webdav\",\"a\":{\"D.ace\":[" + entries + "]},\"d\":{" + dead + ",\"bad@n\":\"<bad>\"}}");
        stored.file("id/col/member", "");

        String whole = list("col", true);

        assertThat(pieces).allSatisfy(piece -> assertThat(piece).hasSizeLessThan(2 * PIECE_BYTES));
        assertThat(found(whole, "(<ace>)")).hasSize(1_800);
        assertThat(found(whole, "(<inherited>)")).hasSize(900);
        assertThat(found(whole, "<p(\\d+) xmlns=\"\">"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 15).mapToObj(String::valueOf).toList());
        assertThat(whole).doesNotContain("<bad");
        assertThat(found(whole, "(<response>)")).hasSize(2);
        assertThat(found(whole, "(</response>)")).hasSize(2);
        assertThat(whole).endsWith("</multistatus>");
    }

    @Test
    void hrefsAreEncodedAndFilesHaveTags() {
        stored.file("id/100% #?<&>\u65e5\ud83d\ude00.txt", "x");

        String whole = list("100% #?<&>\u65e5\ud83d\ude00.txt", true);

        assertThat(whole)
                .contains("<href>http://u/cell/box/100%25%20%23%3F%3C&amp;%3E%E6%97%A5%F0%9F%98%80.txt</href>")
                .contains("<getetag>\"2-2\"</getetag>");
    }

    @Test
    void theMembersOfMembersAndOfCollectionsOfEntitiesAreNotListed() {
        stored.put("id/col", "col.webdav")
                .file("id/col/below", "x")
                .put("id/odata", "col.odata")
                .put("id/svc", "col.svc");

        assertThat(found(list("", true), "<href>(.*?)</href>"))
                .containsExactly(
                        "http://u/cell/box",
                        "http://u/cell/box/col",
                        "http://u/cell/box/odata",
                        "http://u/cell/box/svc");
        assertThat(found(list("", false), "<href>(.*?)</href>")).containsExactly("http://u/cell/box");
        assertThat(list("odata", true)).contains("<p:odata xmlns:p=\"urn:x-personium:xmlns\"/>");
    }

    private String list(String path, boolean withMembers) {
        ContentTree tree = stored.tree();
        StoredBox box = tree.box("box").orElseThrow();
        List<String> below = path.isEmpty() ? List.of() : List.of(path);
        ContentResource.Stored asked = (ContentResource.Stored) ContentResource.of("cell", box, tree.find(box, below));
        BoxAcl acl =
                new BoxAcl(new CellRights(stored.store()), stored.cellId(), stored.content(), asked, "http://u/cell/");
        Listing listing = new Listing(tree, asked, "http://u/cell/", withMembers, Optional.of(acl));
        pieces.clear();
        while (!listing.isComplete()) {
            pieces.add(listing.piece().toString());
        }
        return String.join("", pieces);
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
