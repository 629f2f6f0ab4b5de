// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.gateway.GatewayServer.Parts;
import java.util.Set;

/** A gateway's parts with one of them exchanged. */
final class Changed {
    private Changed() {}

    static Parts upstream(Parts p, Upstream upstream) {
        return of(p, upstream, p.limits(), p.trustedPeers(), p.whenBlind());
    }

    static Parts limits(Parts p, ProxyLimits limits) {
        return of(p, p.upstream(), limits, p.trustedPeers(), p.whenBlind());
    }

    static Parts trustedPeers(Parts p, Set<String> peers) {
        return of(p, p.upstream(), p.limits(), peers, p.whenBlind());
    }

    static Parts whenBlind(Parts p, FailureMode mode) {
        return of(p, p.upstream(), p.limits(), p.trustedPeers(), mode);
    }

    static Parts authentication(Parts p, Authentication authentication) {
        return parts(p, p.listening(), authentication);
    }

    static Parts listening(Parts p, Listening listening) {
        return parts(p, listening, p.authentication());
    }

    static Parts eventLoops(Parts p, int count) {
        return new Parts(
                p.listening(),
                p.upstream(),
                p.limits(),
                p.authentication(),
                p.trustedPeers(),
                p.guard(),
                p.seal(),
                p.recorder(),
                p.whenBlind(),
                p.passUnknownPaths(),
                count,
                p.clock());
    }

    private static Parts parts(Parts p, Listening listening, Authentication authentication) {
        return new Parts(
                listening,
                p.upstream(),
                p.limits(),
                authentication,
                p.trustedPeers(),
                p.guard(),
                p.seal(),
                p.recorder(),
                p.whenBlind(),
                p.passUnknownPaths(),
                p.eventLoops(),
                p.clock());
    }

    private static Parts of(Parts p, Upstream upstream, ProxyLimits limits, Set<String> peers, FailureMode mode) {
        return new Parts(
                p.listening(),
                upstream,
                limits,
                p.authentication(),
                peers,
                p.guard(),
                p.seal(),
                p.recorder(),
                mode,
                p.passUnknownPaths(),
                p.eventLoops(),
                p.clock());
    }
}
