// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Paths that pages link to and that other screens answer. */
final class Places {
    private Places() {}

    static String ofCase(String id) {
        return "/console/cases/" + id;
    }

    /** Something under the page of a case, which begins with a slash. */
    static String ofCase(String id, String rest) {
        return ofCase(id) + rest;
    }

    /**
     * What a path under a case ends in, so that whoever works through the queue comes back to where they were.
     *
     * @param queue what the page's own address said of the queue
     */
    static String coming(Optional<String> queue) {
        return queue.map(address -> "?queue=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .orElse("");
    }
}
