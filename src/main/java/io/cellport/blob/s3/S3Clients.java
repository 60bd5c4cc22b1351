package io.cellport.blob.s3;

import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of S3. Stateless. */
final class S3Clients {

    private S3Clients() {}

    /** @throws software.amazon.awssdk.core.exception.SdkException if nothing says which region is meant */
    static S3Client open(S3Location location, AwsCredentialsProvider credentials, S3Patience patience) {
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                // Checksums are computed here. What the SDK adds on its own, stores of others do not understand.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(patience.connect())
                        .socketTimeout(patience.silence()))
                .overrideConfiguration(calls -> calls.apiCallAttemptTimeout(patience.attempt())
                        .apiCallTimeout(patience.call())
                        .retryStrategy(retries(patience)));
        location.endpoint()
                .ifPresent(url ->
                        builder.endpointOverride(url).forcePathStyle(true).region(Region.US_EAST_1));
        location.region().ifPresent(name -> builder.region(Region.of(name)));
        return builder.build();
    }

    private static RetryStrategy retries(S3Patience patience) {
        BackoffStrategy pauses = BackoffStrategy.exponentialDelay(patience.pause(), patience.longestPause());
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(patience.attempts())
                // An answer that was cut off.
                .retryOnRootCauseInstanceOf(XMLStreamException.class)
                .backoffStrategy(pauses)
                .throttlingBackoffStrategy(pauses)
                .build();
    }
}
