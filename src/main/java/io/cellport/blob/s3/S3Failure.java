package io.cellport.blob.s3;

import io.cellport.storage.StoreException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Turns a failure of S3 into a {@link StoreException}. Of the failure it keeps only what cannot quote an address, a key
 * or a credential: the status and the code of an answer, or the class of what prevented one. Stateless.
 */
final class S3Failure {

    private static final Logger LOG = LoggerFactory.getLogger(S3Failure.class);

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

    private static final int MAX_CAUSES = 16;

    private S3Failure() {}

    /** The exception to throw; the reason is logged, because the log has no texts of exceptions. */
    static StoreException of(String what, SdkException failure) {
        String reason = reason(failure);
        LOG.warn("S3 failed to {}: {}", what, reason);
        return new StoreException(what + ": " + reason);
    }

    private static String reason(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return "status " + answer.statusCode() + code(answer);
        }
        if (failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException) {
            return "no answer in time";
        }
        return "no answer, " + root(failure).getClass().getSimpleName();
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code != null && CODE.matcher(code).matches() ? ", " + code : "";
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < MAX_CAUSES; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
