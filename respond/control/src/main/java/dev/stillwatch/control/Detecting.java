// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.kafka.KafkaSettings;
import dev.stillwatch.kafka.SharedDetection;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.LiveDetector;
import dev.stillwatch.policy.PackSet;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Begins detection: by a detector of this process's own, or by a job that many gateways share.
 *
 * @param packs the policy in use
 * @param acted is told that there may be new actions
 */
record Detecting(
        ServeSettings settings,
        StateFolder state,
        CaseStore store,
        DigestJournal journal,
        JournalRecorder recorder,
        Supplier<PackSet> packs,
        Runnable acted,
        InstantSource clock,
        Notices notices) {

    /** Detection that runs, and what it found last. */
    record Begun(Detection detection, LatestJudgement judgement) {}

    Begun begin(Parallel parallel) {
        return settings.detection().job().map(this::byJob).orElseGet(() -> own(parallel));
    }

    private Begun own(Parallel parallel) {
        BenignFindings findings = new BenignFindings(store, settings.detection().benignFor(), clock, notices);
        LatestJudgement judgement = new LatestJudgement(
                desk(AlarmLedger.in(state.alarms()), findings::knownUntil, recorder::health), clock);
        LiveDetector detector = LiveDetector.start(
                journal,
                state.checkpoints(),
                settings.detection().live(),
                new Detector(new DetectorSettings(settings.detection().falsePositives())),
                parallel,
                findings,
                clock,
                judgement);
        return new Begun(new Detection.Own(detector), judgement);
    }

    private Begun byJob(ServeSettings.Job job) {
        KafkaSettings kafka = new KafkaSettings(
                job.servers(),
                job.topics(),
                job.group(),
                job.properties().map(Detecting::properties).orElse(Map.of()));
        SharedDesk desk = new SharedDesk(
                // The job knows no findings of people: all that hold keep their accounts from being acted on.
                memory -> desk(
                        AlarmLedger.in(memory),
                        () -> clock.instant().minus(settings.detection().benignFor()),
                        _ -> {}),
                clock,
                notices);
        SharedDetection detection = SharedDetection.start(
                journal, state.published(), settings.detection().live(), kafka, clock, desk, recorder::jobHealth);
        return new Begun(new Detection.ByJob(detection, notices), desk.judgement());
    }

    private CampaignDesk desk(AlarmLedger ledger, Supplier<Instant> judgedAt, Consumer<DetectionHealth> health) {
        ServeSettings.Alarms alarms = settings.detection().alarms();
        return new CampaignDesk(
                store,
                new AlarmBudget(ledger, alarms.period(), alarms.every()),
                packs,
                judgedAt,
                clock,
                notices,
                health,
                acted);
    }

    /** From a file of its own, so that settings can be shown and kept under version control. */
    private static Map<String, String> properties(Path file) {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new StillwatchException(
                    file + ": cannot be read; detection.kafka.properties names a file of Kafka's client properties.",
                    e);
        }
        Map<String, String> properties = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name, "")));
        return properties;
    }
}
