// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Who is signed in on a browser. Ends after a while without a request, and in any case after a day's work. */
final class ConsoleSession {
    /** Without a request. */
    static final Duration IDLE = Duration.ofMinutes(30);
    /** Since signing in. */
    static final Duration LONGEST = Duration.ofHours(12);

    private static final String USER = "user";
    private static final String SINCE = "since";

    private ConsoleSession() {}

    static void begin(RoutingContext context, AdminUser user, Instant now) {
        Session session = Objects.requireNonNull(context.session(), "the console's pages have sessions");
        // Under another id, so that whoever knew the one before has nothing.
        session.regenerateId();
        session.remove(FormTokens.NAME);
        session.put(USER, user.name());
        session.put(SINCE, now.toEpochMilli());
    }

    static void end(RoutingContext context) {
        Optional.ofNullable(context.session()).ifPresent(Session::destroy);
    }

    /** Who is signed in, among those who may be. */
    static Optional<AdminUser> user(RoutingContext context, List<AdminUser> users, InstantSource clock) {
        Session session = context.session();
        if (session == null) {
            return Optional.empty();
        }
        String name = session.get(USER);
        Long since = session.get(SINCE);
        if (name == null || since == null) {
            return Optional.empty();
        }
        if (clock.instant().isAfter(Instant.ofEpochMilli(since).plus(LONGEST))) {
            session.destroy();
            return Optional.empty();
        }
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    /** What a form must send to be known as the console's own. */
    static String token(RoutingContext context) {
        return Optional.ofNullable(context.<String>get(FormTokens.NAME)).orElse("");
    }
}
