// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.Problem;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Takes the subject of the client's certificate for the account; TLS has verified it against the authority. */
public final class CertificateAuthentication implements Authentication {
    private static final Problem MISSING = new Problem(
            401,
            "client_certificate_missing",
            "Connect with a client certificate that this gateway's authority issued.");

    private final AccountNames names;
    private final Function<String, Principal> register;

    public CertificateAuthentication(AccountNames names, Function<String, Principal> register) {
        this.names = names;
        this.register = register;
    }

    @Override
    public Outcome authenticate(HttpServerRequest request) {
        SSLSession session = request.sslSession();
        if (session == null) {
            return new Outcome.Refused(MISSING);
        }
        try {
            String subject = session.getPeerPrincipal().getName();
            return new Outcome.Known(register.apply(names.ofCertificate(subject)));
        } catch (SSLPeerUnverifiedException e) {
            return new Outcome.Refused(MISSING);
        }
    }
}
