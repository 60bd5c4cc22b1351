package io.cellport.imports.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;

class JournalFuzz {

    @FuzzTest(maxDuration = "10m")
    void row(byte[] bytes) {
        AnyRow.read(bytes);
    }
}
