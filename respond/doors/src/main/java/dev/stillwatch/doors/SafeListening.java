// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Listening;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses to take prompts or secrets unencrypted from elsewhere than this machine. */
final class SafeListening {
    private SafeListening() {}

    /** A door whose callers prove themselves by a token: this machine's own address, or TLS. */
    static void encrypted(Listening listening, String door) {
        if (listening.tls().isEmpty() && !isLoopback(listening.host())) {
            throw new StillwatchException("The " + door + " door would take prompts and its token unencrypted on "
                    + listening.host() + "; give it a certificate, or let it listen on 127.0.0.1.");
        }
    }

    /** A door whose callers are believed in what they say of accounts: this machine's own address, or mutual TLS. */
    static void mutual(Listening listening, String door) {
        boolean mutual = listening.tls().flatMap(Listening.Tls::clientAuthority).isPresent();
        if (!mutual && !isLoopback(listening.host())) {
            throw new StillwatchException("The " + door + " door believes whoever connects; on " + listening.host()
                    + " it needs a certificate and an authority for its callers' certificates, or let it listen on"
                    + " 127.0.0.1.");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
