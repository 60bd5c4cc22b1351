package io.cellport.snapshot.zip;

import java.io.ByteArrayOutputStream;

/** Collects the fields of a binary record, lowest byte first. */
final class LittleEndian {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LittleEndian u16(long value) {
        return put(value, 2);
    }

    LittleEndian u32(long value) {
        return put(value, 4);
    }

    LittleEndian u64(long value) {
        return put(value, 8);
    }

    LittleEndian bytes(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private LittleEndian put(long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }
}
