// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * A hash of what screening looks at: names, dates of birth, countries and numbers. Other facts, such as where a party logs in
 * from, may change without anything having to be decided anew. Equal claims in any order have equal hashes.
 */
final class FactsHash {
    private FactsHash() {}

    static String of(Party party, Instant at) {
        List<String> lines = party.standing(at).stream()
                .map(Fact::claim)
                .filter(FactsHash::screened)
                .map(PartyJson::claim)
                .distinct()
                .sorted()
                .toList();
        return sha256(party.kind() + "\n" + String.join("\n", lines));
    }

    private static boolean screened(Claim claim) {
        return switch (claim) {
            case Claim.Name _,
                    Claim.Alias _,
                    Claim.Born _,
                    Claim.Nationality _,
                    Claim.PermanentResidence _,
                    Claim.Jurisdiction _,
                    Claim.Headquarters _,
                    Claim.UltimateParent _,
                    Claim.Address _,
                    Claim.Registration _ -> true;
            case Claim.Email _, Claim.Telephone _, Claim.Payment _, Claim.Access _, Claim.Account _, Claim.Reseller _ ->
                false;
        };
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
