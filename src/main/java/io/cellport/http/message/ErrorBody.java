package io.cellport.http.message;

import io.cellport.error.ApiError;
import io.vertx.core.json.JsonObject;

/** The JSON of an error, in a response and in the status of a failed import. Stateless. */
public final class ErrorBody {

    private ErrorBody() {}

    /** {@code {"code":..,"message":{"lang":"en","value":..}}}. */
    public static JsonObject of(ApiError error) {
        return new JsonObject()
                .put("code", error.code().code())
                .put("message", new JsonObject().put("lang", "en").put("value", error.text()));
    }
}
