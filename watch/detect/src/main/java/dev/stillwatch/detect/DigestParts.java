// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.function.LongSupplier;

/**
 * The parts of a digest as bytes, each read by the method beside the one that writes it.
 *
 * <p>Hashes stand in full where they are known, and take nothing but a bit of the part's first byte where they are not.
 */
final class DigestParts {
    private static final int MOST_WORDS = ExchangeDigest.HEAD + ExchangeDigest.TAIL;

    private DigestParts() {}

    /** Everything about the prompt but its system prompt, which goes with the settings: conversations share both. */
    static void write(ExchangeDigest.Prompt prompt, CodecOutput out) {
        out.octet(code(prompt.kind()) | bit(prompt.textHash(), 8));
        out.octet(prompt.words().size());
        for (int i = 0; i < prompt.words().size(); i++) {
            out.fixed32(prompt.words().get(i));
        }
        out.count(prompt.total());
        hash(prompt.textHash(), out);
        out.count(prompt.turns());
        out.fixed32(Float.floatToRawIntBits(prompt.elicitation()));
    }

    static ExchangeDigest.Prompt prompt(CodecInput in, long systemHash) {
        int flags = flags(in, 15);
        Elicitation kind = kind(flags & 7, in);
        int size = in.octet();
        in.require(size <= MOST_WORDS, size + " words of a prompt");
        int[] words = new int[size];
        for (int i = 0; i < size; i++) {
            words[i] = in.fixed32();
        }
        int total = in.count(Integer.MAX_VALUE);
        long textHash = known(flags, 8, in::fixed64);
        int turns = in.count(Integer.MAX_VALUE);
        float elicitation = Float.intBitsToFloat(in.fixed32());
        in.require(elicitation >= 0 && elicitation <= 1, "a probability is out of range");
        return new ExchangeDigest.Prompt(
                new ExchangeDigest.Words(words),
                Math.min(ExchangeDigest.HEAD, size),
                total,
                textHash,
                systemHash,
                turns,
                elicitation,
                kind);
    }

    /** How it was asked, with the hash of its system prompt. */
    record Asked(ExchangeDigest.Settings settings, long systemHash) {
        static Asked of(ExchangeDigest digest) {
            return new Asked(digest.settings, digest.prompt.systemHash());
        }

        void write(CodecOutput out) {
            out.octet((settings.makesRows() ? 1 : 0)
                    | (settings.deterministic() ? 2 : 0)
                    | bit(settings.modelHash(), 4)
                    | bit(systemHash, 8));
            out.fixed32(settings.fingerprint());
            hash(settings.modelHash(), out);
            hash(systemHash, out);
        }

        static Asked read(CodecInput in) {
            int flags = flags(in, 15);
            int fingerprint = in.fixed32();
            long model = known(flags, 4, in::fixed64);
            long system = known(flags, 8, in::fixed64);
            return new Asked(
                    new ExchangeDigest.Settings(fingerprint, (flags & 1) != 0, (flags & 2) != 0, model), system);
        }
    }

    static void write(ExchangeDigest.Origin origin, CodecOutput out) {
        out.octet(bit(origin.ip(), 1)
                | bit(origin.asn(), 2)
                | bit(origin.ja4(), 4)
                | bit(origin.userAgent(), 8)
                | bit(origin.payment(), 16)
                | bit(origin.createdMillis(), 32));
        hash(origin.ip(), out);
        if (origin.asn() != 0) {
            out.signed(origin.asn());
        }
        hash(origin.ja4(), out);
        hash(origin.userAgent(), out);
        hash(origin.payment(), out);
        if (origin.createdMillis() != 0) {
            out.signed(origin.createdMillis());
        }
    }

    static ExchangeDigest.Origin origin(CodecInput in) {
        int flags = flags(in, 63);
        long ip = known(flags, 1, in::fixed64);
        long asn = known(flags, 2, in::signed);
        long ja4 = known(flags, 4, in::fixed64);
        long userAgent = known(flags, 8, in::fixed64);
        long payment = known(flags, 16, in::fixed64);
        long created = known(flags, 32, in::signed);
        return new ExchangeDigest.Origin(ip, asn, ja4, userAgent, payment, created);
    }

    static int flags(CodecInput in, int most) {
        int flags = in.octet();
        in.require(flags <= most, "unknown flags");
        return flags;
    }

    private static int bit(long hash, int bit) {
        return hash == 0 ? 0 : bit;
    }

    private static void hash(long hash, CodecOutput out) {
        if (hash != 0) {
            out.fixed64(hash);
        }
    }

    private static long known(int flags, int bit, LongSupplier value) {
        return (flags & bit) == 0 ? 0 : value.getAsLong();
    }

    /* Numbers of their own, so that kinds may be added and put in another order. */
    private static int code(Elicitation kind) {
        return switch (kind) {
            case CHAIN_OF_THOUGHT -> 0;
            case GRADING -> 1;
            case ROW_GENERATION -> 2;
            case SENSITIVE_REWRITE -> 3;
            case TOOL_TRAJECTORY -> 4;
            case JAILBREAK -> 5;
        };
    }

    private static Elicitation kind(int code, CodecInput in) {
        return switch (code) {
            case 0 -> Elicitation.CHAIN_OF_THOUGHT;
            case 1 -> Elicitation.GRADING;
            case 2 -> Elicitation.ROW_GENERATION;
            case 3 -> Elicitation.SENSITIVE_REWRITE;
            case 4 -> Elicitation.TOOL_TRAJECTORY;
            case 5 -> Elicitation.JAILBREAK;
            default -> throw in.damaged("what it asks for has the unknown number " + code);
        };
    }
}
