package io.cellport.http.content;

import static io.cellport.snapshot.zip.SnapshotBuilder.snapshot;

import io.cellport.snapshot.zip.SnapshotBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** A snapshot of a cell with files of any name in {@code box1}. */
final class BoxSnapshot {

    private final SnapshotBuilder builder = snapshot();

    private final String box = "20_webdav/" + builder.boxId(0) + "/";

    BoxSnapshot file(String path, String type, String content) {
        builder.with(box + path + "/content", content);
        builder.with(
                box + path + "/.pmeta",
                "{\"p\":1,\"u\":2,\"v\":1,\"t\":\"dav.file\",\"i\":\"f\",\"ct\":\"" + type + "\",\"cl\":"
                        + content.length() + "}");
        return this;
    }

    BoxSnapshot collection(String path, String acl) {
        builder.with(
                box + path + "/.pmeta", "{\"p\":1,\"u\":2,\"v\":1,\"t\":\"col.webdav\",\"i\":\"c\",\"a\":" + acl + "}");
        return this;
    }

    /** What else the snapshot has. */
    SnapshotBuilder and() {
        return builder;
    }

    Path write(Path file) throws IOException {
        builder.writeTo(file);
        return file;
    }
}
