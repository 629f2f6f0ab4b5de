// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import java.util.List;

/** The paths under {@code /admin/v1}, each answered as {@link Objection} says where somebody objects. */
final class ProgramRoutes {
    private static final String ROOT = "/admin/v1";

    private final Routes routes;

    ProgramRoutes(Routes routes) {
        this.routes = routes;
    }

    /**
     * Something to look at.
     *
     * @param query names that may follow the question mark; others are refused
     */
    ProgramRoutes get(String path, Role needed, List<String> query, Screen.Answer answer) {
        routes.get(ROOT + path, needed, Objection.heard(visit -> {
            Nearest.only("query parameter", visit.query().names(), query);
            return answer.to(visit);
        }));
        return this;
    }

    ProgramRoutes get(String path, Role needed, Screen.Answer answer) {
        return get(path, needed, List.of(), answer);
    }

    /** Something to do. */
    ProgramRoutes post(String path, Role needed, Screen.Answer answer) {
        routes.post(ROOT + path, needed, Objection.heard(visit -> {
            Nearest.only("query parameter", visit.query().names(), List.of());
            return answer.to(visit);
        }));
        return this;
    }
}
