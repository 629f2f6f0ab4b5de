// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.report.ChannelWords;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is seen, what is not, and whether everything that this takes is in order. */
final class HealthScreen implements Screen {
    private static final String PATH = "/console/health";
    private static final int LONGEST = 300;

    private final RunningParts service;

    HealthScreen(RunningParts service) {
        this.service = service;
    }

    record Fact(String name, String value) {}

    record DoorRow(String name, String address, String served, String refused, String unwatched, String blind) {}

    /**
     * What detection could not have.
     *
     * @param where how many lack it
     * @param off what that leaves out
     */
    record Unseen(String signal, String reason, String where, String off) {}

    record Pack(String name, String title, String status, String mode, String rules) {}

    record State(
            boolean calm,
            List<HealthProblems.Problem> problems,
            List<Fact> watching,
            List<DoorRow> doors,
            boolean judged,
            List<Unseen> unseen,
            List<Fact> calibration,
            List<Pack> packs,
            List<Fact> storage) {}

    /**
     * The page.
     *
     * @param administrator whether it offers what only an administrator may have done
     * @param asked what was just asked for; empty where nothing was
     */
    record Model(State state, boolean administrator, String asked) {}

    @Override
    public void mount(Routes routes) {
        routes.get(PATH, Role.VIEWER, this::page)
                .get(PATH + "/state", Role.VIEWER, visit -> new Reply.Part("health-state", state(visit.now())))
                .post(PATH + "/assess", Role.ADMINISTRATOR, _ -> {
                    service.assess();
                    return new Reply.Elsewhere(PATH + "?asked=assessment");
                })
                .post(PATH + "/refresh", Role.ADMINISTRATOR, _ -> {
                    service.refresh();
                    return new Reply.Elsewhere(PATH + "?asked=refresh");
                });
    }

    private Reply page(Visit visit) {
        String asked = switch (visit.query("asked").orElse("")) {
            case "assessment" -> "Asked for an assessment. It is made as soon as everything has been read.";
            case "refresh" -> "Policy packs and the register of accounts have been looked at anew.";
            default -> "";
        };
        return new Reply.Page(
                "health", "Sources and health", new Model(state(visit.now()), visit.may(Role.ADMINISTRATOR), asked));
    }

    private State state(Instant now) {
        ServiceFigures figures = service.figures();
        ServiceHealth health = service.health();
        Optional<Judgement> judgement = service.judgement();
        List<HealthProblems.Problem> problems = HealthProblems.of(figures, health, judgement, now);
        return new State(
                problems.isEmpty(),
                problems,
                watching(figures, now),
                health.doors().stream().map(HealthScreen::door).toList(),
                judgement.isPresent(),
                judgement.stream()
                        .flatMap(j -> j.missing().stream())
                        .map(HealthScreen::unseen)
                        .toList(),
                judgement.map(j -> calibration(j, now)).orElse(List.of()),
                service.packs().packs().stream().map(HealthScreen::pack).toList(),
                storage(health, now));
    }

    private static List<Fact> watching(ServiceFigures figures, Instant now) {
        ServiceFigures.Exchanges exchanges = figures.exchanges();
        ServiceFigures.Detection detection = figures.detection();
        long left = exchanges.copies() + exchanges.tooOld() + exchanges.fromTheFuture();
        return List.of(
                new Fact(
                        "Exchanges recorded",
                        Figures.grouped(exchanges.recorded()) + " since the start, "
                                + Figures.grouped(exchanges.notRecorded()) + " could not be"),
                new Fact("Exchanges judged", Figures.grouped(exchanges.judged()) + ", over restarts"),
                new Fact(
                        "Left out",
                        left == 0
                                ? "none"
                                : Figures.grouped(exchanges.copies()) + " copies, "
                                        + Figures.grouped(exchanges.tooOld()) + " too old, "
                                        + Figures.grouped(exchanges.fromTheFuture()) + " dated in the future"),
                new Fact(
                        "Detection",
                        detection.trouble().isPresent()
                                ? "not running"
                                : detection.behind().isZero()
                                        ? "up to date"
                                        : Figures.duration(detection.behind()) + " behind"),
                new Fact(
                        "Last judged",
                        detection.assessed().map(at -> time(at, now)).orElse("nothing yet")),
                new Fact(
                        "State last stored",
                        detection.checkpoint().map(at -> time(at, now)).orElse("not since the start")));
    }

    private static String time(Instant at, Instant now) {
        return Figures.minute(at) + ", " + Words.ago(at, now);
    }

    private static DoorRow door(ServiceHealth.Door door) {
        boolean open = door.address().isPresent();
        return new DoorRow(
                DoorWords.name(door.way()),
                door.address().orElse("closed"),
                open ? Figures.grouped(door.served()) : "–",
                open ? Figures.grouped(door.refused()) : "–",
                open ? Figures.grouped(door.unwatched()) : "–",
                DoorWords.cannotSee(door.way()));
    }

    private static Unseen unseen(Judgement.Missing missing) {
        List<String> where = new ArrayList<>();
        if (missing.everywhere()) {
            where.add("all traffic");
        }
        if (missing.campaigns() > 0) {
            where.add(Figures.count(missing.campaigns(), "group"));
        }
        if (missing.accounts() > 0) {
            where.add(Figures.count(missing.accounts(), "account"));
        }
        return new Unseen(
                ChannelWords.title(missing.signal().channel()),
                VisibleText.shortened(missing.signal().reason(), LONGEST),
                String.join(", ", where),
                ChannelWords.withoutIt(missing.signal().channel()));
    }

    private static List<Fact> calibration(Judgement judgement, Instant now) {
        var calibration = judgement.calibration();
        double asked = calibration.falsePositiveRate().value();
        double achievable = calibration.achievable().value();
        return List.of(
                new Fact(
                        "Accounts taken as benign",
                        Figures.grouped(calibration.accounts()) + " of " + Figures.grouped(judgement.accounts())
                                + " seen"),
                new Fact("Taken from", VisibleText.shortened(calibration.source(), LONGEST)),
                new Fact("Asked for", "at most " + Words.oneIn(asked) + " benign accounts called distillation"),
                new Fact(
                        "Achievable",
                        Words.oneIn(achievable)
                                + (achievable <= asked
                                        ? ", which is enough"
                                        : ", which is not enough: " + Words.oneIn(asked)
                                                + " takes more benign accounts")),
                new Fact(
                        "Threshold",
                        "log-odds of " + Figures.signed(calibration.threshold().nats())),
                new Fact("Since", time(judgement.at(), now)),
                new Fact(
                        "Rests on",
                        Figures.count(judgement.exchanges(), "exchange") + " up to "
                                + Figures.minute(judgement.eventTime()) + ", judged in "
                                + Figures.duration(judgement.took())));
    }

    private static Pack pack(PolicyPack pack) {
        return new Pack(
                VisibleText.shortened(pack.name(), LONGEST),
                VisibleText.shortened(pack.title(), LONGEST),
                pack.status().label(),
                pack.mode().label(),
                Figures.grouped(pack.rules().size()));
    }

    private static List<Fact> storage(ServiceHealth health, Instant now) {
        ServiceHealth.Storage storage = health.storage();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("State folder", VisibleText.shortened(storage.folder(), LONGEST)));
        facts.add(new Fact(
                "Disk",
                storage.freeBytes() < 0
                        ? "cannot be told"
                        : Words.bytes(storage.freeBytes()) + " free of " + Words.bytes(storage.totalBytes())));
        facts.add(new Fact(
                "Journal",
                storage.failedSyncs() == 0
                        ? "on the disk"
                        : Figures.grouped(storage.failedSyncs()) + " times not forced to the disk since the start"));
        facts.add(new Fact("Case store", storage.storeReached() ? "reached" : "cannot be reached"));
        facts.add(new Fact(
                "Evidence log",
                storage.auditPending() == 0
                        ? "has taken everything"
                        : Figures.count(storage.auditPending(), "record") + " waiting"));
        facts.add(new Fact(
                "Policy packs",
                storage.packs()
                        .map(p -> "from " + VisibleText.shortened(p, LONGEST))
                        .orElse("none: only people decide")));
        for (ServiceHealth.Certificate one : health.certificates()) {
            facts.add(new Fact(
                    "Certificate, " + one.of(),
                    one.until()
                            .map(at -> (at.isBefore(now) ? "ended " : "until ") + Figures.minute(at))
                            .orElse("cannot be read now")));
        }
        if (health.certificates().isEmpty()) {
            facts.add(new Fact("Certificates", "none: no address uses TLS"));
        }
        return List.copyOf(facts);
    }
}
