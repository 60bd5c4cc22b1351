package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.message.RequestKey;
import io.vertx.core.Future;
import java.util.List;

/** Step: refuses a request key of a client that breaks the rules, in its own header or in an override. Stateless. */
final class CheckRequestKey implements Step {

    @Override
    public Future<?> take(Exchange exchange) {
        List<String> sent = exchange.request().headers().getAll(RequestKey.HEADER);
        List<String> effective = exchange.lines(RequestKey.HEADER);
        if (isInvalid(sent) || isInvalid(effective)) {
            throw ApiException.of(ErrorCode.PR400_EV_0002);
        }
        if (!effective.isEmpty()) {
            exchange.key(effective.get(0));
        }
        return TAKEN;
    }

    private static boolean isInvalid(List<String> keys) {
        return keys.size() > 1 || (!keys.isEmpty() && !RequestKey.isValid(keys.get(0)));
    }
}
