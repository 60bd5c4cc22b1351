package io.cellport.snapshot.zip;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** An entry of a generated zip, and the lies told about it. */
record RawEntry(byte[] name, Content content, int method, Consumer<RawHeader> local, Consumer<RawHeader> central) {

    /** A deflated file, or a directory if the name ends in a slash. */
    static RawEntry of(String name, Content content) {
        return of(name.getBytes(StandardCharsets.UTF_8), content);
    }

    static RawEntry of(byte[] name, Content content) {
        return new RawEntry(name, content, isDirectory(name) ? 0 : 8, header -> {}, header -> {});
    }

    RawEntry stored() {
        return new RawEntry(name, content, 0, local, central);
    }

    RawEntry local(Consumer<RawHeader> lie) {
        return new RawEntry(name, content, method, local.andThen(lie), central);
    }

    RawEntry central(Consumer<RawHeader> lie) {
        return new RawEntry(name, content, method, local, central.andThen(lie));
    }

    RawEntry everywhere(Consumer<RawHeader> lie) {
        return local(lie).central(lie);
    }

    boolean isDirectory() {
        return isDirectory(name);
    }

    private static boolean isDirectory(byte[] name) {
        return name.length > 0 && name[name.length - 1] == '/';
    }
}
