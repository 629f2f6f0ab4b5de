// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.PackSignature;
import dev.stillwatch.policy.SigningKey;
import dev.stillwatch.policy.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A person's agreement to one decision, signed with their own key: who can write to the store cannot make one up.
 *
 * @param decision SHA-256 of the decision's JSON
 * @param envelope DSSE, over release and decision
 */
public record Approval(String release, String decision, String envelope) {
    private static final String TYPE = "application/vnd.stillwatch.release-approval+json";

    /** Signs a decision. */
    public static Approval sign(LicenceDecision decision, SigningKey key) {
        String hash = hash(decision);
        return new Approval(
                decision.release(),
                hash,
                new String(PackSignature.sign(TYPE, content(decision.release(), hash), key), StandardCharsets.UTF_8));
    }

    /** By which an approval names a decision. */
    public static String hash(LicenceDecision decision) {
        return ReleaseJson.sha256(ReleaseJson.write(decision));
    }

    private static byte[] content(String release, String decision) {
        // Both are of letters, digits, dots and dashes only.
        return ("{\"decision\":\"" + decision + "\",\"release\":\"" + release + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Who signed.
     *
     * @param approvers whose keys count, each by the person's name
     * @param at when it was signed, for keys that are valid for a time
     * @throws StillwatchException if none of them did, or the signature is wrong
     */
    public TrustedKeys.Key by(TrustedKeys approvers, Instant at) {
        List<TrustedKeys.Key> signers = PackSignature.verify(
                "the approval of release " + release,
                TYPE,
                content(release, decision),
                envelope.getBytes(StandardCharsets.UTF_8),
                approvers);
        return signers.stream()
                .filter(key -> key.notBefore().filter(at::isBefore).isEmpty()
                        && key.notAfter().filter(end -> !at.isBefore(end)).isEmpty())
                .findFirst()
                .orElseThrow(() -> new StillwatchException("the approval of release " + release
                        + " is signed with a key that was not valid then; have somebody sign whose key is"));
    }
}
