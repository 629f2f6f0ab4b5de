// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a service, and what helps; gravest first. */
final class HealthProblems {
    private static final long LITTLE_ROOM = 2L << 30;
    private static final double SMALL_SHARE = 0.05;
    private static final Duration SOON = Duration.ofDays(21);
    private static final int LONGEST = 400;

    /**
     * Something that is wrong.
     *
     * @param remedy what to do about it
     */
    record Problem(String what, String remedy) {}

    private final List<Problem> problems = new ArrayList<>();

    private HealthProblems() {}

    static List<Problem> of(ServiceFigures figures, ServiceHealth health, Optional<Judgement> judgement, Instant now) {
        HealthProblems found = new HealthProblems();
        found.watching(figures);
        found.storage(health.storage());
        health.certificates().forEach(one -> found.certificate(one, now));
        health.doors().forEach(found::door);
        judgement.ifPresent(found::calibration);
        return List.copyOf(found.problems);
    }

    private void add(String what, String remedy) {
        problems.add(new Problem(VisibleText.shortened(what, LONGEST), remedy));
    }

    private void watching(ServiceFigures figures) {
        ServiceFigures.Detection detection = figures.detection();
        detection
                .trouble()
                .ifPresent(why -> add(
                        "Nobody watches: " + why,
                        "The service tries again by itself. Until then, when-blind in the settings decides whether"
                                + " requests are served or refused. Check the disk and the state folder."));
        if (!detection.behind().isZero()) {
            add(
                    "Detection is " + Figures.duration(detection.behind()) + " behind.",
                    "Nothing is lost: exchanges wait in the journal. If it does not catch up, give the service more"
                            + " processors, or judge less often with detection.assess-every.");
        }
        ServiceFigures.Exchanges exchanges = figures.exchanges();
        if (exchanges.notRecorded() > 0) {
            add(
                    Figures.count(exchanges.notRecorded(), "exchange")
                            + " could not be recorded since the start, and will never be judged.",
                    "Make room on the disk of the state folder, and check that it can be written.");
        }
        if (exchanges.fromTheFuture() > 0) {
            add(
                    Figures.count(exchanges.fromTheFuture(), "exchange")
                            + " left out, since their time is ahead of this machine's clock.",
                    "Set the clocks of this machine and of the machines that export.");
        }
        if (exchanges.evidenceDropped() > 0) {
            add(
                    Figures.count(exchanges.evidenceDropped(), "exchange")
                            + " of watched accounts not kept as evidence, since too many came at once.",
                    "Others were kept; watch fewer accounts, or put the case store on a faster disk.");
        }
    }

    private void storage(ServiceHealth.Storage storage) {
        boolean small = storage.freeBytes() >= 0
                && (storage.freeBytes() < LITTLE_ROOM && storage.freeBytes() < SMALL_SHARE * storage.totalBytes());
        if (small) {
            add(
                    "The disk of the state folder has only " + Words.bytes(storage.freeBytes()) + " left.",
                    "Make room: a full disk ends recording. Old journal files go by themselves after"
                            + " detection.journal.");
        }
        if (!storage.storeReached()) {
            add(
                    "The case store cannot be reached.",
                    "What was in force stays and runs out when due; new decisions wait. Check cases.store in the"
                            + " settings and the database.");
        }
        if (storage.auditPending() > 0) {
            add(
                    Figures.count(storage.auditPending(), "record") + " wait for the evidence log.",
                    "They are kept in the case store meanwhile. Make room on the disk of the evidence log.");
        }
        if (storage.failedSyncs() > 0) {
            add(
                    "The journal could not be forced to the disk, " + Figures.count(storage.failedSyncs(), "time")
                            + " since the start.",
                    "A power failure could lose the last exchanges. Check the disk.");
        }
        storage.refusedPolicy()
                .ifPresent(why -> add(
                        "A changed policy pack is refused, and the former packs stay in use: " + why,
                        "Correct the pack; it is looked at again by itself."));
    }

    private void certificate(ServiceHealth.Certificate one, Instant now) {
        if (one.until().isEmpty()) {
            add(
                    "The certificate for " + one.of() + " cannot be read: " + one.file(),
                    "Restore the file before the next start.");
        } else if (one.until().get().isBefore(now)) {
            add(
                    "The certificate for " + one.of() + " has ended; clients refuse it.",
                    "Replace " + VisibleText.shortened(one.file(), LONGEST) + " and restart the service.");
        } else if (one.until().get().isBefore(now.plus(SOON))) {
            add(
                    "The certificate for " + one.of() + " ends at "
                            + Figures.minute(one.until().get()) + ".",
                    "Replace " + VisibleText.shortened(one.file(), LONGEST) + " and restart the service before then.");
        }
    }

    private void door(ServiceHealth.Door door) {
        if (door.unwatched() > 0) {
            add(
                    Figures.count(door.unwatched(), "exchange") + " went by unseen at " + DoorWords.name(door.way())
                            + ".",
                    "The metrics say why: too long, too many at once, without an account, or unreadable.");
        }
    }

    private void calibration(Judgement judgement) {
        double asked = judgement.calibration().falsePositiveRate().value();
        double achievable = judgement.calibration().achievable().value();
        if (achievable > asked) {
            add(
                    "Too few benign accounts to promise the false-positive rate asked for: " + Words.oneIn(achievable)
                            + " instead of " + Words.oneIn(asked) + ".",
                    "It comes with more accounts. Until then alarms are rarer and later, not falser.");
        }
    }
}
