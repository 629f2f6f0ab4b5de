// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Somebody who may ask the service, or tell it to act.
 *
 * @param name as it stands in decisions
 * @param tokenHash SHA-256 of the user's token, in hex: the file that holds it gives no access
 */
public record AdminUser(String name, Role role, String tokenHash) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** What a user may do; each may do what those before it may. */
    public enum Role {
        /** Look. */
        VIEWER,
        /** Give feedback, undo. */
        ANALYST,
        /** Approve. */
        APPROVER,
        /** Have packs and assessments looked at anew. */
        ADMINISTRATOR;

        /** Whether this role includes another. */
        public boolean includes(Role other) {
            return compareTo(other) >= 0;
        }
    }

    public AdminUser {
        Objects.requireNonNull(role, "role is null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is blank");
        }
        if (!SHA256.matcher(tokenHash).matches()) {
            throw new IllegalArgumentException("tokenHash is not a SHA-256 in lower-case hex");
        }
    }

    /** Shows no hash. */
    @Override
    public String toString() {
        return "AdminUser[role=" + role + "]";
    }
}
