package io.cellport.imports.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import org.junit.jupiter.api.Test;

class ImportFailureTest {

    @Test
    void thePlaceOfAFailureNamesTheEntryAndTheLineIfKnown() {
        assertThat(at(null, 0)).isEmpty();
        assertThat(at("10_odata/20_role.pjson", 0)).isEqualTo(" in 10_odata/20_role.pjson");
        assertThat(at("10_odata/20_role.pjson", 3)).isEqualTo(" in 10_odata/20_role.pjson, line 3");
    }

    private static String at(String entry, long line) {
        return new ImportFailure(ApiError.of(ErrorCode.PR500_SV_0000), entry, line).place();
    }
}
