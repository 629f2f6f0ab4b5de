// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.exchange.StillwatchException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The model server behind the gateway.
 *
 * @param url where it is; a path in it comes before the client's
 * @param connectTimeout for a new connection
 * @param silence how long it may send nothing at all before an exchange is given up; models think for minutes
 * @param connections most connections at once
 * @param waiting most requests that wait for a connection; further ones are refused with 503
 * @param authority certificates it is trusted by; empty for those of the platform
 */
public record Upstream(
        URI url, Duration connectTimeout, Duration silence, int connections, int waiting, Optional<Path> authority) {
    public Upstream {
        Objects.requireNonNull(authority, "authority is null");
        boolean usable = url.getHost() != null
                && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        if (!usable) {
            throw new StillwatchException(
                    "The upstream is not a URL of a model server: write http://HOST:PORT or https://HOST, without a"
                            + " user, query or fragment.");
        }
        if (!connectTimeout.isPositive() || !silence.isPositive() || connections < 1 || waiting < 0) {
            throw new IllegalArgumentException("timeouts and connections must be more than zero");
        }
    }

    /** The usual limits: 5 s to connect, 10 min of silence, 4,096 connections, 1,024 waiting. */
    public static Upstream at(URI url) {
        return new Upstream(url, Duration.ofSeconds(5), Duration.ofMinutes(10), 4096, 1024, Optional.empty());
    }

    boolean secure() {
        return url.getScheme().equals("https");
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : secure() ? 443 : 80;
    }

    /** What comes before the client's path, without a slash at its end. */
    String prefix() {
        String path = url.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    String authorityHeader() {
        return url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
    }
}
