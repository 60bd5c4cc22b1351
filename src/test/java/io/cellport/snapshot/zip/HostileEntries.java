package io.cellport.snapshot.zip;

import static io.cellport.snapshot.zip.Hostile.BOX;
import static io.cellport.snapshot.zip.Hostile.FILE;
import static io.cellport.snapshot.zip.Hostile.damaged;
import static io.cellport.snapshot.zip.Hostile.exceeding;
import static io.cellport.snapshot.zip.Hostile.lying;
import static io.cellport.snapshot.zip.Hostile.sound;

import io.cellport.snapshot.zip.SnapshotLayout.PjsonFile;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Zips with a sound structure, and an entry that is forbidden, damaged or too large. */
final class HostileEntries {

    private static final String LAST_FILE = BOX + "z/content";

    private HostileEntries() {}

    static Stream<Hostile> all() {
        return Stream.of(names(), entries(), contents(), limits()).flatMap(group -> group);
    }

    private static Stream<Hostile> names() {
        Stream<Hostile> refused = Stream.of(
                        "../evil.txt",
                        "20_webdav/../../evil.txt",
                        "20_webdav/..",
                        "/etc/passwd",
                        "//host/share",
                        "C:/windows/x",
                        "C:x",
                        "20_webdav/a\nb",
                        "20_webdav/.\nevil",
                        "20_webdav/a\u0000.txt",
                        "20_webdav/a\u007f",
                        "20_webdav//x",
                        "20_webdav/./x",
                        "../evil/",
                        "/etc/",
                        "C:/windows/",
                        "")
                .map(name -> damaged(
                        "the name [" + name.replace("\n", "\\n").replace("\u0000", "\\0") + "]",
                        "has a name that is not allowed",
                        sound().extra(RawEntry.of(name, Content.EMPTY))));
        return Stream.concat(
                refused,
                Stream.of(
                        damaged(
                                "backslashes that lead out",
                                "[..\\evil.txt] has backslashes in its name: pack with a tool that writes slashes",
                                named("..\\evil.txt")),
                        damaged("backslashes inside", "has backslashes in its name", named("20_webdav\\x")),
                        damaged("a directory with backslashes", "has backslashes in its name", named("20_webdav\\x/")),
                        damaged(
                                "a name that is not UTF-8",
                                "has a name that is not UTF-8: pack with a tool that writes UTF-8 names",
                                sound().extra(RawEntry.of(new byte[] {'a', (byte) 0xfc}, Content.EMPTY))),
                        damaged(
                                "an overlong encoding of ../",
                                "has a name that is not UTF-8",
                                sound().extra(RawEntry.of(
                                        new byte[] {(byte) 0xc0, (byte) 0xae, (byte) 0xc0, (byte) 0xae, '/', 'x'},
                                        Content.EMPTY))),
                        damaged(
                                "a Unicode path that leads out",
                                "[../evil] has a name that is not allowed",
                                sound().extra(RawEntry.of("x", Content.EMPTY).central(header -> {
                                    header.flags = 0;
                                    header.extra = RawHeader.unicodePath("x", "../evil");
                                }))),
                        damaged(
                                "the same name twice",
                                "appears twice",
                                sound().extra(RawEntry.of(FILE, Content.EMPTY))),
                        damaged(
                                "the same name twice, once with ./ in front",
                                "appears twice",
                                sound().extra(RawEntry.of("./" + FILE, Content.EMPTY))),
                        damaged(
                                "a second manifest",
                                "[00_manifest.json] appears twice",
                                sound().extra(RawEntry.of(SnapshotLayout.MANIFEST, Content.of("{}")))),
                        exceeding("a segment of 256 bytes", "pathBytes", named("20_webdav/" + "x".repeat(256))),
                        exceeding("a name of 65 segments", "pathDepth", named("20_webdav/" + "x/".repeat(63) + 'x'))));
    }

    private static Stream<Hostile> entries() {
        return Stream.of(
                damaged(
                        "an encrypted entry",
                        "is encrypted: pack without a password",
                        everywhere(header -> header.flags |= 1)),
                damaged("a strongly encrypted entry", "is encrypted", lying(header -> header.flags |= 0x40)),
                damaged("an entry with masked headers", "is encrypted", lying(header -> header.flags |= 0x2000)),
                damaged(
                        "an entry compressed by bzip2",
                        "is compressed with bzip2: use deflate",
                        everywhere(h -> h.method = 12)),
                damaged(
                        "an entry compressed by deflate64",
                        "is compressed with deflate64: use deflate",
                        everywhere(h -> h.method = 9)),
                damaged("a symbolic link", "is a link or device", mode(0120777)),
                damaged("a character device", "is a link or device", mode(0020666)),
                damaged("a block device", "is a link or device", mode(0060666)),
                damaged("a named pipe", "is a link or device", mode(0010666)),
                damaged("a socket", "is a link or device", mode(0140666)),
                damaged(
                        "a directory with content",
                        "is a directory with content",
                        sound().extra(RawEntry.of("20_webdav/d/", Content.of("content")))),
                damaged(
                        "a stored entry with two sizes",
                        "does not have the declared size",
                        sound().lie(FILE, entry -> entry.stored().central(header -> header.size++))),
                damaged("another name in the local header", "differs from its local header", local(header -> {
                            byte[] name = header.name.clone();
                            name[name.length - 1] = 'X';
                            header.name = name;
                        }))
                        .whileReading(),
                damaged(
                        "a file that only its central name puts outside the layout",
                        "differs from its local header",
                        sound().lie(FILE, entry -> entry.central(header -> header.name = new byte[] {'x'}))),
                damaged("another method in the local header", "differs from its local header", local(h -> h.method = 0))
                        .whileReading(),
                damaged("another size in the local header", "differs from its local header", local(h -> h.size = 7))
                        .whileReading(),
                damaged("a local header that says encrypted", "differs from its local header", local(h -> h.flags |= 1))
                        .whileReading(),
                damaged("an offset that hits no local header", "differs from its local header", lying(h -> h.offset++))
                        .whileReading(),
                damaged(
                                "extra bytes of the local header that push the data into the directory",
                                "differs from its local header",
                                lastFile(RawEntry.of(LAST_FILE, Content.of("1234567890"))
                                        .local(header -> header.extraLength = 40)))
                        .whileReading());
    }

    private static Stream<Hostile> contents() {
        byte[] noDeflate = new byte[5_000];
        Arrays.fill(noDeflate, (byte) 0xff);
        return Stream.of(
                damaged("a wrong checksum", "does not have the declared checksum", lying(h -> h.crc ^= 1))
                        .whileReading(),
                damaged(
                                "a wrong checksum of a stored entry",
                                "does not have the declared checksum",
                                sound().lie(FILE, entry -> entry.stored().central(header -> header.crc ^= 1)))
                        .whileReading(),
                damaged(
                                "a wrong checksum of an empty entry",
                                "does not have the declared checksum",
                                sound().lie(PjsonFile.RULE.path(), entry -> entry.central(header -> header.crc = 1)))
                        .whileReading(),
                damaged("one byte more than declared", "does not have the declared size", lying(h -> h.size--))
                        .whileReading(),
                damaged("one byte less than declared", "does not have the declared size", lying(h -> h.size++))
                        .whileReading(),
                damaged(
                                "200 MiB that declare 10 bytes",
                                "does not have the declared size",
                                sound().with(FILE, Content.zeros(200 << 20))
                                        .lie(FILE, entry -> entry.central(header -> header.size = 10)))
                        .whileReading(),
                damaged(
                                "compressed data that goes on behind its end",
                                "does not have the declared size",
                                lastFile(RawEntry.of(LAST_FILE, Content.EMPTY)
                                        .central(header -> header.compressedSize += 4)))
                        .whileReading(),
                damaged(
                                "compressed data that is cut off",
                                "has corrupt compressed data",
                                lying(h -> h.compressedSize -= 9))
                        .whileReading(),
                damaged(
                                "data that was never compressed",
                                "has corrupt compressed data",
                                sound().lie(
                                                FILE,
                                                entry -> new RawEntry(
                                                                entry.name(),
                                                                Content.of(noDeflate),
                                                                0,
                                                                entry.local(),
                                                                entry.central())
                                                        .everywhere(header -> header.method = 8)))
                        .whileReading(),
                damaged(
                        "a manifest with a wrong checksum",
                        "[00_manifest.json] does not have the declared checksum",
                        sound().lie(SnapshotLayout.MANIFEST, entry -> entry.central(header -> header.crc ^= 1))));
    }

    private static Stream<Hostile> limits() {
        return Stream.of(
                exceeding("more entries than allowed", "entries", sound()).under(20, 1 << 30, 1 << 30),
                exceeding("one entry that is too large", "entryBytes", sound()).under(100, 1 << 30, 99_999),
                exceeding("entries that are too large together", "inflatedBytes", sound())
                        .under(100, 100_000, 100_000),
                exceeding(
                        "a compression ratio that is too high",
                        "compressionRatio",
                        sound().with(FILE, Content.zeros(2 << 20))),
                exceeding("an entry that declares 2^62 bytes", "entryBytes", lying(header -> header.size = 1L << 62)),
                exceeding(
                                "entries that declare more than allowed together",
                                "inflatedBytes",
                                lying(h -> h.size = 1 << 20))
                        .under(100, 1 << 20, 1 << 20),
                exceeding(
                        "a manifest of 2 MiB",
                        "propertyBytes",
                        sound().with(SnapshotLayout.MANIFEST, Content.lines(2 << 20))));
    }

    private static SnapshotBuilder lastFile(RawEntry entry) {
        return sound().with(BOX + "z/.pmeta", "{}").extra(entry);
    }

    private static SnapshotBuilder named(String name) {
        return sound().extra(RawEntry.of(name, Content.EMPTY));
    }

    private static SnapshotBuilder local(Consumer<RawHeader> lie) {
        return sound().lie(FILE, entry -> entry.local(lie));
    }

    private static SnapshotBuilder everywhere(Consumer<RawHeader> lie) {
        return sound().lie(FILE, entry -> entry.everywhere(lie));
    }

    private static SnapshotBuilder mode(int mode) {
        return lying(header -> header.attributes = (long) mode << 16);
    }
}
