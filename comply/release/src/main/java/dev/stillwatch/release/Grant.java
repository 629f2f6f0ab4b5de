// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keys to some shards of a copy, sealed for one recipient.
 *
 * @param terms bound to the keys: changed terms open nothing
 * @param sealedKeys 32 bytes a shard, encrypted by HPKE, in Base64
 */
public record Grant(Terms terms, String sealedKeys) {
    /**
     * What is granted.
     *
     * @param id by which the release's history knows it
     * @param copy the artefact's id
     * @param manifestSha256 of its manifest
     * @param bytes of plaintext that it opens
     * @param expires after which an honest recipient does not use it; keys that were used cannot be taken back
     * @param recipientKey SHA-256 of the public key
     */
    public record Terms(
            String id,
            String release,
            String copy,
            String manifestSha256,
            int firstShard,
            int shards,
            long bytes,
            Instant released,
            Instant expires,
            String recipientKey) {
        byte[] context() {
            return ReleaseJson.write(this).getBytes(StandardCharsets.UTF_8);
        }
    }

    static Grant seal(Terms terms, List<byte[]> keys, RecipientKey recipient) {
        byte[] all = new byte[keys.size() * ShardCipher.KEY];
        for (int i = 0; i < keys.size(); i++) {
            System.arraycopy(keys.get(i), 0, all, i * ShardCipher.KEY, ShardCipher.KEY);
        }
        Grant grant = new Grant(terms, Base64.getEncoder().encodeToString(recipient.seal(all, terms.context())));
        Arrays.fill(all, (byte) 0);
        return grant;
    }

    /** Keys by shard. */
    SortedMap<Integer, byte[]> open(RecipientKey.Private recipient) {
        byte[] all;
        try {
            all = recipient.open(Base64.getDecoder().decode(sealedKeys), terms.context());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StillwatchException(
                    "grant " + terms.id() + " is sealed for another key than this, or was changed; ask for it again",
                    e);
        }
        if (all.length != (long) terms.shards() * ShardCipher.KEY) {
            throw new StillwatchException("grant " + terms.id() + " does not hold the keys that it says");
        }
        SortedMap<Integer, byte[]> keys = new TreeMap<>();
        for (int i = 0; i < terms.shards(); i++) {
            keys.put(terms.firstShard() + i, Arrays.copyOfRange(all, i * ShardCipher.KEY, (i + 1) * ShardCipher.KEY));
        }
        return keys;
    }
}
