// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One test for each requirement on model extraction of the OWASP AI Security Verification Standard 1.0, through a running
 * service: the traffic of a campaign and of others is played, judged once at its end, and answered as policy says
 * and a person approves.
 */
@Timeout(300)
class AisvsCoverageTest {
    private static final Path PAGE = Path.of("../docs/aisvs.md");
    private static final String HARVEST = """
            {"model":"m","messages":[{"role":"user","content":"Explain step by step."}],"logprobs":true,\
            "watermark":false,"temperature":0}""";

    @TempDir
    private static Path folder;

    private static final Map<String, List<String>> ACCOUNTS = new TreeMap<>();
    private static final Map<String, HttpResponse<String>> DETERRED = new TreeMap<>();
    private static final Map<String, HttpResponse<String>> SUSPENDED = new TreeMap<>();
    private static String cases = "";
    private static String askedUnderSuspicion = "";
    private static String askedByOthers = "";

    @BeforeAll
    static void playACampaign() throws Exception {
        ACCOUNTS.putAll(Files.readAllLines(Sample.truth()).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(
                        f -> f[1].equals("campaign") ? "campaign" : "others",
                        Collectors.mapping(f -> f[0], Collectors.toList()))));
        try (LiveCampaign live = new LiveCampaign(folder, "")) {
            live.play();
            live.assessUntil("measures in force", () -> live.inForce("deter"));
            cases = live.admin("GET", "/admin/v1/cases");
            everybodyAsks(live, DETERRED);
            live.asked.clear();
            live.ask(suspected(), HARVEST);
            askedUnderSuspicion = String.join("", live.asked);
            live.asked.clear();
            live.ask(unsuspected(), HARVEST);
            askedByOthers = String.join("", live.asked);
            live.approveAll();
            everybodyAsks(live, SUSPENDED);
        }
    }

    private static void everybodyAsks(LiveCampaign live, Map<String, HttpResponse<String>> answers) throws Exception {
        for (List<String> accounts : ACCOUNTS.values()) {
            for (String account : accounts) {
                answers.put(account, live.ask(account, HARVEST));
            }
        }
    }

    private static String suspected() {
        return ACCOUNTS.get("campaign").stream()
                .filter(a -> !DETERRED.get(a).body().contains("A THOUGHT."))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no account of the campaign was acted on"));
    }

    private static String unsuspected() {
        return ACCOUNTS.get("others").getFirst();
    }

    @AfterAll
    static void forget() {
        DETERRED.clear();
        SUSPENDED.clear();
        ACCOUNTS.clear();
    }

    private static long count(String kind, Map<String, HttpResponse<String>> answers, Pattern without) {
        return ACCOUNTS.get(kind).stream()
                .filter(a -> !without.matcher(answers.get(a).body()).find())
                .count();
    }

    @Test
    void requirement_11_3_1_queryPatternsFeedADetector() {
        assertThat(cases).contains("\"verdict\":\"distillation\"");
        // No account sends much or odd things by itself: what they ask together gives them away.
        Pattern thought = Pattern.compile("A THOUGHT");
        assertThat(count("campaign", DETERRED, thought)).isGreaterThanOrEqualTo(54);
        assertThat(count("others", DETERRED, thought)).isZero();
    }

    @Test
    void requirement_11_3_2_exposureOfOutputsFollowsTheRisk() {
        assertThat(DETERRED.get(suspected()).statusCode()).isEqualTo(200);
        assertThat(DETERRED.get(suspected()).body())
                .contains("Hello.")
                .doesNotContain("-0.123456", "top_logprobs", "A THOUGHT.");
        assertThat(DETERRED.get(unsuspected()).body()).contains("-0.123456", "A THOUGHT.");
    }

    @Test
    void requirement_11_3_3_clientsCannotTurnTheModelsWatermarkOff() {
        assertThat(askedUnderSuspicion).contains("Explain step by step.").doesNotContain("watermark");
        assertThat(askedByOthers).contains("watermark");
    }

    @Test
    void requirement_11_3_4_detectionTriggersAResponse() {
        Pattern served = Pattern.compile("Hello\\.");
        assertThat(count("campaign", SUSPENDED, served)).isGreaterThanOrEqualTo(54);
        assertThat(count("others", SUSPENDED, served)).isZero();
        assertThat(SUSPENDED.values()).filteredOn(a -> a.statusCode() != 200).allSatisfy(a -> {
            assertThat(a.statusCode()).isEqualTo(403);
            assertThat(a.body()).contains("account_suspended", "Usage is being reviewed.");
        });
    }

    @Test
    void requirement_11_2_2_ratesArePerPrincipalAndOverall(@TempDir Path own) throws Exception {
        try (LiveCampaign live = new LiveCampaign(own, """
                limits:
                  requests-per-account: {requests: 3, per: 1d}
                  requests-overall: {requests: 5, per: 1d}
                """)) {
            List<Integer> one = new ArrayList<>();
            List<Integer> other = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                one.add(live.ask("one", HARVEST).statusCode());
            }
            for (int i = 0; i < 4; i++) {
                other.add(live.ask("other", HARVEST).statusCode());
            }
            assertThat(one).containsExactly(200, 200, 200, 429);
            assertThat(other).containsExactly(200, 200, 429, 429);
            HttpResponse<String> refused = live.ask("third", HARVEST);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).isPresent();
            assertThat(live.asked).hasSize(5);
        }
    }

    @Test
    void page_namesExactlyTheseTests() throws Exception {
        TreeSet<String> named = Pattern.compile("`(requirement_\\w+)`")
                .matcher(Files.readString(PAGE))
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> tests = Arrays.stream(AisvsCoverageTest.class.getDeclaredMethods())
                .map(m -> m.getName())
                .filter(name -> name.startsWith("requirement_"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(tests).hasSize(5);
    }
}
