package io.cellport.http.status;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;

/** The query parameter {@code limit} of lists of runs. Stateless. */
public final class RunLimit {

    private static final int DEFAULT = 20;
    private static final int MOST = 1_000;

    private RunLimit() {}

    /**
     * How many runs are asked for, 1 to 1,000.
     *
     * @throws ApiException {@code PR400-CM-0002} if it is another number, or none
     */
    public static int of(Exchange exchange) {
        String asked = exchange.request().getParam("limit");
        if (asked == null) {
            return DEFAULT;
        }
        try {
            int limit = Integer.parseInt(asked);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            throw badLimit();
        }
        throw badLimit();
    }

    private static RuntimeException badLimit() {
        return ApiException.of(ErrorCode.PR400_CM_0002, "limit", "1 to " + MOST);
    }
}
