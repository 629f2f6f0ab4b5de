// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.console.AdminUser;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.kafka.KafkaSettings;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeSettingsReaderTest {
    private static final Path EXAMPLE = Path.of("../../docs/stillwatch.yaml");
    private static final String LEAST = "upstream: {url: 'http://127.0.0.1:8000'}\nwhen-blind: serve\n";

    @TempDir
    private Path folder;

    private ServeSettings read(String yaml) throws IOException {
        return ServeSettingsReader.read(Files.writeString(folder.resolve("s.yaml"), yaml));
    }

    @Test
    void read_onlyWhatMustBeSaid_givesTheDefaults() throws IOException {
        ServeSettings usual = ServeSettings.before(
                URI.create("http://127.0.0.1:8000"), FailureMode.SERVE, folder.resolve("stillwatch-state"));
        assertThat(read(LEAST)).isEqualTo(usual);
        assertThat(usual.limits()).isEqualTo(ProxyLimits.DEFAULTS);
        assertThat(usual.rates()).isEqualTo(ServeSettings.Rates.UNLIMITED);
        assertThat(usual.telemetry()).isEmpty();
        assertThat(usual.policy().unsigned()).isEqualTo(UnsignedPacks.REFUSE);
        assertThat(usual.admin().users()).isEmpty();
    }

    @Test
    void read_theExample_mapsEveryKeyToItsSetting() {
        ServeSettings s = ServeSettingsReader.read(EXAMPLE);
        Path docs = EXAMPLE.toAbsolutePath().getParent();
        assertThat(s.listening())
                .isEqualTo(new Listening(
                        "0.0.0.0",
                        8443,
                        Optional.of(new Listening.Tls(
                                docs.resolve("tls/gateway.pem"),
                                docs.resolve("tls/gateway-key.pem"),
                                Optional.of(docs.resolve("tls/clients.pem"))))));
        assertThat(s.upstream().url()).isEqualTo(URI.create("https://models.internal:8000/inference"));
        assertThat(s.upstream().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(s.upstream().silence()).isEqualTo(Duration.ofMinutes(15));
        assertThat(s.upstream().connections()).isEqualTo(2048);
        assertThat(s.upstream().waiting()).isEqualTo(512);
        assertThat(s.upstream().authority()).contains(docs.resolve("tls/upstream.pem"));
        assertThat(s.accounts().register()).contains(docs.resolve("accounts.csv"));
        ServeSettings.Proof.Token token =
                (ServeSettings.Proof.Token) s.accounts().proof();
        assertThat(token.keys()).isEqualTo(docs.resolve("idp-keys.json"));
        assertThat(token.rules().issuer()).isEqualTo("https://login.example");
        assertThat(token.rules().audience()).isEqualTo("models");
        assertThat(token.rules().accountClaim()).isEqualTo("client_id");
        assertThat(token.rules().organisationClaim()).contains("org");
        assertThat(s.limits())
                .isEqualTo(new ProxyLimits(
                        16 << 20, 2 << 20, 32 << 10, 8 << 20, 1 << 20, Duration.ofSeconds(45), Duration.ofSeconds(30)));
        assertThat(s.rates())
                .isEqualTo(new ServeSettings.Rates(
                        Optional.of(new Throttle(600, Duration.ofMinutes(1))),
                        Optional.of(new Throttle(50_000, Duration.ofMinutes(1)))));
        assertThat(s.trustedPeers()).isEqualTo(Set.of("10.0.0.7", "2001:db8:0:0:0:0:0:7"));
        assertThat(s.whenBlind()).isEqualTo(FailureMode.REFUSE);
        assertThat(s.passUnknownPaths()).isTrue();
        assertThat(s.sealReasoning()).isTrue();
        assertThat(s.state()).isEqualTo(Path.of("/var/lib/stillwatch"));
        LiveSettings live = s.detection().live();
        assertThat(live.keep()).isEqualTo(Duration.ofDays(14));
        assertThat(live.recognise()).isEqualTo(Duration.ofHours(12));
        assertThat(live.assessEvery()).isEqualTo(Duration.ofMinutes(2));
        assertThat(live.longestAssessment()).isEqualTo(Duration.ofMinutes(30));
        assertThat(live.checkpointEvery()).isEqualTo(Duration.ofMinutes(1));
        assertThat(live.retainJournal()).isEqualTo(Duration.ofDays(7));
        assertThat(live.laggingAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(s.detection().falsePositives().value()).isEqualTo(0.0005);
        assertThat(s.detection().benignFor()).isEqualTo(Duration.ofDays(90));
        assertThat(s.detection().alarms())
                .isEqualTo(new ServeSettings.Alarms(Duration.ofDays(14), Duration.ofHours(12)));
        assertThat(s.detection().job())
                .contains(new ServeSettings.Job(
                        "kafka-1.internal:9093,kafka-2.internal:9093",
                        new KafkaSettings.Topics("llm.exchanges", "llm.accounts", "llm.campaigns", "llm.assessments"),
                        "llm-gateways",
                        Optional.of(docs.resolve("kafka.properties"))));
        assertThat(s.policy().packs()).contains(Path.of("/etc/stillwatch/policy"));
        assertThat(s.policy().trustedKeys()).containsExactly(Path.of("/etc/stillwatch/policy-team.pub"));
        assertThat(s.policy().unsigned()).isEqualTo(UnsignedPacks.ALLOW);
        assertThat(s.policy().refresh()).isEqualTo(Duration.ofSeconds(2));
        assertThat(s.cases().store()).contains("postgresql://cases.internal/stillwatch");
        assertThat(s.cases().keys()).contains("env:STILLWATCH_EVIDENCE_KEY");
        assertThat(s.cases().limits())
                .isEqualTo(new EvidenceLimits(
                        5, 100, EvidenceLimits.DEFAULTS.characters(), Duration.ofDays(60), Duration.ofDays(10)));
        assertThat(s.admin().listening().host()).isEqualTo("10.0.0.2");
        assertThat(s.admin().listening().port()).isEqualTo(9464);
        assertThat(s.admin().listening().tls().orElseThrow().clientAuthority()).isEmpty();
        assertThat(s.admin().requestsPerMinute()).isEqualTo(240);
        assertThat(s.admin().banner()).contains("Staging, not customers' traffic");
        assertThat(s.admin().users())
                .extracting(AdminUser::name, AdminUser::role)
                .containsExactly(
                        tuple("dashboard", AdminUser.Role.VIEWER),
                        tuple("lee", AdminUser.Role.ANALYST),
                        tuple("sam", AdminUser.Role.APPROVER),
                        tuple("ops", AdminUser.Role.ADMINISTRATOR));
        assertThat(s.telemetry())
                .contains(new ServeSettings.Telemetry(
                        URI.create("http://127.0.0.1:4318/v1/traces"), 0.05, "model-gateway"));
        assertThat(s.drain()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "admn: {}, did you mean admin?",
        "when_blind: refuse, did you mean when-blind?",
        "'limits: {requests-per-acount: {requests: 1, per: 1m}}', did you mean requests-per-account?",
        "'telemetry: {otlp: \"http://c:4318/v1/traces\", sample: 1}', did you mean sampled?",
        "detectoin: {}, did you mean detection?"
    })
    void read_unknownKey_isRefusedWithTheNearest(String line, String hint) {
        assertThatThrownBy(() -> read(LEAST + line + "\n"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("s.yaml:3: unknown key")
                .hasMessageContaining(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits: {stall: 0s} | stall must be longer than zero
            limits: {request: 12B} | out of range
            limits: {requests-overall: {requests: 0, per: 1m}} | requests must be
            limits: {requests-overall: {requests: 5}} | per is missing
            limits: {requests-per-account: {requests: 5, per: 0s}} | per must be longer
            policy: {refresh: 0s} | refresh must be longer than zero
            policy: {unsigned: maybe} | unsigned must be
            detection: {fpr: 0.9} | fpr must be
            detection: {keep: 0d} | keep must be longer than zero
            detection: {alarm-every: 8d} | alarm-every must not be longer than alarm-period
            detection: {by: flink} | kafka is missing
            detection: {kafka: {servers: "k:9092"}} | kafka is used where detection.by is flink only
            detection: {by: flink, kafka: {group: g}} | servers is missing
            detection: {by: flink, kafka: {servers: "k:1", topics: {accounts: x, campaigns: x}}} | one of its own
            trusted-proxies: [proxy.internal] | must be a list of addresses
            trusted-proxies: [10.0.0.0/8] | must be a list of addresses
            telemetry: {otlp: "ftp://x"} | otlp must be the URL of a collector
            telemetry: {otlp: "http://user:pw@x/"} | otlp must be the URL of a collector
            telemetry: {otlp: "http://x/", sampled: 0} | sampled must be above 0
            telemetry: {sampled: 1} | otlp is missing
            admin: {port: 99999} | port must be
            admin: {users: [{name: a, role: king, token-sha256: x}]} | token-sha256 is not a SHA-256
            accounts: {by: client-certificate} | listen.tls.client-authority
            accounts: {by: token} | token is missing
            listen: {tls: {certificate: a.pem}} | key is missing
            cases: {evidence-kept: 0s} | evidence-kept must be longer than zero
            """)
    void read_badValue_namesFileLineAndRemedy(String line, String what) {
        assertThatThrownBy(() -> read(LEAST + line.strip() + "\n"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("s.yaml:3")
                .hasMessageContaining(what.strip());
    }

    @Test
    void read_noFailureMode_isRefusedSinceBothChoicesHurtSomebody() {
        assertThatThrownBy(() -> read("upstream: {url: 'http://127.0.0.1:8000'}\n"))
                .hasMessageContaining("when-blind is missing");
    }

    @ParameterizedTest
    @CsvSource({"''", "{}", "{url: 'http://u:secret@h/'}", "{url: 'h:1'}", "{url: 'http://h/?q=1'}"})
    void read_upstreamThatIsNone_isRefusedWithoutShowingIt(String upstream) {
        assertThatThrownBy(() -> read("when-blind: serve\nupstream: " + upstream + "\n"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("s.yaml:2")
                .hasMessageNotContaining("secret");
    }

    @Test
    void read_twoUsersOfOneNameOrToken_isRefused() {
        String user = "{name: %s, role: viewer, token-sha256: %s}";
        String one = user.formatted("a", "a".repeat(64));
        assertThatThrownBy(() ->
                        read(LEAST + "admin:\n  users: [" + one + ", " + user.formatted("a", "b".repeat(64)) + "]\n"))
                .hasMessageContaining("name stands for another user");
        assertThatThrownBy(() ->
                        read(LEAST + "admin:\n  users: [" + one + ", " + user.formatted("b", "A".repeat(64)) + "]\n"))
                .hasMessageContaining("is another user's already");
    }
}
