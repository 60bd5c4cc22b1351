package io.cellport.http;

import io.cellport.message.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Step: refuses a request key that a client made up against the rules. */
final class CheckRequestKey implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext context) {
        String sent = context.request().getHeader(RequestKey.HEADER);
        if (sent == null || RequestKey.isValid(sent)) {
            context.next();
        } else {
            context.fail(ErrorCode.PR400_EV_0002.exception());
        }
    }
}
