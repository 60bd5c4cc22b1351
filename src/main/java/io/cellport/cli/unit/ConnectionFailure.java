package io.cellport.cli.unit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a connection that failed means for the user. Stateless. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    static UnitException of(URI unitUrl, IOException failure) {
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return UnitException.impossible("There is no host " + unitUrl.getHost());
        }
        if (failure instanceof SSLException) {
            return UnitException.impossible(reason(unitUrl, failure));
        }
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException
                ? UnitException.unreachable(unitUrl)
                : UnitException.broken(unitUrl, String.valueOf(failure.getMessage()));
    }

    /** An expired certificate is not trusted either, but then --cacert does not help. */
    private static String reason(URI unitUrl, IOException failure) {
        if (has(failure, CertPathBuilderException.class)) {
            return "The certificate of %s is not trusted; --cacert FILE names a file with certificates that are"
                    .formatted(unitUrl);
        }
        if (has(failure, CertPathValidatorException.class)) {
            return "The certificate of %s is not valid".formatted(unitUrl);
        }
        return has(failure, CertificateException.class)
                ? "The certificate of %s is for another host than %s".formatted(unitUrl, unitUrl.getHost())
                : "There is no secure connection to %s: %s".formatted(unitUrl, failure.getMessage());
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.<Throwable>iterate(failure, each -> each != null, Throwable::getCause)
                .anyMatch(kind::isInstance);
    }
}
