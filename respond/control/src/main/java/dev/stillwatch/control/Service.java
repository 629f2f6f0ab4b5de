// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.canaries.CanaryKeys;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.console.ConsoleParts;
import dev.stillwatch.console.EvidenceParts;
import dev.stillwatch.console.PolicyParts;
import dev.stillwatch.console.RunningParts;
import dev.stillwatch.console.ServiceHealth.Way;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.MeasuresInForce;
import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.GatewayServer;
import dev.stillwatch.gateway.RequestTraces;
import dev.stillwatch.gateway.ServerCertificates;
import dev.stillwatch.live.DigestJournal;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * A running service: gateway, journal, detection, policy, cases, evidence log and admin API. Thread-safe.
 *
 * <p>Parts are started from the inside out, so that no request is served before what was decided holds, and ended from
 * the outside in, so that what was answered is recorded.
 */
public final class Service implements AutoCloseable {
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final ServeSettings settings;
    private final InstantSource clock;
    private final RecentNotices notices;
    private final Deque<AutoCloseable> parts;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AccountRegister register = new AccountRegister();
    private final CaseStore store;
    private final DigestJournal journal;
    private final JournalRecorder recorder;
    private final ActionFollower follower;
    private final PolicyInUse policy;
    private final Detection detector;
    private final GatewayServer gateway;
    private final AdminServer admin;
    private final EvidenceVault vault;
    private final StoreFigures figures;
    private volatile boolean draining;

    private Service(
            ServeSettings settings,
            InstantSource clock,
            Parallel parallel,
            RecentNotices notices,
            Deque<AutoCloseable> parts) {
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
        this.notices = notices;
        StateFolder state = new StateFolder(settings.state());
        settings.accounts().register().ifPresent(register::read);
        AuditSink audit = audit(state);
        store = keep(CaseStore.open(settings.cases().store().orElseGet(state::caseStore), audit));
        vault = store.vault(
                settings.cases()
                        .keys()
                        .map(address -> EvidenceKeys.at(address, System::getenv))
                        .orElseGet(() -> EvidenceKeys.inFile(state.evidenceKey())),
                settings.cases().limits());
        journal = keep(DigestJournal.open(state.journal(), settings.detection().journal()));
        MeasuresInForce measures = new MeasuresInForce();
        DirectiveDesk directives = new DirectiveDesk(store, register, clock);
        measures.alsoFrom(directives::of);
        follower = keep(new ActionFollower(store, measures, clock, notices));
        figures = new StoreFigures(store, clock);
        figures.look();
        recorder = keep(new JournalRecorder(journal, vault, follower::caseOf, clock, notices));
        policy = new PolicyInUse(settings, register, directives, follower, clock, notices);
        policy.reconcile();
        follower.start();
        Detecting detecting =
                new Detecting(settings, state, store, journal, recorder, policy::packs, follower::take, clock, notices);
        Detecting.Begun begun = detecting.begin(parallel);
        detector = keep(begun.detection());
        LatestJudgement judgement = begun.judgement();
        Optional<OtlpTraces> traces = settings.telemetry().map(telemetry -> keep(new OtlpTraces(telemetry)));
        ServiceMetrics said = new ServiceMetrics(metrics);
        said.recording(recorder, journal);
        said.detection(detector);
        said.store(figures, follower);
        traces.ifPresent(said::traces);
        CanaryKeys canaryKeys = settings.policy()
                .canaryKey()
                .map(address -> CanaryKeys.atOrMade(address, System::getenv))
                .orElseGet(() -> CanaryKeys.inFile(state.canaryKey()));
        CanaryLedger planted = keep(new CanaryLedger(state.canaries(), audit, clock, notices));
        Entrances entrances = new Entrances(
                settings, state, register, recorder, metrics, new Canaries(canaryKeys::assignment, planted), clock);
        GatewayServer.Parts proxy =
                entrances.proxy(measures, traces.<RequestTraces>map(t -> t).orElse(RequestTraces.NONE));
        gateway = keep(GatewayServer.start(proxy, metrics));
        Map<Way, Integer> doors = entrances.openDoors(proxy, this::keep, notices);
        keep(Every.of(settings.policy().refresh(), "Looking at policy and register", policy::refresh, notices));
        keep(Every.of(LOOK_EVERY, "Looking at the case store", figures::look, notices));
        keep(Every.of(LOOK_EVERY, "Recording canaries", planted::save, notices));
        keep(Every.of(PURGE_EVERY, "Removing old evidence", () -> vault.purge(clock.instant()), notices));
        RequestCounts counts = new RequestCounts(metrics);
        RunningParts running = new ServiceView(new ServiceView.Seen(
                detector,
                recorder,
                journal,
                figures,
                gateway,
                doors,
                policy::packs,
                policy::refusal,
                policy::refresh,
                counts,
                new ServiceCondition(settings, counts, figures, journal, policy::refusal),
                judgement,
                notices));
        admin = keep(new AdminServer(settings.admin(), console(state, running), metrics, this::unready));
        keep(Every.of(settings.policy().refresh(), "Looking at certificates", this::refreshCertificates, notices));
    }

    /**
     * Starts a service.
     *
     * @param parallel lends threads for judging
     * @throws StillwatchException if any part cannot start; those that had are ended
     */
    public static Service start(ServeSettings settings, InstantSource clock, Parallel parallel, Notices notices) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return new Service(settings, clock, parallel, new RecentNotices(notices, clock), parts);
        } catch (RuntimeException e) {
            end(parts, notices);
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private AuditSink audit(StateFolder state) {
        if (!Files.exists(state.evidenceLog().resolve("checkpoint"))) {
            EvidenceLog.create(state.evidenceLog(), state.logKey());
        }
        EvidenceLog log = keep(EvidenceLog.open(state.evidenceLog(), state.logKey()));
        EvidenceRecorder evidence = new EvidenceRecorder(log, new RecordFolder(state.evidenceRecords()), clock);
        return (type, canonicalJson) -> evidence.record(type.replace('.', '-'), canonicalJson);
    }

    /** Has new connections use certificates that were replaced on the disk. */
    private void refreshCertificates() {
        Instant now = clock.instant();
        said("listen.tls", gateway.refreshCertificates(now));
        said("admin.tls", admin.refreshCertificates(now));
    }

    private void said(String where, ServerCertificates.Refresh looked) {
        switch (looked) {
            case ServerCertificates.Refresh.Unchanged() -> {}
            case ServerCertificates.Refresh.Changed() ->
                notices.noticed("The certificate of " + where + " was replaced; new connections get the new one.");
            case ServerCertificates.Refresh.Refused(String why) ->
                notices.alarmed(
                        "The changed files under " + where + " are refused, and the former stay in use: " + why);
        }
    }

    private Optional<String> unready() {
        return draining ? Optional.of("draining") : recorder.trouble();
    }

    private ConsoleParts console(StateFolder state, RunningParts running) {
        ServeSettings.Policy chosen = settings.policy();
        return new ConsoleParts(
                store,
                vault,
                running,
                new PolicyParts(chosen.packs(), chosen.trustedKeys(), chosen.unsigned(), chosen.refresh()),
                Optional.of(new EvidenceParts(
                        state.evidenceLog(),
                        state.evidenceRecords(),
                        state.logKey().verifier(),
                        state.logVerifier())),
                settings.admin().users(),
                settings.admin().requestsPerMinute(),
                clock,
                InstantSource.system(),
                settings.admin().banner());
    }

    /** The port of the gateway. */
    public int port() {
        return gateway.port();
    }

    /** The port of health, metrics and admin API. */
    public int adminPort() {
        return admin.port();
    }

    /** Lets requests end for as long as the settings say, then ends everything. */
    @Override
    public void close() {
        draining = true;
        try {
            if (!gateway.drain(settings.drain())) {
                notices.alarmed("Requests that did not end in time are cut off.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        end(parts, notices);
    }

    private static void end(Deque<AutoCloseable> parts, Notices notices) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                notices.alarmed("A part did not end in order: " + e.getClass().getSimpleName() + ".");
            }
        }
    }
}
