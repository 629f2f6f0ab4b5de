// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.kafka.Broker;
import dev.stillwatch.kafka.KafkaSettings;
import dev.stillwatch.kafka.TestFindings;
import dev.stillwatch.range.TrafficClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two gateways on one case store see half of a campaign each; one detector sees all of it. */
@Timeout(300)
class SharedDetectionTest {
    private static final KafkaSettings.Topics TOPICS = KafkaSettings.Topics.DEFAULTS;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PROMPT = "zqcanaryprompt7731";
    private static final String KEY = "sk-zqcanarykey7731";
    private static final String ADDRESS = "203.0.113.177";
    private static final String NAME = "zqcanaryname7731";

    @TempDir
    private Path folder;

    private final TrafficClock clock = new TrafficClock(Instant.parse("2026-11-02T00:00:00Z"));

    @Test
    void campaign_seenInHalvesByTwoGateways_isOneCaseSuspendedAtBoth() throws Exception {
        SimulatedTraffic traffic =
                new SimulatedTraffic(Map.of("accounts", "50", "benign", "200", "days", "1", "rate", "1"));
        try (Broker broker = new Broker(folder.resolve("kafka"))) {
            broker.topics(2, TOPICS.exchanges(), TOPICS.accounts(), TOPICS.campaigns(), TOPICS.assessments());
            try (GatewayNodes nodes = new GatewayNodes(folder, 2, traffic, broker.address, clock);
                    TestFindings findings = new TestFindings(broker.address, TOPICS, "a-job")) {
                int sent = send(traffic, nodes);
                whileTheBrokerIsAway(broker, nodes);
                Await.until(
                        "all are published",
                        () -> nodes.metric(0, "stillwatch_publish_exchanges_total{outcome=\"published\"}")
                                        + nodes.metric(1, "stillwatch_publish_exchanges_total{outcome=\"published\"}")
                                >= sent + 2);

                Assessment assessment = judged(broker, sent + 2);
                List<Campaign> found = assessment.campaigns().stream()
                        .filter(each -> each.verdict() == Verdict.DISTILLATION)
                        .toList();
                assertThat(found).hasSize(1);
                Instant until = clock.instant().plusMillis(1);
                findings.write(assessment, until);

                String caseId = oneCase(nodes);
                Set<String> suspended = suspendedAtBoth(nodes, traffic, found.getFirst());
                assertThat(suspended).hasSizeGreaterThan(30);
                assertThat(traffic.benign.stream().limit(20).filter(key -> nodes.chat(0, key, "hello", false) == 403))
                        .isEmpty();

                anotherTakesOver(nodes, findings, assessment, until.plusSeconds(300), caseId);
                nothingIsInTheTopics(broker);
            }
        }
    }

    /** Every other request goes to the other gateway. */
    private int send(SimulatedTraffic traffic, GatewayNodes nodes) {
        AtomicInteger sent = new AtomicInteger();
        traffic.eachRequest(wire -> {
            clock.moveTo(wire.time());
            int status = nodes.send(sent.getAndIncrement() % 2, wire.key(), wire.path(), wire.body(), wire.headers());
            assertThat(status).isEqualTo(200);
        });
        return sent.get();
    }

    /** Requests are served though nobody judges, also where they are refused while nobody can record. */
    private static void whileTheBrokerIsAway(Broker broker, GatewayNodes nodes) throws Exception {
        broker.kill();
        try {
            for (int node = 0; node < 2; node++) {
                int at = node;
                assertThat(nodes.send(
                                node,
                                KEY,
                                "/v1/chat/completions",
                                ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT
                                                + "\"}],\"user\":\"" + NAME + "\"}")
                                        .getBytes(StandardCharsets.UTF_8),
                                Map.of("x-forwarded-for", ADDRESS, "user-agent", NAME)))
                        .isEqualTo(200);
                Await.until("it is said", () -> nodes.metric(at, "stillwatch_detection_up") == 0);
                assertThat(nodes.admin(node, "GET", "/health/ready")).contains("true");
                assertThat(nodes.notices.get(node).alarms).anyMatch(each -> each.contains("Nobody judges"));
            }
        } finally {
            broker.restart();
        }
        for (int node = 0; node < 2; node++) {
            int at = node;
            // A broker takes its time to start, and is asked again after ten seconds.
            Await.until(
                    "it is well again", Duration.ofSeconds(90), () -> nodes.metric(at, "stillwatch_detection_up") == 1);
        }
    }

    /** What a detector says of all that is in the topic. */
    private static Assessment judged(Broker broker, int expected) {
        TrafficSummary traffic = new TrafficSummary();
        broker.read(TOPICS.exchanges()).stream()
                .map(each -> DigestCodec.decode(each.value()))
                // Some may have been sent twice, as the broker went away.
                .collect(Collectors.toMap(digest -> digest.account() + digest.key(), digest -> digest, (a, _) -> a))
                .values()
                .forEach(traffic::observe);
        assertThat(traffic.exchanges()).isEqualTo(expected);
        return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
    }

    private static String oneCase(GatewayNodes nodes) {
        Await.until("there is a case", () -> !cases(nodes, 1).isEmpty());
        // Two questions, one after the other: what is decided in between changes the answer.
        Await.until("both say the same", () -> cases(nodes, 0).equals(cases(nodes, 1)));
        List<String> distillation = cases(nodes, 0)
                .valueStream()
                .filter(each -> each.path("verdict").asString().equals("distillation"))
                .map(each -> each.path("id").asString())
                .toList();
        assertThat(distillation).hasSize(1);
        return distillation.getFirst();
    }

    private static JsonNode cases(GatewayNodes nodes, int node) {
        return JSON.readTree(nodes.admin(node, "GET", "/admin/v1/cases"));
    }

    private static JsonNode actions(GatewayNodes nodes, int node, String caseId) {
        return JSON.readTree(nodes.admin(node, "GET", "/admin/v1/cases/" + caseId))
                .path("actions");
    }

    /** Approved at one gateway, carried out at both, streamed or not. */
    private Set<String> suspendedAtBoth(GatewayNodes nodes, SimulatedTraffic traffic, Campaign campaign) {
        String caseId = oneCase(nodes);
        Await.until("there is an action", () -> !actions(nodes, 1, caseId).isEmpty());
        assertThat(actions(nodes, 1, caseId)).hasSize(1);
        String action = actions(nodes, 1, caseId).get(0).path("id").asString();
        nodes.admin(1, "POST", "/admin/v1/actions/" + action + "/approve");

        AccountNames names = new AccountNames(new StateFolder(nodes.states.getFirst()).secret("account-secret", 32));
        Set<String> members = traffic.campaign.stream()
                .filter(key -> campaign.accounts().contains(names.ofKey(key)))
                .collect(Collectors.toSet());
        for (int node = 0; node < 2; node++) {
            int at = node;
            for (String key : members) {
                Await.until("it is suspended", () -> nodes.chat(at, key, "hello", false) == 403);
                assertThat(nodes.chat(at, key, "hello", true)).isEqualTo(403);
            }
        }
        return members;
    }

    /** The gateway on duty ends; the other goes on with the same case and the same action. */
    private static void anotherTakesOver(
            GatewayNodes nodes, TestFindings findings, Assessment assessment, Instant until, String caseId)
            throws Exception {
        int onDuty = nodes.metric(0, "stillwatch_findings_duty") == 1 ? 0 : 1;
        int other = 1 - onDuty;
        assertThat(nodes.metric(other, "stillwatch_findings_duty")).isZero();
        JsonNode before = actions(nodes, other, caseId);
        nodes.services.get(onDuty).close();
        Await.until("the other is on duty", () -> nodes.metric(other, "stillwatch_findings_duty") == 1);
        findings.write(assessment, until);
        Await.until(
                "it was given the next assessment",
                () -> nodes.metric(other, "stillwatch_detection_assessed_timestamp_seconds") > 0);

        assertThat(cases(nodes, other)
                        .valueStream()
                        .filter(each -> each.path("verdict").asString().equals("distillation")))
                .hasSize(1);
        assertThat(actions(nodes, other, caseId)).isEqualTo(before);
    }

    private static void nothingIsInTheTopics(Broker broker) {
        String all = Stream.of(TOPICS.exchanges(), TOPICS.accounts(), TOPICS.campaigns(), TOPICS.assessments())
                .flatMap(topic -> broker.read(topic).stream())
                .map(SharedDetectionTest::text)
                .collect(Collectors.joining())
                .toLowerCase(Locale.ROOT);
        assertThat(all).isNotEmpty();
        for (String canary : List.of(PROMPT, KEY, ADDRESS, NAME)) {
            for (String spelling : ServiceCanaryTest.spellings(canary)) {
                assertThat(all.contains(spelling.toLowerCase(Locale.ROOT)))
                        .as("a topic holds " + canary)
                        .isFalse();
            }
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> each) {
        return new String(each.key(), StandardCharsets.ISO_8859_1) + " "
                + new String(each.value(), StandardCharsets.ISO_8859_1) + " "
                + IntStream.range(0, each.headers().toArray().length)
                        .mapToObj(i -> each.headers().toArray()[i].key()
                                + new String(each.headers().toArray()[i].value(), StandardCharsets.ISO_8859_1))
                        .collect(Collectors.joining());
    }
}
