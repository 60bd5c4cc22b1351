package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Step: refuses a request key that a client made up against the rules, in its own header or in an overriding one. */
final class CheckRequestKey implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        String sent = context.request().getHeader(RequestKey.HEADER);
        String effective = exchange.header(RequestKey.HEADER);
        if (isInvalid(sent) || isInvalid(effective)) {
            context.fail(ErrorCode.PR400_EV_0002.exception());
            return;
        }
        if (effective != null) {
            exchange.key(effective);
        }
        context.next();
    }

    private static boolean isInvalid(String key) {
        return key != null && !RequestKey.isValid(key);
    }
}
