package io.cellport.snapshot.zip;

import static io.cellport.error.ErrorCode.PR400_CM_0004;
import static io.cellport.error.ErrorCode.PR400_MC_0001;
import static io.cellport.error.ErrorCode.PR400_MC_0003;
import static io.cellport.snapshot.zip.Hostile.BOX;
import static io.cellport.snapshot.zip.Hostile.sound;

import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.util.stream.Stream;

/** Sound zips that are no snapshots: the manifest is wrong or a file is missing. */
final class HostileManifests {

    private HostileManifests() {}

    static Stream<Hostile> all() {
        Stream<Hostile> versions = Stream.of(
                        "1", "3", "\"2\"", "2.0", "2e0", "null", "[2]", "{}", "true", "99999999999999999999")
                .map(version -> wrongVersion(version, "{\"export_version\":" + version + "}"));
        Stream<Hostile> texts = Stream.of(
                        "not json",
                        "",
                        "{\"export_version\":2",
                        "{\"export_version\":2} x",
                        "\ufeff\ufeff{\"export_version\":2}",
                        "{\"export_version\":2,\"export_version\":2}",
                        "{'export_version':2}",
                        "NaN",
                        "[".repeat(10_000))
                .map(text -> Hostile.of(
                        "the manifest [" + text.substring(0, Math.min(50, text.length())) + "]",
                        PR400_CM_0004,
                        "JSON parse error. [" + text.substring(0, Math.min(1_000, text.length())),
                        sound().with(SnapshotLayout.MANIFEST, text)));
        Stream<Hostile> missing = SnapshotLayout.REQUIRED.stream()
                .map(path -> Hostile.of("no " + path, PR400_MC_0001, '[' + path + ']', sound().without(path)));
        return Stream.of(
                        versions,
                        texts,
                        missing,
                        Stream.of(
                                wrongVersion("null", "{}"),
                                wrongVersion("null", "[2]"),
                                wrongVersion("null", "2"),
                                Hostile.of(
                                        "an empty zip",
                                        PR400_MC_0001,
                                        "[00_manifest.json]",
                                        RawZip.writing(zip -> zip.finish(end -> {}))),
                                Hostile.of(
                                        "a required file that is a directory",
                                        PR400_MC_0001,
                                        "[10_odata/10_box.pjson]",
                                        sound().without(PjsonFile.BOX.path()).with(PjsonFile.BOX.path() + '/', "")),
                                Hostile.of(
                                        "a snapshot inside a folder",
                                        PR400_MC_0001,
                                        "[00_manifest.json] does not exist in the snapshot file. It was found below"
                                                + " [my/snapshot/]: pack the content of that folder, not the folder.",
                                        RawZip.writing(zip -> zip.add(
                                                        RawEntry.of("my/snapshot/00_manifest.json", Content.EMPTY))
                                                .finish(end -> {}))),
                                Hostile.of(
                                        "properties of a box are missing",
                                        PR400_MC_0001,
                                        '[' + BOX + ".pmeta] does not exist",
                                        sound().without(BOX + ".pmeta")),
                                Hostile.of(
                                        "properties of a collection are missing",
                                        PR400_MC_0001,
                                        '[' + BOX + "dir000/.pmeta] does not exist",
                                        sound().files(1, 1).without(BOX + "dir000/.pmeta")),
                                Hostile.of(
                                        "content without its properties",
                                        PR400_MC_0001,
                                        '[' + BOX + "a.txt/.pmeta] does not exist",
                                        sound().without(BOX + "a.txt/.pmeta")),
                                Hostile.of(
                                        "bytes of the manifest that are not UTF-8",
                                        PR400_CM_0004,
                                        "JSON parse error.",
                                        sound().with(
                                                        SnapshotLayout.MANIFEST,
                                                        Content.of(new byte[] {'"', (byte) 0xff, '"'}))),
                                Hostile.of(
                                        "several missing files: the first is named",
                                        PR400_MC_0001,
                                        "[10_odata/00_cell.json]",
                                        sound().without(PjsonFile.LINK.path()).without(SnapshotLayout.CELL)),
                                Hostile.of(
                                        "a wrong version and a missing file: the version is named",
                                        PR400_MC_0003,
                                        "was [1]",
                                        sound().without(SnapshotLayout.CELL)
                                                .with(SnapshotLayout.MANIFEST, "{\"export_version\":1}"))))
                .flatMap(group -> group);
    }

    private static Hostile wrongVersion(String shown, String manifest) {
        return Hostile.of(
                "the manifest " + manifest,
                PR400_MC_0003,
                "Expected [2] but was [" + shown + ']',
                sound().with(SnapshotLayout.MANIFEST, manifest));
    }
}
