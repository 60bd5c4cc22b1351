package io.cellport.http.pipeline;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.Exchange;
import io.cellport.http.message.RequestKey;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Step: refuses a request key of a client that breaks the rules, in its own header or in an override. Stateless. */
final class CheckRequestKey implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        List<String> sent = context.request().headers().getAll(RequestKey.HEADER);
        List<String> effective = exchange.lines(RequestKey.HEADER);
        if (isInvalid(sent) || isInvalid(effective)) {
            context.fail(ApiException.of(ErrorCode.PR400_EV_0002));
            return;
        }
        effective.forEach(exchange::key);
        context.next();
    }

    private static boolean isInvalid(List<String> keys) {
        return keys.size() > 1 || !keys.stream().allMatch(RequestKey::isValid);
    }
}
