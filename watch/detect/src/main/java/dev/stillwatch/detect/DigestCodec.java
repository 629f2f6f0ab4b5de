// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.Optional;

/**
 * An exchange's digest as bytes, to be stored and read again without loss.
 *
 * <p>Some 80 bytes, 4 for each kept word (34 at most), and the names of account and organisation; what is unknown takes
 * none. The first byte is the format's version. There is no checksum: whoever stores the bytes adds one. Stateless and
 * thread-safe; about a microsecond.
 */
public final class DigestCodec {
    private static final int VERSION = 1;
    private static final int USUAL_SIZE = 320;
    private static final int IDENTIFIED = 1;
    private static final int ORGANISATION = 2;

    private DigestCodec() {}

    /** The digest's bytes, the same for equal digests. */
    public static byte[] encode(ExchangeDigest digest) {
        CodecOutput out = new CodecOutput(USUAL_SIZE);
        out.octet(VERSION);
        out.octet((digest.identified ? IDENTIFIED : 0) | (digest.organisation.isPresent() ? ORGANISATION : 0));
        out.text(digest.account);
        digest.organisation.ifPresent(out::text);
        out.fixed64(digest.key);
        out.signed(digest.timeMillis);
        DigestParts.Asked.of(digest).write(out);
        DigestParts.write(digest.prompt, out);
        DigestParts.write(digest.origin, out);
        out.count(digest.outputTokens);
        return out.toBytes();
    }

    /**
     * The digest that was encoded.
     *
     * @throws StillwatchException when the bytes are not all of a digest's, or are of a later release
     */
    public static ExchangeDigest decode(byte[] bytes) {
        CodecInput in = new CodecInput(bytes, "exchange digest");
        in.version(VERSION);
        int flags = DigestParts.flags(in, IDENTIFIED | ORGANISATION);
        String account = in.text();
        in.require(!account.isBlank(), "its account has no name");
        Optional<String> organisation = (flags & ORGANISATION) == 0 ? Optional.empty() : Optional.of(in.text());
        long key = in.fixed64();
        long time = in.signed();
        DigestParts.Asked asked = DigestParts.Asked.read(in);
        ExchangeDigest.Prompt prompt = DigestParts.prompt(in, asked.systemHash());
        ExchangeDigest.Origin origin = DigestParts.origin(in);
        int outputTokens = in.count(Integer.MAX_VALUE);
        in.end();
        return new ExchangeDigest(
                account,
                organisation,
                key,
                (flags & IDENTIFIED) != 0,
                Instant.ofEpochMilli(time),
                prompt,
                asked.settings(),
                origin,
                outputTokens);
    }
}
