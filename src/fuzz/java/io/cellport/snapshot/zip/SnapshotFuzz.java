package io.cellport.snapshot.zip;

import com.code_intelligence.jazzer.junit.FuzzTest;

class SnapshotFuzz {

    @FuzzTest(maxDuration = "10m")
    void open(byte[] bytes) {
        AnySnapshot.open(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void name(byte[] bytes) {
        AnySnapshot.name(bytes);
    }

    @FuzzTest(maxDuration = "10m")
    void manifest(byte[] bytes) {
        AnySnapshot.manifest(bytes);
    }
}
