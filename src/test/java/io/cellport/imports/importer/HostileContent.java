package io.cellport.imports.importer;

import static io.cellport.error.ErrorCode.PR400_CM_0001;
import static io.cellport.error.ErrorCode.PR400_CM_0002;
import static io.cellport.error.ErrorCode.PR400_CM_0004;
import static io.cellport.error.ErrorCode.PR400_MC_0001;
import static io.cellport.error.ErrorCode.PR400_MC_0005;
import static io.cellport.error.ErrorCode.PR400_MC_0006;
import static io.cellport.error.ErrorCode.PR409_OD_0003;
import static io.cellport.error.ErrorCode.PR500_DV_0002;

import io.cellport.error.ErrorCode;
import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import io.cellport.snapshot.zip.SnapshotLayout;
import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A sound zip, laid out as a snapshot is, whose JSON is not what it must be; {@code code} says so. */
record HostileContent(String name, ErrorCode code, SnapshotBuilder snapshot) {

    private static final String BOX = PjsonFile.BOX.path();
    private static final String LINE = "{\"_type\":\"Box\",\"_id\":\"%s\",\"_source\":{\"s\":{\"Name\":\"%s\"}}}\n";

    static Stream<HostileContent> all() {
        return Stream.of(lines(), bytes(), duplicates(), cells(), properties()).flatMap(group -> group);
    }

    private static Stream<HostileContent> lines() {
        return Stream.of(
                lines("no JSON", PR400_CM_0004, "no JSON\n"),
                lines("an array", PR400_CM_0004, "[{}]\n"),
                lines("two objects in a line", PR400_CM_0004, "{} {}\n"),
                lines("an object over two lines", PR400_CM_0004, "{\"_type\":\n\"Box\"}\n"),
                lines("a comment", PR400_CM_0004, "/* */" + line("a", "a")),
                lines("single quotes", PR400_CM_0004, "{'_type':'Box'}\n"),
                lines("NaN", PR400_CM_0004, with("\"x\":NaN")),
                lines("a number with a leading zero", PR400_CM_0004, with("\"x\":007")),
                lines("an integer of 100,000 digits", PR400_CM_0004, with("\"x\":" + "9".repeat(100_000))),
                lines("a fraction of 100,000 digits", PR400_CM_0004, with("\"x\":0." + "9".repeat(100_000))),
                lines("10,000 levels of arrays", PR400_CM_0004, with("\"x\":" + nested("[", "]", 10_000))),
                lines("10,000 levels of objects", PR400_CM_0004, with("\"x\":" + nested("{\"a\":", "}", 10_000))),
                lines("10,000 levels that never end", PR400_CM_0004, "[".repeat(10_000)),
                lines("65 levels", PR400_CM_0004, with("\"x\":" + nested("[", "]", 63))),
                lines("a line of 8 MiB and a bit", PR400_MC_0006, with("\"x\":\"" + "y".repeat(8 << 20) + '"')),
                lines("no _type", PR400_CM_0001, "{\"_id\":\"a\",\"_source\":{}}\n"),
                lines("no _id", PR400_CM_0001, "{\"_type\":\"Box\",\"_source\":{}}\n"),
                lines("no _source", PR400_CM_0001, "{\"_type\":\"Box\",\"_id\":\"a\"}\n"),
                lines("no name", PR400_CM_0001, "{\"_type\":\"Box\",\"_id\":\"a\",\"_source\":{\"s\":{}}}\n"),
                lines("another type", PR400_CM_0002, line("a", "a").replace("\"Box\"", "\"Account\"")),
                lines("a type in lower case", PR400_CM_0002, line("a", "a").replace("\"Box\"", "\"box\"")),
                lines("an id that is a number", PR400_CM_0002, line("a", "a").replace("\"_id\":\"a\"", "\"_id\":1")),
                lines("a source that is an array", PR400_CM_0002, "{\"_type\":\"Box\",\"_id\":\"a\",\"_source\":[]}\n"),
                lines("1,000,000 parents", PR400_CM_0002, parents(500_000)),
                of("a link without ends", PR400_CM_0001, PjsonFile.LINK.path(), """
                        {"_type":"link","_id":"l","_source":{"t1":"Box","k1":"a","t2":"Role"}}
                        """));
    }

    private static Stream<HostileContent> bytes() {
        return Stream.of(
                lines("two byte order marks", PR400_CM_0004, "\ufeff\ufeff" + line("a", "a")),
                bytes("UTF-16 with a mark", line("a", "a").getBytes(StandardCharsets.UTF_16)),
                bytes("UTF-16 without a mark", line("a", "a").getBytes(StandardCharsets.UTF_16LE)),
                lines("a raw NUL", PR400_CM_0004, line("a", "a\u0000")),
                lines("a raw tab in a string", PR400_CM_0004, line("a", "a\tb")),
                lines("an escaped NUL in an id", PR400_CM_0002, line("a\\u0000b", "a")),
                lines("an escaped NUL in a name", PR400_CM_0002, line("a", "a\\u0000b")),
                lines("an escaped lone surrogate in an id", PR400_CM_0002, line("\\ud800", "a")),
                lines("an escaped lone surrogate in a name", PR400_CM_0002, line("a", "x\\udc00y")),
                lines("surrogates in the wrong order", PR400_CM_0002, line("a", "\\udc00\\ud800")),
                raw("a raw lone surrogate in an id", 0xed, 0xa0, 0x80),
                raw("a raw pair of surrogates", 0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80),
                raw("an overlong NUL", 0xc0, 0x80),
                raw("an overlong slash", 0xe0, 0x80, 0xaf),
                raw("a code point beyond the last one", 0xf4, 0x90, 0x80, 0x80),
                raw("a continuation byte alone", 0x80),
                raw("a sequence that is cut off", 0xe2, 0x82),
                raw("Latin-1", 0xe9));
    }

    private static Stream<HostileContent> duplicates() {
        String link = """
                {"_type":"link","_id":"%s","_source":{"t1":"Box","k1":"a","t2":"Role","k2":"b"}}
                """;
        return Stream.of(
                lines("an id twice", PR409_OD_0003, line("a", "a") + line("a", "b")),
                lines("a key twice", PR409_OD_0003, line("a", "a") + line("b", "a")),
                lines("the same line twice", PR409_OD_0003, line("a", "a").repeat(2)),
                of("a link twice", PR409_OD_0003, PjsonFile.LINK.path(), link.formatted("l1") + link.formatted("l2")),
                of("an id twice in two files", PR409_OD_0003, PjsonFile.ACCOUNT.path(), """
                        {"_type":"Account","_id":"%s","_source":{"s":{"Name":"n"}}}
                        """.formatted(
                                SnapshotBuilder.snapshot().boxId(0))),
                lines("_id twice in a line", PR400_CM_0002, with("\"x\":1").replace("}\n", ",\"_id\":\"b\"}\n")),
                lines("_type twice in a line", PR400_CM_0002, with("\"x\":1").replace("}\n", ",\"_type\":\"Box\"}\n")),
                lines("_source twice in a line", PR400_CM_0002, with("\"x\":1").replace("}\n", ",\"_source\":{}}\n")),
                lines("c twice", PR400_CM_0002, with("\"c\":\"1\",\"c\":\"2\"")),
                lines("s twice", PR400_CM_0002, with("\"s\":{}")),
                lines("l twice", PR400_CM_0002, with("\"l\":{},\"l\":{}")),
                lines("a name twice", PR400_CM_0002, line("a", "a\",\"Name\":\"b")),
                new HostileContent(
                        "the main box under both of its names",
                        PR409_OD_0003,
                        sound().with("20_webdav/__/.pmeta", "{}")
                                .with("20_webdav/" + sound().cellId() + "/.pmeta", "{}")));
    }

    private static Stream<HostileContent> cells() {
        String cell = "{\"_type\":\"Cell\",\"_id\":\"i\",\"_source\":{\"s\":{\"Name\":\"n\"}%s}}";
        return Stream.of(
                cell("no bytes", PR400_CM_0004, ""),
                cell("no JSON", PR400_CM_0004, "no JSON"),
                cell("an array", PR400_CM_0004, "[]"),
                cell("something behind it", PR400_CM_0004, cell.formatted("") + "x"),
                cell("two byte order marks", PR400_CM_0004, "\ufeff\ufeff" + cell.formatted("")),
                cell("10,000 levels", PR400_CM_0004, cell.formatted(",\"x\":" + nested("[", "]", 10_000))),
                cell("an integer of 100,000 digits", PR400_CM_0004, cell.formatted(",\"x\":" + "9".repeat(100_000))),
                cell("a key twice", PR400_CM_0004, cell.formatted(",\"x\":1,\"x\":2")),
                cell("no source", PR400_CM_0001, "{\"_type\":\"Cell\",\"_id\":\"i\"}"),
                cell("no static properties", PR400_CM_0001, "{\"_type\":\"Cell\",\"_id\":\"i\",\"_source\":{}}"),
                cell("no id", PR400_CM_0001, cell.formatted("").replace("\"_id\":\"i\",", "")),
                cell("another type", PR400_CM_0002, cell.formatted("").replace("Cell", "Box")),
                cell("2 MiB", PR400_MC_0006, cell.formatted(",\"x\":\"" + "y".repeat(2 << 20) + '"')));
    }

    private static Stream<HostileContent> properties() {
        return Stream.of(
                properties("no JSON", PR500_DV_0002, "no JSON"),
                properties("no bytes", PR500_DV_0002, ""),
                properties("an array", PR500_DV_0002, "[]"),
                properties("two objects", PR500_DV_0002, "{}{}"),
                properties("two byte order marks", PR500_DV_0002, "\ufeff\ufeff{}"),
                properties("a key twice", PR500_DV_0002, "{\"t\":\"Cell\",\"t\":\"col.box\"}"),
                new HostileContent(
                        "a .pmeta: bytes that are not UTF-8",
                        PR500_DV_0002,
                        sound().with("20_webdav/.pmeta", Content.of(new byte[] {
                            '{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'
                        }))),
                new HostileContent(
                        "a file without its content",
                        PR400_MC_0001,
                        sound().bigFile("a.txt", 5, Content.of("hello"))
                                .without("20_webdav/" + sound().boxId(0) + "/a.txt/content")),
                new HostileContent(
                        "content of a collection",
                        PR400_MC_0005,
                        sound().with("20_webdav/" + sound().boxId(0) + "/content", "hello")),
                new HostileContent(
                        "a box without its directory",
                        PR400_MC_0001,
                        sound().box("b1").box("b2").without("20_webdav/" + sound().boxId(1) + "/.pmeta")),
                properties("10,000 levels", PR500_DV_0002, "{\"a\":" + nested("[", "]", 10_000) + '}'),
                properties("one that is cut off", PR500_DV_0002, "{\"a\":"),
                properties("2 MiB", PR400_MC_0006, "{\"a\":\"" + "y".repeat(2 << 20) + "\"}"));
    }

    private static HostileContent lines(String name, ErrorCode code, String lines) {
        return of(name, code, BOX, lines);
    }

    private static HostileContent of(String name, ErrorCode code, String path, String lines) {
        return new HostileContent(name, code, sound().with(path, lines));
    }

    private static HostileContent cell(String name, ErrorCode code, String document) {
        return new HostileContent("a cell: " + name, code, sound().with(SnapshotLayout.CELL, document));
    }

    private static HostileContent properties(String name, ErrorCode code, String document) {
        return new HostileContent("a .pmeta: " + name, code, sound().with("20_webdav/.pmeta", document));
    }

    /** A line whose id is these bytes. */
    private static HostileContent raw(String name, int... id) {
        byte[] line = line("?", "a").getBytes(StandardCharsets.US_ASCII);
        int at = new String(line, StandardCharsets.US_ASCII).indexOf('?');
        ByteBuffer bytes = ByteBuffer.allocate(line.length - 1 + id.length).put(line, 0, at);
        for (int b : id) {
            bytes.put((byte) b);
        }
        return bytes(name, bytes.put(line, at + 1, line.length - at - 1).array());
    }

    private static HostileContent bytes(String name, byte[] lines) {
        return new HostileContent(name, PR400_CM_0004, sound().with(BOX, Content.of(lines)));
    }

    static String line(String id, String name) {
        return LINE.formatted(id, name);
    }

    /** A line with more members in its source. */
    private static String with(String members) {
        return line("a", "a").replace("}}}\n", "}," + members + "}}\n");
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + (open.endsWith(":") ? "1" : "") + close.repeat(depth);
    }

    private static String parents(int count) {
        StringBuilder parents = new StringBuilder();
        for (int i = 0; i < count; i++) {
            parents.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(Integer.toString(i, 36))
                    .append("\":\"x\"");
        }
        return with("\"l\":{" + parents + '}');
    }

    private static SnapshotBuilder sound() {
        return SnapshotBuilder.snapshot();
    }

    @Override
    public String toString() {
        return name;
    }
}
