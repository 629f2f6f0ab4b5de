// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.gateway.ExchangeRecorder;
import dev.stillwatch.live.AppendOutcome;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Puts what the gateway sees into the journal, and texts of watched accounts, encrypted, into the evidence of their case.
 *
 * <p>Evidence is written by a thread of its own from a queue of {@value #WAITING}; what does not fit is not kept, and
 * counted. Thread-safe.
 */
final class JournalRecorder implements ExchangeRecorder, AutoCloseable {
    private static final int WAITING = 64;
    private static final int MOST_REPLAYERS = 10_000;
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final DigestJournal journal;
    private final EvidenceVault vault;
    private final Function<String, Optional<String>> caseOf;
    private final InstantSource clock;
    private final Notices notices;
    private final BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Set<String> replayers = ConcurrentHashMap.newKeySet();
    private final AtomicLong evidenceDropped = new AtomicLong();
    private final Thread keeper;
    private volatile Optional<String> journalTrouble = Optional.empty();
    private volatile Optional<String> detectionTrouble = Optional.of("detection has not started");
    private volatile Optional<String> unjudged = Optional.empty();
    private volatile boolean closed;
    private volatile boolean evidenceFails;

    JournalRecorder(
            DigestJournal journal,
            EvidenceVault vault,
            Function<String, Optional<String>> caseOf,
            InstantSource clock,
            Notices notices) {
        this.journal = journal;
        this.vault = vault;
        this.caseOf = caseOf;
        this.clock = clock;
        this.notices = notices;
        this.keeper = Thread.ofPlatform().name("evidence").daemon().start(this::keepAll);
    }

    @Override
    public void record(ExchangeDigest digest) {
        switch (journal.append(digest)) {
            case AppendOutcome.Kept _ -> {
                if (journalTrouble.isPresent()) {
                    recovered();
                }
            }
            case AppendOutcome.Refused(String reason) -> failed(reason);
        }
    }

    private synchronized void failed(String reason) {
        if (journalTrouble.isEmpty()) {
            notices.alarmed("Exchanges are not recorded: " + reason);
        }
        journalTrouble = Optional.of(reason);
    }

    private synchronized void recovered() {
        if (journalTrouble.isPresent()) {
            journalTrouble = Optional.empty();
            notices.noticed("Exchanges are recorded again.");
        }
    }

    @Override
    public void watched(Exchange exchange) {
        if (!waiting.offer(exchange)) {
            evidenceDropped.incrementAndGet();
        }
    }

    @Override
    public void replayed(String account) {
        // Said once: who replays one block replays many.
        if (replayers.size() < MOST_REPLAYERS && replayers.add(account)) {
            notices.noticed("Account " + account + " sent a reasoning block that was not given to it for that model and"
                    + " conversation; it was refused.");
        }
    }

    @Override
    public Optional<String> trouble() {
        return journalTrouble.or(() -> detectionTrouble);
    }

    /* Detection that lags loses nothing, and refusing requests would not help it: operators are told, nobody is refused. */
    synchronized void health(DetectionHealth health) {
        Optional<String> before = detectionTrouble;
        detectionTrouble = switch (health) {
            case DetectionHealth.Running() -> Optional.empty();
            case DetectionHealth.Lagging(var behind) -> {
                notices.alarmed("Detection is " + behind.toSeconds() + " s behind; exchanges wait in the journal.");
                yield Optional.empty();
            }
            case DetectionHealth.Down(String reason) -> Optional.of("detection is down: " + reason);
        };
        if (before.isEmpty() && detectionTrouble.isPresent()) {
            notices.alarmed("Nobody watches: " + detectionTrouble.get());
        } else if (before.isPresent() && detectionTrouble.isEmpty()) {
            notices.noticed("Detection is running.");
        }
    }

    /**
     * As {@link #health}, of a job that many gateways share. That it is away never refuses anybody: one broker would then
     * end the service of all gateways, and what is journaled is judged later.
     */
    synchronized void jobHealth(DetectionHealth health) {
        Optional<String> before = unjudged;
        detectionTrouble = Optional.empty();
        unjudged = switch (health) {
            case DetectionHealth.Running() -> Optional.empty();
            case DetectionHealth.Lagging(var behind) -> {
                notices.alarmed("Detection is " + behind.toSeconds()
                        + " s behind; exchanges wait in the journal, or for the job to judge them.");
                yield Optional.empty();
            }
            case DetectionHealth.Down(String reason) -> Optional.of("detection is down: " + reason);
        };
        if (before.isEmpty() && unjudged.isPresent()) {
            notices.alarmed("Nobody judges: " + unjudged.get());
        } else if (before.isPresent() && unjudged.isEmpty()) {
            notices.noticed("Detection is running.");
        }
    }

    /** Why exchanges are not recorded and looked at, whether that keeps requests from being served or not. */
    Optional<String> unwatched() {
        return trouble().or(() -> unjudged);
    }

    /** Exchanges of watched accounts that were not kept since too many came at once. */
    long evidenceDropped() {
        return evidenceDropped.get();
    }

    private void keepAll() {
        try {
            while (!closed) {
                Exchange next = waiting.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    keep(next);
                }
                // Where requests are refused while nobody watches, none comes to find out that the journal works again.
                if (journalTrouble.isPresent() && journal.takesRecords()) {
                    recovered();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Exchange exchange) {
        try {
            Optional<String> caseId = caseOf.apply(exchange.account());
            if (caseId.isPresent()) {
                vault.keep(caseId.get(), exchange.account(), exchange.time(), parts(exchange), clock.instant());
                if (evidenceFails) {
                    evidenceFails = false;
                    notices.noticed("Evidence is kept again.");
                }
            }
        } catch (RuntimeException e) {
            if (!evidenceFails) {
                evidenceFails = true;
                notices.alarmed("Evidence cannot be kept: " + Reasons.of(e));
            }
        }
    }

    private static List<EvidencePart> parts(Exchange exchange) {
        return exchange.request().messages().stream()
                .filter(message -> !message.text().isEmpty())
                .flatMap(message -> role(message).stream().map(role -> new EvidencePart(role, message.text())))
                .toList();
    }

    private static Optional<EvidencePart.Role> role(Message message) {
        return switch (message.role()) {
            case SYSTEM -> Optional.of(EvidencePart.Role.SYSTEM);
            case USER -> Optional.of(EvidencePart.Role.PROMPT);
            case ASSISTANT -> Optional.of(EvidencePart.Role.ANSWER);
            case TOOL, OTHER -> Optional.empty();
        };
    }

    /** Keeps what waits, unless that fails, and ends. */
    @Override
    public void close() {
        closed = true;
        Endings.await(keeper);
        keeper.interrupt();
        for (Exchange left = waiting.poll(); left != null && !evidenceFails; left = waiting.poll()) {
            keep(left);
        }
    }
}
