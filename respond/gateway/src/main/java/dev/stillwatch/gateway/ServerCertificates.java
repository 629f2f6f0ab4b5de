// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Has listening servers use a certificate, key and client authority that were replaced on the disk.
 *
 * <p>New connections get the new certificate, and open ones go on with the one they began with. Files that cannot be used
 * change nothing. Thread-safe.
 */
public final class ServerCertificates {
    private static final long MOST_SECONDS = 30;

    private final Vertx vertx;
    private final Listening.Tls files;
    private final ServerSSLOptions like;
    private final Collection<HttpServer> servers;
    private List<Buffer> inUse;
    private Optional<List<Buffer>> doubtful = Optional.empty();
    private Optional<List<Buffer>> refused = Optional.empty();

    /** What looking at the files came to. */
    public sealed interface Refresh {
        /** There is nothing new to say. */
        record Unchanged() implements Refresh {}

        /** New connections get what the files hold now. */
        record Changed() implements Refresh {}

        /**
         * The files cannot be used, which is said once; what was in use stays.
         *
         * @param why safe to show
         */
        record Refused(String why) implements Refresh {}
    }

    /** Says why files cannot be used. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    /**
     * For servers that have just begun to listen with what the files hold.
     *
     * @param like how they listen, but for certificates
     */
    public ServerCertificates(Vertx vertx, Listening.Tls files, ServerSSLOptions like, Collection<HttpServer> servers) {
        this.vertx = vertx;
        this.files = files;
        this.like = like.copy();
        this.servers = servers;
        this.inUse = read();
    }

    /** Looks at the files, and has the servers use them where they have changed. Reads a few kB; may wait for a second. */
    public synchronized Refresh refresh(Instant now) {
        List<Buffer> held = read();
        if (held.equals(inUse)) {
            settled();
            return new Refresh.Unchanged();
        }
        try {
            use(held, now);
            inUse = held;
            settled();
            return new Refresh.Changed();
        } catch (Unusable e) {
            // Certificate and key are rarely replaced in the same instant: what does not fit is looked at once more.
            boolean again = doubtful.filter(held::equals).isPresent();
            doubtful = Optional.of(held);
            if (!again || refused.filter(held::equals).isPresent()) {
                return new Refresh.Unchanged();
            }
            refused = Optional.of(held);
            return new Refresh.Refused(String.valueOf(e.getMessage()));
        }
    }

    private void settled() {
        doubtful = Optional.empty();
        refused = Optional.empty();
    }

    /** Certificate, key and, where there is one, authority; empty for what cannot be read. */
    private List<Buffer> read() {
        List<Buffer> held = new ArrayList<>();
        held.add(read(files.certificate()));
        held.add(read(files.key()));
        files.clientAuthority().ifPresent(file -> held.add(read(file)));
        return List.copyOf(held);
    }

    private static Buffer read(Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException e) {
            return Buffer.buffer();
        }
    }

    private void use(List<Buffer> held, Instant now) throws Unusable {
        PemKeyCertOptions keys =
                new PemKeyCertOptions().addCertValue(held.get(0)).addKeyValue(held.get(1));
        check(keys, now);
        ServerSSLOptions options = like.copy().setKeyCertOptions(keys);
        if (held.size() > 2) {
            PemTrustOptions trust = new PemTrustOptions().addCertValue(held.get(2));
            try {
                trust.getTrustManagerFactory(vertx);
            } catch (Exception e) {
                throw new Unusable("the client authority cannot be read as PEM certificates.");
            }
            options.setTrustOptions(trust);
        }
        for (HttpServer server : servers) {
            try {
                server.updateSSLOptions(options.copy())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(MOST_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new Unusable("the certificate could not be taken into use.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unusable("the service is ending.");
            }
        }
    }

    private void check(PemKeyCertOptions keys, Instant now) throws Unusable {
        for (KeyManager manager : managers(keys)) {
            if (manager instanceof X509KeyManager known) {
                check(known, now);
                return;
            }
        }
        throw new Unusable("certificate and key cannot be read as PEM.");
    }

    private KeyManager[] managers(PemKeyCertOptions keys) throws Unusable {
        try {
            return keys.getKeyManagerFactory(vertx).getKeyManagers();
        } catch (Exception e) {
            throw new Unusable("certificate and key cannot be read as PEM.");
        }
    }

    private static void check(X509KeyManager manager, Instant now) throws Unusable {
        for (String type : List.of("EC", "RSA", "RSASSA-PSS", "EdDSA")) {
            String[] names = manager.getServerAliases(type, null);
            if (names != null && names.length > 0) {
                X509Certificate certificate = manager.getCertificateChain(names[0])[0];
                if (certificate.getNotAfter().toInstant().isBefore(now)
                        || certificate.getNotBefore().toInstant().isAfter(now)) {
                    throw new Unusable("the certificate is out of date, or not valid yet.");
                }
                if (!fits(manager.getPrivateKey(names[0]), certificate)) {
                    throw new Unusable("the key is not the certificate's.");
                }
                return;
            }
        }
        throw new Unusable("the key's kind is not known; use EC, RSA or Ed25519.");
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
