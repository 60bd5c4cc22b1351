package io.cellport.cli.unit;

import io.cellport.cli.exit.CommandException;
import io.cellport.cli.exit.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts the certificates in a file instead of those that Java trusts. Blocks; stateless. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * A context for connections to a unit.
     *
     * @param pem one or more certificates in PEM
     * @throws CommandException if it is not such a file
     */
    public static SSLContext in(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry("certificate " + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new CommandException(Ending.USAGE, "There is no certificate in " + pem);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new CommandException(Ending.USAGE, "The file " + pem + " cannot be read");
        } catch (GeneralSecurityException e) {
            throw new CommandException(Ending.USAGE, pem + " has something else than certificates in PEM");
        }
    }
}
