// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tells users by their tokens, and slows down whoever guesses. Thread-safe. */
final class SignIn {
    private final List<AdminUser> users;
    private final RequestRates strangers;
    private final RequestRates known;
    private final InstantSource sessions;

    SignIn(List<AdminUser> users, int requestsPerMinute, InstantSource clock, InstantSource sessions) {
        this.users = List.copyOf(users);
        this.strangers = new RequestRates(requestsPerMinute, clock);
        this.known = new RequestRates(requestsPerMinute, clock);
        this.sessions = sessions;
    }

    /** Whether an address has failed so often that not even a right token is looked at: guessing must not pay. */
    boolean barred(RoutingContext context) {
        return strangers.spent(address(context));
    }

    /** Whether a user has asked more often than is allowed. */
    boolean tooOften(AdminUser user) {
        return !known.take(user.name());
    }

    /** Whose token it is; a wrong one counts against the address. */
    Optional<AdminUser> byToken(RoutingContext context, String token) {
        byte[] hash = sha256(token);
        Optional<AdminUser> user = users.stream()
                .filter(one -> MessageDigest.isEqual(hash, HexFormat.of().parseHex(one.tokenHash())))
                .findFirst();
        if (user.isEmpty()) {
            strangers.take(address(context));
        }
        return user;
    }

    /** Whose program asks. */
    Optional<AdminUser> ofProgram(RoutingContext context) {
        String header = context.request().getHeader("authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? byToken(context, header.substring(7).strip())
                : byToken(context, "");
    }

    /** Who is signed in on a browser. */
    Optional<AdminUser> ofBrowser(RoutingContext context) {
        return ConsoleSession.user(context, users, sessions);
    }

    private static String address(RoutingContext context) {
        return Optional.ofNullable(context.request().remoteAddress().hostAddress())
                .orElse("");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
