package io.cellport.http.token;

import io.cellport.error.ApiException;
import io.cellport.error.ErrorCode;
import io.cellport.http.message.FormFields;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The fields of {@code POST __token} that all grants share. See "Get access token" in the Personium API. Immutable.
 *
 * @param grant what the client offers for tokens
 * @param fields all fields
 * @param accessLife how long the access token is to be valid
 * @param refreshLife how long the refresh token is to be valid
 * @param cookie whether a cookie pair is wanted too
 */
record TokenRequest(String grant, FormFields fields, Duration accessLife, Duration refreshLife, boolean cookie) {

    private static final Duration LONGEST_ACCESS = Duration.ofHours(1);

    private static final Duration LONGEST_REFRESH = Duration.ofDays(1);

    /**
     * Reads a body.
     *
     * @param authorization the header of that name, which here would name an application; null if there is none
     * @throws io.cellport.error.ApiException {@code PR400-AN-0016} for a life out of range, and {@code PR400-AN-0002},
     *     {@code -0003} or {@code -0018} for what this unit does not offer: tokens for other cells, and applications
     */
    static TokenRequest parse(String body, @Nullable String authorization) {
        FormFields fields = FormFields.parse(body);
        if (fields.text("p_target").isPresent()) {
            throw ApiException.of(ErrorCode.PR400_AN_0002);
        }
        refuseApplications(fields, authorization);
        return new TokenRequest(
                fields.text("grant_type").orElse("null"),
                fields,
                fields.seconds("expires_in", LONGEST_ACCESS),
                fields.seconds("refresh_token_expires_in", LONGEST_REFRESH),
                fields.isTrue("p_cookie"));
    }

    private static void refuseApplications(FormFields fields, @Nullable String authorization) {
        if (authorization != null && !authorization.startsWith("Basic ")) {
            throw ApiException.of(ErrorCode.PR400_AN_0018);
        }
        boolean application = authorization != null
                || fields.text("client_id").isPresent()
                || fields.text("client_assertion").isPresent()
                || fields.text("client_assertion_type").isPresent();
        if (application) {
            throw ApiException.of(ErrorCode.PR400_AN_0003);
        }
    }
}
