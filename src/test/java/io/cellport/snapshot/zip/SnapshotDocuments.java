package io.cellport.snapshot.zip;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;

/** The JSON documents of a generated cell; ids and texts follow from the seed. */
final class SnapshotDocuments {

    private static final long TIME = 1_795_480_233_646L;

    /** Of the password {@code alicepass}. */
    private static final String PASSWORD_HASH =
            "$e0801$oEcjR\\/6omc3e9bmlyhrQo\\/67zymY+9s36uB+2IkRzjhfOHZNg1cwZE7\\/zPvfejYJGnrjRLX\\/3V90tzAxe\\/PC0A==$"
                    + "TOwyPzsgBbvNakQipgNwx2pnfNvnSDGjhyCXluFyrv4=";

    private final long seed;
    private final String cell;
    private final String type;
    private final String inBox;

    SnapshotDocuments(long seed) {
        this.seed = seed;
        cell = id("cell", 0);
        type = id("type", 0);
        inBox = ",\"b\":\"%s\",\"n\":\"%s\"".formatted(id("box", 0), id("node", 0));
    }

    /** 22 characters like those of Personium's ids, different for every kind and index. */
    String id(String kind, long index) {
        return text(kind, index, 16);
    }

    String manifest() {
        return """
                {"export_version":2,"unit_url":"http:\\/\\/localhost:18888\\/","create_date":%d}""".formatted(TIME);
    }

    String cell(String name) {
        return named("Cell", "cell", 0, name).strip();
    }

    String named(String type, String kind, long index, String name) {
        return line(type, id(kind, index), "\"Name\":\"%s\"".formatted(name), "");
    }

    String account(long index, String name) {
        return line(
                "Account",
                id("account", index),
                "\"Status\":\"active\",\"Type\":\"basic\",\"Name\":\"%s\"".formatted(name),
                """
                ,"h":{"HashedCredential":"%s","HashAttributes":"{\\"keyLength\\":32}","HashAlgorithm":"scrypt"}""".formatted(PASSWORD_HASH));
    }

    String entityType() {
        return line("EntityType", type, "\"Name\":\"Item\"", inBox);
    }

    String property() {
        String fields = """
                "Type":"Edm.String","IsDeclared":false,"CollectionKind":"None","Nullable":true,"Name":"text","IsKey":false""";
        String ofType = ",\"h\":{\"Alias\":\"P001\"},\"l\":{\"EntityType\":\"%s\"}".formatted(type);
        return line("Property", id("property", 0), fields, inBox + ofType);
    }

    /** About {@code bytes} long, line end included. */
    String userData(long index, int bytes) {
        String ofType = inBox + ",\"t\":\"" + type + "\",\"ll\":[]";
        String digits = Long.toString(index);
        String key = "\"__id\":\"e" + "0".repeat(12 - digits.length()) + digits + "\",\"P001\":\"";
        String id = id("userdata", index);
        int missing =
                Math.max(0, bytes - line("UserData", id, key + '"', ofType).length());
        String text = text("text", index, missing).substring(0, missing);
        return line("UserData", id, key + text + '"', ofType);
    }

    /** A link between two different ones of {@code count} entities of the user data. */
    String link(long index, long count) {
        String from = id("userdata", index % count);
        String to = id("userdata", (index + 1 + index / count) % count);
        return """
                {"_index":"u0_anon.link","_type":"link","_source":{"p":%1$d,"u":%1$d,"c":"%2$s"%3$s,\
                "t1":"%4$s","t2":"%4$s","k1":"%5$s","k2":"%6$s","type":"link"},"_id":"%5$s-%6$s"}
                """.formatted(TIME, cell, inBox, type, from, to);
    }

    /** A {@code .pmeta}; further members begin with a comma. */
    String meta(String type, String kind, long index, String members) {
        return """
                {"p":%1$d,"a":{},"d":{},"t":"%2$s","u":%1$d,"v":1,"i":"%3$s"%4$s}""".formatted(TIME, type, id(kind, index), members);
    }

    String fileMeta(long index, long bytes) {
        String members = ",\"ct\":\"application\\/octet-stream\",\"cl\":%d,\"et\":\"NONE\"".formatted(bytes);
        return meta("dav.file", "file", index, members);
    }

    private String line(String name, String id, String fields, String members) {
        String hidden = members.contains("\"h\":") ? "" : ",\"h\":{}";
        // A snapshot may have a million lines, and formatting takes ten times as long.
        return "{\"_index\":\"u0_anon." + name.toLowerCase(Locale.ROOT) + "\",\"_type\":\"" + name
                + "\",\"_source\":{\"p\":" + TIME + ",\"u\":" + TIME + ",\"c\":\"" + cell + "\",\"s\":{" + fields + '}'
                + hidden + members + ",\"type\":\"" + name + "\"},\"_id\":\"" + id + "\"}\n";
    }

    private String text(String kind, long index, int bytes) {
        SplittableRandom random = new SplittableRandom(seed * 31 + kind.hashCode() + index * 0xd134_2543_de82_ef95L);
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        random.nextBytes(buffer.array());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }
}
