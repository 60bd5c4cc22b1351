package io.cellport.http.pipeline;

import io.cellport.error.ApiError;
import io.cellport.error.ErrorCode;
import io.vertx.core.json.JsonObject;

/** The JSON of an error of the token endpoint, with the error names of OAuth 2.0 (RFC 6749, section 5.2). Stateless. */
final class OAuthBody {

    private OAuthBody() {}

    /** Whether an error belongs to the token endpoint. */
    static boolean isFor(ErrorCode code) {
        return code.code().contains("-AN-");
    }

    /** {@code {"error":..,"error_description":"[code] - text"}}. */
    static JsonObject of(ApiError error) {
        return new JsonObject()
                .put("error", name(error.code()))
                .put("error_description", "[" + error.code().code() + "] - " + error.text());
    }

    private static String name(ErrorCode code) {
        return switch (code) {
            case PR400_AN_0001 -> "unsupported_grant_type";
            case PR400_AN_0002, PR400_AN_0016 -> "invalid_request";
            case PR400_AN_0003, PR400_AN_0018 -> "invalid_client";
            default -> "invalid_grant";
        };
    }
}
