// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.exchange.StillwatchException;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request of somebody known.
 *
 * @param parts what stands in the path where it was left open
 * @param query what follows the question mark
 * @param form what was filled in; empty where nothing was
 * @param body what a program sent; empty from a form
 * @param now when it was asked
 */
record Visit(AdminUser user, Map<String, String> parts, MultiMap query, MultiMap form, String body, Instant now) {
    private static final int LONGEST_WORDS = 2_000;

    /** What stands in the path for a name that the route left open. */
    String part(String name) {
        return Optional.ofNullable(parts.get(name)).orElse("");
    }

    /** One value of the query; empty where it is not there. */
    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A page number of the query, from 1. */
    int page() {
        try {
            return Math.clamp(query("page").map(Long::parseLong).orElse(1L), 1, 1_000_000);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** One value of the form, shortened to what is kept of it; blank where it is not there. */
    String field(String name) {
        String text = Optional.ofNullable(form.get(name)).orElse("").strip();
        return text.length() <= LONGEST_WORDS ? text : text.substring(0, LONGEST_WORDS);
    }

    /** All values of the form that have one name. */
    List<String> fields(String name) {
        return List.copyOf(form.getAll(name));
    }

    /**
     * One value of the form that must be there.
     *
     * @throws StillwatchException telling what to fill in
     */
    String required(String name, String what) {
        String text = field(name);
        if (text.isBlank()) {
            throw new StillwatchException("Fill in " + what + ".");
        }
        return text;
    }

    boolean may(AdminUser.Role role) {
        return user.role().includes(role);
    }
}
