// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trust in a peer's own authority, in place of the JDK's list. */
public final class PeerTrust {
    private PeerTrust() {}

    /**
     * Trust in the certificates of a PEM file and in those they vouch for.
     *
     * @throws StillwatchException if it holds none
     */
    public static SSLContext of(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw unusable(pem);
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("peer-" + trusted.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(pem);
        }
    }

    private static StillwatchException unusable(Path pem) {
        return new StillwatchException(
                pem + ": cannot be read as certificates in PEM; ask the peer for those of its authority");
    }
}
