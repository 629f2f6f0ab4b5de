// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account of a case.
 *
 * @param joined when it was first found among its members
 * @param left when it was last found to be none any more; empty for a current member
 */
public record Member(String account, Instant joined, Optional<Instant> left) {
    public Member {
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(joined, "joined is null");
        Objects.requireNonNull(left, "left is null");
    }
}
