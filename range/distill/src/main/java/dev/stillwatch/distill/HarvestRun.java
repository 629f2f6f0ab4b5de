// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.range.ClientRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * One harvest through one running service: everybody's requests are sent at their simulated times, and what comes back
 * is all that anybody gets.
 *
 * <p>Detection is asked to judge at set times and is told nothing. Not thread-safe; runs once.
 */
final class HarvestRun {
    /** Requests this close in time may be on their way together; their order within does not matter. */
    private static final Duration TOGETHER = Duration.ofSeconds(20);
    /** Longer than a service takes to carry out what was approved. */
    private static final Duration CARRIED_OUT = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final HarvestPlan plan;
    private final Defence defence;
    private final Defence.Scope scope;
    private final Crowd crowd;
    private final RangeService service;
    private final GatewayClient client;
    private final StillClock clock;
    private final IntConsumer progress;
    private final Set<String> harvesters;
    private final Instant campaignBegins;

    private final List<Crowd.Asked> batch = new ArrayList<>();
    private final Set<String> inBatch = new HashSet<>();
    private final List<Harvested> harvested = new ArrayList<>();
    private final BenignTally benign;
    private final Map<String, Crowd.Asked> oneOfEach = new HashMap<>();
    private final List<String> approvals = new ArrayList<>();
    private Instant nextAssessment;
    private Instant approveAt = Instant.MAX;
    private Optional<Duration> found = Optional.empty();
    private Optional<Duration> suspended = Optional.empty();
    private Optional<Duration> lastSuspended = Optional.empty();
    private int sent;
    private int throttled;
    private int refused;
    private int played;

    private HarvestRun(
            HarvestPlan plan,
            Defence defence,
            Defence.Scope scope,
            Crowd crowd,
            RangeService service,
            GatewayClient client,
            StillClock clock,
            BenignTally benign,
            IntConsumer progress) {
        this.benign = benign;
        this.plan = plan;
        this.defence = defence;
        this.scope = scope;
        this.crowd = crowd;
        this.service = service;
        this.client = client;
        this.clock = clock;
        this.progress = progress;
        harvesters = crowd.harvesters();
        campaignBegins = clock.instant().plus(plan.before());
        nextAssessment = clock.instant().plus(plan.assessEvery());
    }

    /**
     * Runs a harvest.
     *
     * @param folder an empty one, for what the service keeps
     * @param progress told now and then how many requests have been sent
     */
    static HarvestResult run(
            HarvestPlan plan,
            Defence defence,
            Defence.Scope scope,
            Crowd crowd,
            TeacherServer teacher,
            Path folder,
            IntConsumer progress)
            throws InterruptedException {
        StillClock clock = new StillClock(plan.scenario().start());
        try (RangeService service = new RangeService(
                        folder,
                        teacher.port(),
                        defence.pack(plan, scope),
                        plan.seed(),
                        plan.alarmPeriod(),
                        crowd.customers(),
                        crowd.harvesters(),
                        clock);
                GatewayClient client = new GatewayClient(service.port())) {
            BenignTally benign =
                    new BenignTally(question -> teacher.likeliest(question, 0).reasoning());
            return new HarvestRun(plan, defence, scope, crowd, service, client, clock, benign, progress).play();
        }
    }

    private HarvestResult play() throws InterruptedException {
        InterruptedException[] interrupted = new InterruptedException[1];
        crowd.runWhile(asked -> {
            try {
                take(asked);
                return true;
            } catch (InterruptedException e) {
                interrupted[0] = e;
                return false;
            }
        });
        if (interrupted[0] != null) {
            throw interrupted[0];
        }
        flush();
        return new HarvestResult(harvested, sent, throttled, refused, benign.sum(), detection());
    }

    /** Where detection is not asked, people who ask no problems only take time; those asked of everybody need no campaign. */
    private boolean takesPart(Crowd.Asked asked) {
        boolean campaign = !asked.kind().benign();
        return defence == Defence.DETECTED || asked.asker() || (campaign && scope == Defence.Scope.CAMPAIGN);
    }

    private void take(Crowd.Asked asked) throws InterruptedException {
        if (!takesPart(asked)) {
            return;
        }
        Instant time = asked.request().time();
        while (defence == Defence.DETECTED && !time.isBefore(next())) {
            flush();
            clock.moveTo(next());
            if (!approveAt.isAfter(clock.instant())) {
                approve();
            } else {
                assess();
            }
        }
        boolean apart = !batch.isEmpty()
                && time.isAfter(batch.getFirst().request().time().plus(TOGETHER));
        if (apart
                || batch.size() == GatewayClient.AT_ONCE
                || inBatch.contains(asked.request().key())) {
            flush();
        }
        batch.add(asked);
        inBatch.add(asked.request().key());
    }

    private Instant next() {
        return approveAt.isBefore(nextAssessment) ? approveAt : nextAssessment;
    }

    private void flush() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        clock.moveTo(batch.getFirst().request().time());
        List<ReceivedAnswer> answers =
                client.send(batch.stream().map(Crowd.Asked::request).toList());
        for (int i = 0; i < batch.size(); i++) {
            Crowd.Asked asked = batch.get(i);
            oneOfEach.putIfAbsent(asked.request().key(), asked);
            if (asked.kind().benign()) {
                benign.add(asked, answers.get(i));
            } else {
                receive(asked, answers.get(i));
            }
        }
        played += batch.size();
        progress.accept(played);
        batch.clear();
        inBatch.clear();
    }

    private void receive(Crowd.Asked asked, ReceivedAnswer answer) {
        sent++;
        switch (answer.status()) {
            case 429 -> throttled++;
            case 403 -> refused++;
            default ->
                asked.problem()
                        .filter(_ -> answer.served())
                        .ifPresent(problem -> harvested.add(new Harvested(
                                problem.prompt(), answer.reasoning(), answer.content(), answer.tokens())));
        }
    }

    /*
     * Four times: a first judgement may not have read everything, who joins by the second is acted on when found again,
     * and that the fourth could begin shows that what follows from the third was decided.
     */
    private void assess() throws InterruptedException {
        for (int judgement = 1; judgement <= 4; judgement++) {
            service.admin().assess();
            clock.moveTo(clock.instant().plusMillis(1));
        }
        nextAssessment = nextAssessment.plus(plan.assessEvery());
        if (found.isEmpty()
                && service.admin().cases().stream()
                        .anyMatch(one -> one.verdict().equals("distillation"))) {
            found = Optional.of(sinceTheCampaignBegan());
        }
        approvals.clear();
        approvals.addAll(service.admin().waiting());
        if (!approvals.isEmpty() && approveAt.equals(Instant.MAX)) {
            approveAt = clock.instant().plus(plan.approvalAfter());
        }
    }

    private void approve() throws InterruptedException {
        approveAt = Instant.MAX;
        int before = suspendedNow();
        for (String action : approvals) {
            service.admin().approve(action);
        }
        awaitCarriedOut(before);
        lastSuspended = Optional.of(sinceTheCampaignBegan());
        if (suspended.isEmpty()) {
            suspended = lastSuspended;
        }
    }

    /** Waits until others are suspended than {@code before}; twice the same, since some may be while all are counted. */
    private void awaitCarriedOut(int before) throws InterruptedException {
        long deadline = System.nanoTime() + CARRIED_OUT.toNanos();
        int last = before;
        int now = suspendedNow();
        while ((now == before || now != last) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN);
            last = now;
            now = suspendedNow();
        }
    }

    private int suspendedNow() throws InterruptedException {
        return suspendedOf(true) + suspendedOf(false);
    }

    private Duration sinceTheCampaignBegan() {
        return Duration.between(campaignBegins, clock.instant());
    }

    private Optional<HarvestResult.Detection> detection() throws InterruptedException {
        return defence == Defence.DETECTED
                ? Optional.of(new HarvestResult.Detection(
                        found, suspended, lastSuspended, suspendedOf(true), suspendedOf(false)))
                : Optional.empty();
    }

    /** How many accounts are refused now, of the campaign or of everybody else. */
    private int suspendedOf(boolean campaign) throws InterruptedException {
        int count = 0;
        for (Map.Entry<String, Crowd.Asked> one : oneOfEach.entrySet()) {
            ClientRequest any = one.getValue().request();
            if (harvesters.contains(one.getKey()) == campaign && client.isSuspended(any)) {
                count++;
            }
        }
        return count;
    }
}
