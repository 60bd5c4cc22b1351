package io.cellport.imports.loader;

import com.code_intelligence.jazzer.junit.FuzzTest;

class LineFuzz {

    @FuzzTest(maxDuration = "10m")
    void parse(byte[] bytes) {
        AnyLine.parse(bytes);
    }
}
