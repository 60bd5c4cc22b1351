package io.cellport.bench;

import io.cellport.snapshot.zip.Content;
import io.cellport.snapshot.zip.SnapshotBuilder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * User data of 285 bytes a line, with the members that an import looks at. Ids, names and texts are random, as they are
 * in life, so that deflating makes it about three times smaller and ids come in no order.
 */
final class EntityLines {

    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private static final int TEXT_CHARACTERS = 60;

    private static final String LINE = """
            {"_type":"UserData","_source":{"p":1795486%%%%%%,"b":"{box}","c":"{cell}","t":"{type}","type":"UserData",\
            "s":{"__id":"%%%%%%%%%%%%","P001":"{text}"}},"_id":"%%%%%%%%%%%%%%%%%%%%%%"}
            """;

    private EntityLines() {}

    static Content of(SnapshotBuilder snapshot, long count) {
        byte[] template = LINE.replace("{box}", snapshot.boxId(0))
                .replace("{cell}", snapshot.cellId())
                .replace("{type}", snapshot.entityTypeId())
                .replace("{text}", "%".repeat(TEXT_CHARACTERS))
                .getBytes(StandardCharsets.US_ASCII);
        return out -> {
            SplittableRandom random = new SplittableRandom(1);
            for (long i = 0; i < count; i++) {
                out.write(filled(template, random));
            }
        };
    }

    private static byte[] filled(byte[] template, SplittableRandom random) {
        byte[] line = template.clone();
        boolean inText = false;
        for (int i = 0; i < line.length; i++) {
            inText = line[i] == '%' ? inText : line[i] == '"';
            if (line[i] == '%') {
                line[i] = inText ? ALPHABET[random.nextInt(64)] : (byte) ('0' + random.nextInt(10));
            }
        }
        return line;
    }
}
