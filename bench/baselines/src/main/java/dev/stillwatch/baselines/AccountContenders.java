// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.detect.ElicitationModel;
import dev.stillwatch.detect.PromptTokens;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The published methods at the level of accounts, on one log.
 *
 * <p>A window method judges an account by its own prompts, at most {@link #PROMPTS} of them, or by the windows of traffic
 * mixed over accounts that it stands in, whose highest score it gets. Not thread-safe.
 */
final class AccountContenders {
    /** Most prompts of an account that are looked at: a uniform sample. */
    static final int PROMPTS = 64;
    /** Most ordinary prompts to learn centre and covariance from; {@link #POOL} others make windows. */
    static final int REFERENCES = 20_000;

    private static final int POOL = 1_000;
    private static final int MIXED_WINDOW = 500;
    private static final long SEED = 1;

    private final LabelledLog log;
    private final Map<String, float[][]> vectors = new TreeMap<>();
    private final Items pool;
    private final float[][] references;
    private long prompts;

    AccountContenders(LabelledLog log, PromptEncoder encoder) {
        this.log = log;
        log.accounts()
                .forEach((account, traffic) -> vectors.put(
                        account,
                        encoder.encode(traffic.prompts().stream()
                                .map(SampledPrompt::text)
                                .toList())));
        float[][] ordinary =
                encoder.encode(log.reference().stream().map(SampledPrompt::text).toList());
        pool = new Items(Arrays.copyOf(ordinary, Math.min(POOL, ordinary.length / 2)));
        references = Arrays.copyOfRange(ordinary, pool.size(), ordinary.length);
        vectors.values().forEach(all -> prompts += all.length);
    }

    /** Prompts embedded and looked at. */
    long prompts() {
        return prompts;
    }

    /** A limit on an account's rate: its busiest hour; of equals the one that sends more in all ranks higher. */
    AccountResult rateLimit() {
        CpuTime time = new CpuTime();
        Map<String, Double> scores = new HashMap<>();
        log.accounts()
                .forEach((account, traffic) -> scores.put(account, traffic.busiestHour() + 1e-9 * traffic.exchanges()));
        return new AccountResult("rate limit", scores, time.seconds(), log.exchanges());
    }

    AccountResult prada() {
        return own("PRADA", true, _ -> new Prada());
    }

    AccountResult seat() {
        Seat seat = Seat.fit(pool, pool.all(), new Random(SEED));
        return own("SEAT", true, _ -> seat);
    }

    AccountResult cap() {
        Cap cap = new Cap(references[0].length, new Random(SEED));
        return own("CAP", true, _ -> cap);
    }

    AccountResult mahalanobis(Mahalanobis fitted) {
        return own("Mahalanobis, own prompts", true, _ -> fitted);
    }

    AccountResult mmd(Mmd fitted) {
        Map<Integer, Mmd> sizes = new HashMap<>();
        return own("MMD, own prompts", false, size -> sizes.computeIfAbsent(size, fitted::ofSize));
    }

    /** Centre and covariance of ordinary prompts. */
    Mahalanobis fittedMahalanobis() {
        return Mahalanobis.fit(references);
    }

    /** The window test against ordinary prompts, for the windows of mixed traffic. */
    Mmd fittedMmd() {
        return Mmd.fit(pool, pool.all(), Math.min(MIXED_WINDOW, pool.size() / 2), new Random(SEED));
    }

    /** A method for windows of a size. */
    private interface BySize {
        WindowMethod of(int size);
    }

    /* In standard deviations of ordinary windows of the account's size: both ways for methods that are calibrated so. */
    private AccountResult own(String name, boolean twoSided, BySize methods) {
        CpuTime time = new CpuTime();
        Map<Integer, WindowMethod.Scorer> home = new HashMap<>();
        SizedNull ordinary = new SizedNull(
                (size, window) -> home.computeIfAbsent(
                                size, _ -> methods.of(size).over(pool))
                        .score(window),
                pool.all(),
                new Random(SEED));
        Map<String, Double> scores = new HashMap<>();
        vectors.forEach((account, all) -> {
            int size = SizedNull.sizeFor(all.length);
            if (size >= SizedNull.FEWEST) {
                Items items = new Items(Arrays.copyOf(all, size));
                double deviation =
                        ordinary.deviation(size, methods.of(size).over(items).score(items.all()));
                scores.put(account, twoSided ? Math.abs(deviation) : deviation);
            }
        });
        return new AccountResult(name, scores, time.seconds(), prompts);
    }

    /** A method on windows of {@value #MIXED_WINDOW} prompts in order of time, whoever sent them. */
    AccountResult mixed(WindowMethod method) {
        List<SampledPrompt> stream = log.stream();
        Map<String, Integer> next = new HashMap<>();
        CpuTime time = new CpuTime();
        Map<String, Double> scores = new HashMap<>();
        for (int from = 0; from + MIXED_WINDOW <= stream.size(); from += MIXED_WINDOW) {
            List<String> senders = stream.subList(from, from + MIXED_WINDOW).stream()
                    .map(SampledPrompt::account)
                    .toList();
            Items items = new Items(senders.stream()
                    .map(account -> vector(account, next.merge(account, 1, Integer::sum) - 1))
                    .toArray(float[][]::new));
            double score = method.over(items).score(items.all());
            senders.forEach(account -> scores.merge(account, score, Math::max));
        }
        return new AccountResult(method.name() + ", mixed windows", scores, time.seconds(), prompts);
    }

    private float[] vector(String account, int place) {
        return vectors.getOrDefault(account, new float[0][])[place];
    }

    /** Clusters over accounts; each prompt's suspicion is Stillwatch's own elicitation model. */
    AccountResult clusters() {
        ElicitationModel model = ElicitationModel.shipped();
        Map<String, Integer> next = new HashMap<>();
        List<SampledPrompt> stream = log.stream();
        CpuTime time = new CpuTime();
        ClusterMonitor monitor = new ClusterMonitor(references[0].length, new Random(SEED));
        for (SampledPrompt prompt : stream) {
            monitor.observe(
                    prompt.account(),
                    vector(prompt.account(), next.merge(prompt.account(), 1, Integer::sum) - 1),
                    model.score(PromptTokens.of(prompt.text()), PromptTokens.of(prompt.system()))
                            .probability()
                            .value());
        }
        return new AccountResult("clusters of weak signals", monitor.scores(), time.seconds(), prompts);
    }
}
