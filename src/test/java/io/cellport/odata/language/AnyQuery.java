package io.cellport.odata.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import java.util.List;
import java.util.Map;

/** What must hold of any text at all in a query: it is read, or refused as a mistake of the client. */
final class AnyQuery {

    private AnyQuery() {}

    static void read(String text) {
        for (String option : List.of("$filter", "$orderby", "$select", "$expand")) {
            readOrRefused(() -> QueryOptions.ofSet(new Query(Map.of(option, text))));
        }
        readOrRefused(() -> new FilterCheck(Customers.MODEL).check(new Parser(text, ErrorCode.PR400_OD_0003).filter()));
        readOrRefused(() -> EntityKey.parse(text).valuesFor(Customers.MODEL));
        readOrRefused(() -> EntitySegment.of(text));
        readOrRefused(() -> QueryOptions.ofSet(Query.parse(text)));
    }

    /** Any other exception and any error fails the test. */
    private static void readOrRefused(Runnable read) {
        try {
            read.run();
        } catch (ApiException refused) {
            assertThat(refused.error().code().status()).isBetween(400, 404);
        }
    }
}
