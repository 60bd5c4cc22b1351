package io.cellport.odata.language;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class QueryFuzz {

    @FuzzTest(maxDuration = "10m")
    void read(byte[] bytes) {
        AnyQuery.read(new String(bytes, StandardCharsets.UTF_8));
    }
}
