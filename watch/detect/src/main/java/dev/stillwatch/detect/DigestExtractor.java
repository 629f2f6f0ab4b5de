// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.time.Instant;
import java.util.Optional;

/**
 * Extracts the digest of an exchange: the only place where detection reads text.
 *
 * <p>A pure function of the exchange, linear in the length of its last user message and system prompt. Immutable and
 * thread-safe.
 */
public final class DigestExtractor {
    private static final PromptTokens NO_TEXT = PromptTokens.of("");

    private static final ElicitationScore UNKNOWN = new ElicitationScore(0, 0, 0, 0, 0, 0, 0);

    private final ElicitationModel model;

    /** An extractor with the shipped elicitation model. */
    public DigestExtractor() {
        this(ElicitationModel.shipped());
    }

    DigestExtractor(ElicitationModel model) {
        this.model = model;
    }

    /** What detection keeps of {@code exchange}. */
    public ExchangeDigest extract(Exchange exchange) {
        ExchangeDigest.Prompt prompt = prompt(exchange.request());
        ExchangeDigest.Settings settings = settings(exchange);
        ExchangeDigest.Origin origin = origin(exchange);
        long account = Hashing.of(exchange.account());
        long identity = exchange.id().map(Hashing::of).orElseGet(() -> likeness(exchange, prompt, settings, origin));
        return new ExchangeDigest(
                exchange.account(),
                exchange.organisation(),
                Hashing.combine(account, identity),
                exchange.id().isPresent(),
                exchange.time(),
                prompt,
                settings,
                origin,
                Math.clamp(exchange.usage().output().orElse(0), 0, Integer.MAX_VALUE));
    }

    // Without an id, all that detection reads: exchanges that differ in any of it must not swap places with the order
    // in
    // which they are read.
    private static long likeness(
            Exchange exchange,
            ExchangeDigest.Prompt prompt,
            ExchangeDigest.Settings settings,
            ExchangeDigest.Origin origin) {
        long[] parts = {
            prompt.textHash(),
            prompt.systemHash(),
            prompt.turns(),
            settings.fingerprint(),
            settings.modelHash(),
            origin.ip(),
            origin.asn(),
            origin.ja4(),
            origin.userAgent()
        };
        long hash = exchange.time().toEpochMilli();
        for (long part : parts) {
            hash = Hashing.combine(hash, part);
        }
        return hash;
    }

    private ExchangeDigest.Prompt prompt(Request request) {
        PromptTokens user =
                request.lastUserMessage().map(m -> PromptTokens.of(m.text())).orElse(NO_TEXT);
        PromptTokens system = systemPrompt(request);
        int turns = 0;
        for (Message message : request.messages()) {
            turns += message.role() == Message.Role.USER ? 1 : 0;
        }
        boolean text = user.size() > 0;
        ElicitationScore elicitation = text ? model.score(user, system) : UNKNOWN;
        return new ExchangeDigest.Prompt(
                ends(user),
                Math.min(ExchangeDigest.HEAD, user.size()),
                user.total(),
                text ? known(user.identity()) : 0,
                hash(system),
                turns,
                text ? (float) elicitation.probability().value() : 0,
                elicitation.strongest());
    }

    private static PromptTokens systemPrompt(Request request) {
        for (Message message : request.messages()) {
            if (message.role() == Message.Role.SYSTEM) {
                return PromptTokens.of(message.text());
            }
        }
        return NO_TEXT;
    }

    private static ExchangeDigest.Words ends(PromptTokens tokens) {
        int head = Math.min(ExchangeDigest.HEAD, tokens.size());
        int tail = Math.min(ExchangeDigest.TAIL, tokens.size() - head);
        int[] words = new int[head + tail];
        for (int i = 0; i < head; i++) {
            words[i] = tokens.hash(i);
        }
        for (int i = 0; i < tail; i++) {
            words[head + i] = tokens.hash(tokens.size() - tail + i);
        }
        return new ExchangeDigest.Words(words);
    }

    private static long hash(PromptTokens tokens) {
        if (tokens.size() == 0) {
            return 0;
        }
        long hash = tokens.total();
        for (int i = 0; i < tokens.size(); i++) {
            hash = (hash ^ tokens.hash(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return known(hash);
    }

    /** A hash that is never 0, which stands for nothing. */
    private static long known(long hash) {
        long mixed = Hashing.mix(hash);
        return mixed == 0 ? 1 : mixed;
    }

    private static ExchangeDigest.Settings settings(Exchange exchange) {
        Parameters p = exchange.request().parameters();
        boolean makesRows = p.completions().orElse(1) > 1
                || p.logprobs()
                || p.responseFormat().filter(f -> !f.equals("text")).isPresent();
        boolean deterministic = p.temperature().orElse(1) == 0 || p.seed().isPresent();
        long fingerprint = Double.hashCode(p.temperature().orElse(-1));
        fingerprint = fingerprint * 31 + Double.hashCode(p.topP().orElse(-1));
        fingerprint = fingerprint * 31 + p.completions().orElse(-1);
        fingerprint = fingerprint * 31 + p.maxTokens().orElse(-1);
        fingerprint = fingerprint * 31 + p.topLogprobs().orElse(-1);
        fingerprint = fingerprint * 31 + (p.logprobs() ? 1 : 0);
        fingerprint = fingerprint * 31 + (p.stream() ? 1 : 0);
        fingerprint = fingerprint * 31 + p.responseFormat().hashCode();
        fingerprint = fingerprint * 31 + p.reasoningEffort().hashCode();
        fingerprint = fingerprint * 31 + exchange.request().tools().hashCode();
        return new ExchangeDigest.Settings(
                (int) Hashing.mix(fingerprint), makesRows, deterministic, hash(exchange.model()));
    }

    private static ExchangeDigest.Origin origin(Exchange exchange) {
        return new ExchangeDigest.Origin(
                hash(exchange.client().ip()),
                exchange.client().asn().orElse(0),
                hash(exchange.client().ja4()),
                hash(exchange.client().userAgent()),
                hash(exchange.billing().payment()),
                exchange.billing().created().map(Instant::toEpochMilli).orElse(0L));
    }

    private static long hash(Optional<String> value) {
        return value.map(Hashing::of).orElse(0L);
    }
}
