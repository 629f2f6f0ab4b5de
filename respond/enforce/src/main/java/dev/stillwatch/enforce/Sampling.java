// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.math.BigDecimal;
import java.util.Set;

/** Limits how a client may steer the choice of tokens. */
final class Sampling {
    /* Masks are biases of minus infinity; a client's own processor can do anything. */
    private static final Set<String> BIASES = Set.of(
            "logitbias", "logitsbias", "logitsprocessors", "customlogitprocessor", "allowedtokenids", "badwords");

    private static final Set<String> COMPLETIONS =
            Set.of("n", "bestof", "numreturnsequences", "numcompletions", "candidatecount");

    /* Ways to make sampling greedy without a low temperature, which would leave output marks no choices to mark. */
    private static final Set<String> GREEDY = Set.of(
            "usebeamsearch",
            "numbeams",
            "beamwidth",
            "dosample",
            "penaltyalpha",
            "samplers",
            "topnsigma",
            "topa",
            "typicalp",
            "typical",
            "tfsz",
            "mirostat",
            "epsiloncutoff",
            "etacutoff",
            "dynatemprange");

    private static final BigDecimal LEAST_TOP_K = BigDecimal.valueOf(20);
    private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.5");
    private static final BigDecimal MOST_MIN_P = new BigDecimal("0.2");

    private Sampling() {}

    static void denyBias(RequestSettings settings) {
        settings.remove(BIASES::contains);
    }

    static void keepWatermark(RequestSettings settings) {
        settings.remove(name -> name.contains("watermark"));
    }

    static void capCompletions(RequestSettings settings, int most) {
        COMPLETIONS.forEach(name -> settings.cap(name, most));
    }

    static void warm(Api api, RequestSettings settings, BigDecimal least) {
        settings.raise("temperature", api == Api.MESSAGES ? least.min(BigDecimal.ONE) : least);
        settings.removeUnless("topk", k -> k.signum() <= 0 || k.compareTo(LEAST_TOP_K) >= 0);
        settings.removeUnless("topp", p -> p.compareTo(LEAST_TOP_P) >= 0);
        settings.removeUnless("minp", p -> p.compareTo(MOST_MIN_P) <= 0);
        settings.remove(GREEDY::contains);
    }
}
