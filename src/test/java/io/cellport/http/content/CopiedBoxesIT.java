package io.cellport.http.content;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.http.Accounts;
import io.cellport.http.TestUnit;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * What a client copies that knows the URL of a box and follows what {@code PROPFIND} lists, as rclone and cadaver do.
 */
class CopiedBoxesIT {

    private static final Path RICH = Path.of("src/test/resources/snapshots/rich.zip");

    private static final Pattern RESPONSE =
            Pattern.compile("<response>.*?<href>(.*?)</href>.*?</response>", Pattern.DOTALL);

    private static final Pattern COLLECTION = Pattern.compile("<resourcetype>\\s*<collection/>");

    /** Path from the cell to content; a byte is one character. */
    private final Map<String, String> copied = new TreeMap<>();

    @Test
    void everyFileOfASnapshotIsCopiedByteForByte() throws IOException {
        try (TestUnit unit = TestUnit.withCells()) {
            Accounts.importedInto(unit, "rich", RICH);
            Map<String, String> stored = new TreeMap<>();
            try (ZipFile zip = new ZipFile(RICH.toFile())) {
                Map<String, String> boxes = boxes(zip);
                boxes.values().forEach(box -> copy(unit, "rich/" + box));
                for (ZipEntry entry : zip.stream().toList()) {
                    String[] parts = entry.getName().split("/", 3);
                    if (parts[0].equals("20_webdav") && entry.getName().endsWith("/content")) {
                        String path = parts[2].substring(0, parts[2].length() - "/content".length());
                        stored.put(boxes.get(parts[1]) + "/" + path, bytes(zip, entry));
                    }
                }
            }
            assertThat(stored).hasSize(53);
            assertThat(copied.keySet()).isEqualTo(stored.keySet());
            assertThat(copied)
                    .allSatisfy((path, content) -> assertThat(content.equals(stored.get(path)))
                            .as(path)
                            .isTrue());
        }
    }

    private void copy(TestUnit unit, String collection) {
        HttpResponse<String> listed =
                unit.send(unit.request(collection).header("Depth", "1").method("PROPFIND", BodyPublishers.noBody()));
        assertThat(listed.statusCode()).isEqualTo(207);
        List<String[]> members = RESPONSE.matcher(listed.body())
                .results()
                .skip(1)
                .map(match -> new String[] {match.group(1), match.group()})
                .toList();
        for (String[] member : members) {
            String path = member[0].substring(unit.url().length());
            if (COLLECTION.matcher(member[1]).find()) {
                copy(unit, path);
            } else {
                HttpResponse<byte[]> file = unit.send(unit.request(path), BodyHandlers.ofByteArray());
                assertThat(file.statusCode()).as(path).isEqualTo(200);
                copied.put(
                        URI.create(member[0]).getPath().substring("/rich/".length()),
                        new String(file.body(), ISO_8859_1));
            }
        }
    }

    /** Directory of the snapshot to name of the box. */
    private static Map<String, String> boxes(ZipFile zip) throws IOException {
        Map<String, String> boxes = new HashMap<>(Map.of("__", "__"));
        ZipEntry entry = zip.getEntry("10_odata/10_box.pjson");
        new String(zip.getInputStream(entry).readAllBytes(), UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    JsonObject box = new JsonObject(line);
                    boxes.put(
                            box.getString("_id"),
                            box.getJsonObject("_source").getJsonObject("s").getString("Name"));
                });
        return boxes;
    }

    private static String bytes(ZipFile zip, ZipEntry entry) throws IOException {
        return new String(zip.getInputStream(entry).readAllBytes(), ISO_8859_1);
    }
}
