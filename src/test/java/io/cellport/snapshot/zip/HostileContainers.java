package io.cellport.snapshot.zip;

import static io.cellport.snapshot.zip.Hostile.changed;
import static io.cellport.snapshot.zip.Hostile.lying;
import static io.cellport.snapshot.zip.Hostile.noZip;
import static io.cellport.snapshot.zip.Hostile.sound;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Files that are no zip, or one whose structure contradicts itself. */
final class HostileContainers {

    private static final long ALL_ONES = 0xffff_ffffL;

    private HostileContainers() {}

    static Stream<Hostile> all() {
        return Stream.of(noZips(), endRecords(), directories()).flatMap(group -> group);
    }

    private static Stream<Hostile> noZips() {
        return Stream.of(
                noZip("no bytes at all", file -> Files.write(file, new byte[0])),
                noZip("one byte", file -> Files.write(file, new byte[] {'P'})),
                noZip("21 bytes", file -> Files.write(file, new byte[21])),
                noZip("text", file -> Files.writeString(file, "no zip at all\n".repeat(10_000))),
                noZip("a local header only", file -> Files.write(file, new byte[] {'P', 'K', 3, 4})),
                changed("the first half of a snapshot", bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
                changed("a snapshot without its last byte", bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
                changed("a snapshot without its first byte", bytes -> Arrays.copyOfRange(bytes, 1, bytes.length)),
                changed("a snapshot with a byte behind it", bytes -> Arrays.copyOf(bytes, bytes.length + 1))
                        .saying("1 bytes stand behind the zip: cut them off."),
                changed("a snapshot with a script behind it", bytes -> concat(bytes, bytes("#!/bin/sh\n".repeat(99))))
                        .saying("990 bytes stand behind the zip: cut them off."),
                changed("a snapshot filled up with zeros", bytes -> Arrays.copyOf(bytes, bytes.length + 512))
                        .saying("512 bytes stand behind the zip: cut them off."),
                changed("a snapshot with a script in front", bytes -> concat(bytes("#!/bin/sh\n"), bytes))
                        .saying("10 bytes stand before the zip: cut them off."),
                noZip(
                                "a script in front that all offsets know of",
                                RawZip.writing(zip -> sound().writeTo(zip.bytes(bytes("#!/bin/sh\n")))))
                        .saying("10 bytes stand before the zip: cut them off."),
                changed("two snapshots in one file", bytes -> concat(bytes, bytes)));
    }

    private static Stream<Hostile> endRecords() {
        return Stream.of(
                noZip("an end record on disk 1", sound().end(end -> end.disk = 1))
                        .saying("It is one part of several: join them to one zip."),
                changed("an end record that names another disk's directory", with(-16, 1)),
                changed("an end record that leaves entries to other disks", with(-14, 1)),
                noZip("one entry too few", sound().end(end -> end.entries--)),
                noZip("one entry too many", sound().end(end -> end.entries++)),
                noZip("more entries than the directory has room for", sound().end(end -> end.entries = 0xfffe)),
                noZip("a directory that starts too early", sound().end(end -> end.offset--)),
                noZip("a directory that starts too late", sound().end(end -> end.offset++)),
                noZip("a directory that is too short", sound().end(end -> end.bytes--)),
                noZip("a directory of 4 GiB", sound().end(end -> end.bytes = ALL_ONES - 1)),
                noZip("bytes behind the directory", sound().end(end -> end.before = new byte[10])),
                noZip(
                        "a second end record in the comment",
                        sound().end(end -> end.comment = new RawEnd(0, 0, 0).encode())),
                noZip("zip64 values announced but missing", sound().end(end -> end.offset = ALL_ONES)),
                zip64("a zip64 record of another disk", end -> end.zip64Disk = 1),
                zip64("a zip64 locator of two disks", end -> end.locatorDisks = 2),
                zip64("a zip64 locator that points nowhere", end -> end.locatorOffset = Long.MAX_VALUE),
                zip64("a zip64 locator that points in front of the file", end -> end.locatorOffset = -1),
                zip64("a zip64 locator that points to the file's start", end -> end.locatorOffset = 0),
                zip64("a zip64 record of another length", end -> end.zip64RecordBytes = 45),
                zip64("a zip64 record of negative length", end -> end.zip64RecordBytes = -1),
                zip64("a zip64 record with another count", end -> end.zip64Entries++),
                zip64("a zip64 record with another size", end -> end.zip64Bytes++),
                zip64("a zip64 record with another offset", end -> end.zip64Offset--),
                zip64("a zip64 count of 2^62", end -> {
                    end.entries = 0xffff;
                    end.zip64Entries = 1L << 62;
                }),
                zip64("a negative zip64 count", end -> {
                    end.entries = 0xffff;
                    end.zip64Entries = -1;
                }),
                zip64("a negative zip64 offset", end -> {
                    end.offset = ALL_ONES;
                    end.zip64Offset = Long.MIN_VALUE;
                }));
    }

    private static Stream<Hostile> directories() {
        return Stream.of(
                noZip("an entry on disk 1", lying(header -> header.disk = 1)),
                noZip("an entry behind the directory", lying(header -> header.offset = 1 << 30)),
                noZip("an entry at 2^62", lying(header -> header.offset = 1L << 62)),
                noZip("an entry at a negative offset", lying(header -> header.offset = -2)),
                noZip(
                        "an entry whose data reaches into the directory",
                        lying(header -> header.compressedSize += 1_000)),
                noZip("an entry with 2^62 bytes of data", lying(header -> header.compressedSize = 1L << 62)),
                noZip("an entry with a negative size", lying(header -> header.size = -2)),
                noZip("an entry whose zip64 values are missing", lying(header -> {
                    header.size = ALL_ONES;
                    header.zip64Extra = false;
                })),
                noZip("two entries that share their data", RawZip.writing(zip -> {
                    zip.addCentral(new RawHeader(bytes("20_webdav/b/content"), 0, 0, 113));
                    sound().writeTo(zip);
                })),
                noZip("an entry inside another one's data", RawZip.writing(zip -> {
                    RawHeader inner = new RawHeader(bytes("20_webdav/b"), 0, 0, 41);
                    zip.add(RawEntry.of("20_webdav/a", Content.of(inner.local()))
                            .stored());
                    zip.addCentral(inner).finish(end -> {});
                })),
                noZip("overlapping entries in another order than their data", RawZip.writing(zip -> {
                    zip.add(RawEntry.of("20_webdav/a", Content.of(new byte[200]))
                            .stored());
                    zip.addCentral(new RawHeader(bytes("20_webdav/c/content"), 0, 0, 100));
                    zip.addCentral(new RawHeader(bytes("20_webdav/b/content"), 0, 0, 60))
                            .finish(end -> {});
                })),
                noZip("an entry that starts behind the first byte", RawZip.writing(zip -> {
                    zip.bytes(new byte[1]).add(RawEntry.of("a", Content.EMPTY)).finish(end -> {});
                })));
    }

    /** Changes a byte that is counted from the end. */
    private static UnaryOperator<byte[]> with(int at, int value) {
        return bytes -> {
            byte[] changed = bytes.clone();
            changed[bytes.length + at] = (byte) value;
            return changed;
        };
    }

    private static Hostile zip64(String name, Consumer<RawEnd> lie) {
        return noZip(name, sound().end(end -> end.zip64 = true).end(lie));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
