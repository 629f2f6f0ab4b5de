// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.cases.Feedback.Finding;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.ServiceFigures.Requests;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.KeyKind;
import dev.stillwatch.evidence.LogSettings;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.evidence.SigningKey;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PackSignature;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A service in the middle of a working day, the same to the byte each time: cases of every verdict, the largest of 20,000
 * accounts, actions in every state, accounts with hostile names, a signed pack, an evidence log and a quarter of an hour
 * of traffic.
 */
final class SampleDay implements AutoCloseable {
    static final int LARGE = 20_000;
    static final String HOSTILE = "<img src=x onerror=window.ran=1>\u202Etxt.exe'\"&";
    private static final Instant NOW = SampleCampaign.NOW;
    private static final Path PACK = Path.of("..", "..", "policy", "default", "campaigns.yaml");

    final TestConsole console;
    final Chromium chromium;
    /** The case of 20,000 accounts. */
    final String large;
    /** The case whose accounts have hostile names. */
    final String hostile;
    /** A text kept as evidence in the large case. */
    final String evidence;

    SampleDay(Path folder) {
        PolicyParts policy = packs(folder.resolve("packs"));
        console = new TestConsole(folder, policy, Optional.of(log(folder)));
        console.service.packs.set(PackSet.load(
                policy.folder().orElseThrow(), TrustedKeys.read(policy.trustedKeys()), UnsignedPacks.REFUSE));
        large = largeCase();
        evidence = samples();
        otherCases();
        hostile = observe(SampleCampaign.named(List.of(HOSTILE, "ordinary", "x".repeat(1_000))), Duration.ofHours(2));
        act(hostile, new Countermeasure.Observe(), Duration.ofDays(30), false);
        traffic();
        news();
        chromium = new Chromium(console);
    }

    private static PolicyParts packs(Path packs) {
        try {
            Files.createDirectories(packs);
            dev.stillwatch.policy.SigningKey key =
                    dev.stillwatch.policy.SigningKey.generate(packs.resolveSibling("policy-team"));
            Path pack = Files.copy(PACK, packs.resolve("campaigns.yaml"));
            Files.write(packs.resolve("campaigns.yaml.dsse"), PackSignature.sign(Files.readAllBytes(pack), key));
            return new PolicyParts(
                    Optional.of(packs),
                    List.of(packs.resolveSibling("policy-team.pub")),
                    UnsignedPacks.REFUSE,
                    Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EvidenceParts log(Path folder) {
        SigningKey key = SigningKey.generate("example.com/evidence", KeyKind.LOG, new Random(1));
        EvidenceParts parts = new EvidenceParts(
                folder.resolve("log"), folder.resolve("records"), key.verifier(), folder.resolve("evidence-key.vkey"));
        EvidenceLog.create(parts.log(), key);
        List<String> types =
                List.of("case-opened", "case-assessed", "action-proposed", "action-in-force", "evidence-revealed");
        try (EvidenceLog log = EvidenceLog.open(parts.log(), key, new LogSettings(Duration.ofHours(1), 100_000))) {
            for (int i = 0; i < 120; i++) {
                Instant at = NOW.minus(Duration.ofMinutes(11L * (120 - i)));
                String type = types.get(i % types.size());
                new EvidenceRecorder(log, new RecordFolder(parts.records()), () -> at, new Random(i))
                        .record(
                                type,
                                "{\"case\":\"C-2026-%04d\",\"type\":\"%s\"}"
                                        .formatted(1 + i / 5, type)
                                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private String observe(Campaign campaign, Duration ago) {
        return console.store
                .observe(List.of(campaign), NOW.minus(ago))
                .getFirst()
                .caseId();
    }

    private String largeCase() {
        Campaign campaign = SampleCampaign.withLanes(SampleCampaign.of("acct", LARGE));
        observe(SampleCampaign.scored(campaign, 6.5), Duration.ofHours(13));
        observe(SampleCampaign.scored(campaign, 8.25), Duration.ofHours(7));
        String id = observe(campaign, Duration.ofMinutes(40));
        console.store.act(
                Optional.of(id),
                new HashSet<>(campaign.accounts().subList(0, LARGE / 5)),
                decision(
                        new Countermeasure.Throttle(60, Duration.ofHours(1)),
                        Duration.ofDays(14),
                        false,
                        NOW.minus(Duration.ofHours(6))),
                "the policy",
                NOW.minus(Duration.ofHours(6)));
        return id;
    }

    private String samples() {
        String kept = "";
        for (int i = 0; i < 3; i++) {
            kept = console.vault
                    .keep(
                            large,
                            "acct-%05d".formatted(i * 7),
                            NOW.minus(Duration.ofMinutes(50L + i)),
                            List.of(
                                    new EvidencePart(
                                            EvidencePart.Role.PROMPT,
                                            "Explain how to prove that the square root of %d is irrational, step by step."
                                                    .formatted(i + 2)),
                                    new EvidencePart(EvidencePart.Role.ANSWER, "Suppose that it were a fraction p/q.")),
                            NOW.minus(Duration.ofMinutes(40)))
                    .orElseThrow();
        }
        return kept;
    }

    private void otherCases() {
        Verdict[] verdicts = {
            Verdict.DISTILLATION,
            Verdict.RESELLER,
            Verdict.DISTILLATION,
            Verdict.EVALUATION,
            Verdict.ORGANISATION,
            Verdict.DISTILLATION,
            Verdict.INSUFFICIENT
        };
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Verdict verdict = verdicts[i % verdicts.length];
            double score = verdict == Verdict.DISTILLATION ? 4 + i * 0.21 : 1 + i * 0.1;
            int accounts = 4 + i * i * 3 % 977;
            Duration ago = Duration.ofMinutes(25 + 131L * i);
            String prefix = "group%02d".formatted(i);
            // Only what looks like distillation opens a case; a later look may see it otherwise.
            ids.add(observe(SampleCampaign.of(prefix, accounts), ago.plusMinutes(12)));
            observe(SampleCampaign.of(prefix, accounts, verdict, score), ago);
        }
        inEveryState(ids);
        console.store.claim(ids.get(2), TestConsole.name(Role.ANALYST), NOW.minus(Duration.ofMinutes(20)));
        console.store.claim(ids.get(5), TestConsole.name(Role.APPROVER), NOW.minus(Duration.ofMinutes(90)));
        console.store.claim(ids.get(3), HOSTILE, NOW.minus(Duration.ofMinutes(90)));
        console.store.feedback(
                ids.get(12), Finding.FALSE_POSITIVE, "A course of students.", "ben", NOW.minus(Duration.ofHours(3)));
        console.store.feedback(ids.get(8), Finding.CONFIRMED, "Stolen cards.", "ann", NOW.minus(Duration.ofHours(4)));
        console.store.close(ids.get(15), "Nothing to do.", "ann", NOW.minus(Duration.ofHours(5)));
    }

    private void inEveryState(List<String> ids) {
        act(ids.get(0), new Countermeasure.Suspend(), Duration.ofDays(7), true);
        act(ids.get(2), new Countermeasure.Suspend(), Duration.ofDays(7), true);
        act(ids.get(8), new Countermeasure.Suspend(), Duration.ofDays(30), false);
        act(
                ids.get(10),
                new Countermeasure.StepUp(URI.create("https://example.com/verify")),
                Duration.ofDays(30),
                false);
        act(ids.get(13), new Countermeasure.Withhold(Set.of("large-1")), Duration.ofDays(14), false);
        act(ids.get(1), new Countermeasure.Observe(), Duration.ofDays(30), false);
        Action undone =
                act(ids.get(8), new Countermeasure.Throttle(60, Duration.ofHours(1)), Duration.ofDays(7), false);
        console.store.undo(undone, "Suspended instead.", "ann", NOW.minus(Duration.ofHours(3)));
        Instant before = NOW.minus(Duration.ofDays(2));
        console.store.act(
                Optional.of(ids.get(8)),
                console.store.find(ids.get(8)).accounts(),
                decision(new Countermeasure.Observe(), Duration.ofDays(1), false, before),
                "the policy",
                before);
        console.store.expire(NOW);
    }

    /** Has something done to, or proposed for, all accounts of a case. */
    Action act(String id, Countermeasure measure, Duration lasting, boolean needsApproval) {
        Instant at = NOW.minus(Duration.ofHours(1));
        return console.store
                .act(
                        Optional.of(id),
                        console.store.find(id).accounts(),
                        decision(measure, lasting, needsApproval, at),
                        "the policy",
                        at)
                .orElseThrow();
    }

    private static Decision decision(Countermeasure measure, Duration lasting, boolean needsApproval, Instant at) {
        return new Decision(
                "stillwatch.campaigns",
                "1.0.0",
                "slow",
                measure,
                lasting,
                needsApproval,
                "Automated collection of answers.",
                "ab".repeat(32),
                at);
    }

    private void traffic() {
        Instant begun = NOW.minus(Duration.ofMinutes(15));
        for (int i = 0; i <= 180; i++) {
            double wave = 220L * i + 900 * Math.sin(i / 19.0);
            Requests requests = new Requests(Math.round(wave), 14L * i, 45L * Math.max(0, i - 70), i / 6, 3L * i, 9);
            console.service.figures = new ServiceFigures(
                    requests,
                    FakeService.figures(requests, 18_000_000 + 240L * i, Optional.empty())
                            .exchanges(),
                    new ServiceFigures.Detection(
                            Optional.empty(), Duration.ZERO, Optional.of(NOW.minusSeconds(120)), Optional.empty()));
            console.traffic.take(console.service.figures, begun.plusSeconds(5L * i));
        }
    }

    private void news() {
        console.service.notices.add(new ServiceNotice(
                NOW.minus(Duration.ofMinutes(40)), false, "Case " + large + ": the campaign was assessed anew."));
        console.service.notices.add(
                new ServiceNotice(NOW.minus(Duration.ofHours(3)), true, "Detection was 90 s behind for 4 minutes."));
        console.service.notices.add(
                new ServiceNotice(NOW.minus(Duration.ofHours(9)), false, "Policy: 1 pack new, 0 gone."));
        Campaign campaign = SampleCampaign.of("group00", 4, Verdict.DISTILLATION, 4);
        console.service.assessment.set(Optional.of(SampleAssessment.of(campaign, 500)));
        console.service.judgement = Optional.of(Judgement.of(
                SampleAssessment.of(campaign, 5_000), NOW.minus(Duration.ofMinutes(2)), NOW, Duration.ofMillis(2_300)));
    }

    @Override
    public void close() {
        chromium.close();
        console.close();
    }
}
