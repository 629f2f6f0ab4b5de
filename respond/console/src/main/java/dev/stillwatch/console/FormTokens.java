// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the console's own forms from those of other sites: what changes something must send a token that only pages of
 * the same session were told. Thread-safe.
 *
 * <p>The token stays the same for a session. One that changed with every form would refuse a button pressed twice, the
 * second form of a page, and every page open beside the one that was used.
 */
final class FormTokens implements Handler<RoutingContext> {
    /** Name of the form field, and of the header that scripts send instead. */
    static final String NAME = "X-XSRF-TOKEN";

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    @Override
    public void handle(RoutingContext context) {
        Session session = Objects.requireNonNull(context.session(), "the console's pages have sessions");
        session.putIfAbsent(NAME, fresh());
        String token = session.get(NAME);
        context.put(NAME, token);
        if (HARMLESS.contains(context.request().method()) || same(token, sent(context))) {
            context.next();
        } else {
            context.fail(403);
        }
    }

    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String sent(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader(NAME))
                .or(() -> Optional.ofNullable(context.request().getFormAttribute(NAME)))
                .orElse("");
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
