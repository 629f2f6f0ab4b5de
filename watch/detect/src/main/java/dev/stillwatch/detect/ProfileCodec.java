// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An account's profile as bytes: its counts and its sample, some 30 bytes and 4 a word for each sampled exchange.
 *
 * <p>How exchanges were asked and where they came from stands once for all that share it.
 */
final class ProfileCodec {
    private static final int USUAL_SIZE = 2_048;
    private static final int ORGANISATION = 1;
    /** Of the sample only what is sampled with later traffic too; how many that are and the hours stand there. */
    private static final int PRUNED = 2;

    private static final long LATEST_MILLIS = (1L << 42) - 1;

    private ProfileCodec() {}

    static void write(AccountProfile profile, CodecOutput out) {
        out.text(profile.account());
        boolean pruned = profile.sampleSize() < Math.min(ExchangeSample.CAPACITY, profile.exchanges());
        out.octet((profile.organisation().isPresent() ? ORGANISATION : 0) | (pruned ? PRUNED : 0));
        profile.organisation().ifPresent(out::text);
        out.count(profile.exchanges());
        out.count(profile.tokensOut());
        out.signed(profile.firstMillis());
        out.signed(profile.lastMillis());
        out.signed(profile.createdMillis());
        out.octet(profile.payments().size());
        profile.payments().forEach(out::fixed64);
        if (pruned || !profile.sampledWhole()) {
            for (int hour : profile.hours()) {
                out.count(hour);
            }
        }
        if (pruned) {
            out.count(profile.sampleSize());
        }
        writeSample(profile.sampledByKey(), out);
    }

    private static void writeSample(List<SampledExchange> sample, CodecOutput out) {
        Map<DigestParts.Asked, Integer> asked = new LinkedHashMap<>();
        Map<ExchangeDigest.Origin, Integer> origins = new LinkedHashMap<>();
        for (SampledExchange exchange : sample) {
            asked.putIfAbsent(asked(exchange), asked.size());
            origins.putIfAbsent(origin(exchange), origins.size());
        }
        out.count(asked.size());
        asked.keySet().forEach(a -> a.write(out));
        out.count(origins.size());
        origins.keySet().forEach(o -> DigestParts.write(o, out));
        for (SampledExchange exchange : sample) {
            out.fixed64(exchange.key());
            out.count(exchange.timeMillis());
            out.count(asked.getOrDefault(asked(exchange), 0));
            out.count(origins.getOrDefault(origin(exchange), 0));
            DigestParts.write(prompt(exchange), out);
        }
    }

    private static DigestParts.Asked asked(SampledExchange e) {
        return new DigestParts.Asked(
                new ExchangeDigest.Settings(e.fingerprint(), e.makesRows(), e.deterministic(), e.modelHash()),
                e.systemHash());
    }

    private static ExchangeDigest.Origin origin(SampledExchange e) {
        return new ExchangeDigest.Origin(e.ip(), e.asn(), e.ja4(), e.userAgent(), 0, 0);
    }

    private static ExchangeDigest.Prompt prompt(SampledExchange e) {
        int[] words = new int[e.wordCount()];
        for (int i = 0; i < words.length; i++) {
            words[i] = e.word(i);
        }
        return new ExchangeDigest.Prompt(
                new ExchangeDigest.Words(words),
                e.head(),
                e.total(),
                e.textHash(),
                e.systemHash(),
                e.turns(),
                e.elicitation(),
                e.kind());
    }

    /** @param names gives one and the same text for equal names, so that slices share them */
    static AccountProfile read(CodecInput in, UnaryOperator<String> names) {
        String account = names.apply(in.text());
        in.require(!account.isBlank(), "an account has no name");
        int flags = DigestParts.flags(in, ORGANISATION | PRUNED);
        boolean pruned = (flags & PRUNED) != 0;
        Optional<String> organisation =
                (flags & ORGANISATION) != 0 ? Optional.of(names.apply(in.text())) : Optional.empty();
        AccountProfile.Counts counts = new AccountProfile.Counts(
                in.count(Long.MAX_VALUE), in.count(Long.MAX_VALUE), in.signed(), in.signed(), in.signed());
        in.require(counts.exchanges() > 0, "an account has no exchanges");
        in.require(counts.firstMillis() <= counts.lastMillis(), "an account's last exchange is before its first");
        long[] payments = payments(in);
        boolean sampledWhole = counts.exchanges() <= ExchangeSample.CAPACITY;
        int[] hours = sampledWhole && !pruned ? new int[0] : hours(in, counts.exchanges());
        int most = (int) Math.min(ExchangeSample.CAPACITY, counts.exchanges());
        int size = pruned ? in.count(most - 1) : most;
        List<ExchangeDigest> sample = sample(in, account, size);
        return AccountProfile.restored(account, organisation, counts, hours, payments, sample);
    }

    private static long[] payments(CodecInput in) {
        long[] payments = new long[in.count(AccountProfile.MOST_PAYMENTS)];
        for (int i = 0; i < payments.length; i++) {
            payments[i] = in.fixed64();
            in.require(payments[i] != 0 && (i == 0 || payments[i] > payments[i - 1]), "payments are out of order");
        }
        return payments;
    }

    private static int[] hours(CodecInput in, long exchanges) {
        int[] hours = new int[24];
        long sum = 0;
        for (int h = 0; h < hours.length; h++) {
            hours[h] = in.count(Integer.MAX_VALUE);
            sum += hours[h];
        }
        in.require(sum == exchanges, "an account's hours do not add up");
        return hours;
    }

    private static List<ExchangeDigest> sample(CodecInput in, String account, int size) {
        List<DigestParts.Asked> asked = new ArrayList<>();
        for (int left = in.count(size); left > 0; left--) {
            asked.add(DigestParts.Asked.read(in));
        }
        List<ExchangeDigest.Origin> origins = new ArrayList<>();
        for (int left = in.count(size); left > 0; left--) {
            origins.add(DigestParts.origin(in));
        }
        in.require(size == 0 || (!asked.isEmpty() && !origins.isEmpty()), "a sample without origins");
        List<ExchangeDigest> sample = new ArrayList<>();
        long before = Long.MIN_VALUE;
        for (int n = 0; n < size; n++) {
            long key = in.fixed64();
            in.require(key >= before, "a sample is out of order");
            before = key;
            Instant time = Instant.ofEpochMilli(in.count(LATEST_MILLIS));
            DigestParts.Asked how = asked.get(in.count(asked.size() - 1));
            ExchangeDigest.Origin origin = origins.get(in.count(origins.size() - 1));
            ExchangeDigest.Prompt prompt = DigestParts.prompt(in, how.systemHash());
            sample.add(
                    new ExchangeDigest(account, Optional.empty(), key, true, time, prompt, how.settings(), origin, 0));
        }
        return sample;
    }

    /** A buffer that most profiles fit into. */
    static CodecOutput output() {
        return new CodecOutput(USUAL_SIZE);
    }
}
