// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What programs get done from outside, and what they are refused. */
class ProgramsTest {
    private static final String CANARY = "zqcanary7731";
    private static final String SUSPEND =
            "{\"countermeasure\":{\"kind\":\"suspend\"},\"lasting\":\"P7D\",\"reason\":\"harvesting\"}";

    @TempDir
    private Path folder;

    private TestConsole console;
    private ApiSample sample;
    private Program viewer;
    private Program analyst;
    private Program approver;

    @BeforeEach
    void open() {
        console = new TestConsole(folder);
        sample = ApiSample.in(console);
        viewer = Program.of(console, Role.VIEWER);
        analyst = Program.of(console, Role.ANALYST);
        approver = Program.of(console, Role.APPROVER);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private String ofCase(String rest) {
        return "/cases/" + sample.caseId() + rest;
    }

    private static List<String> ids(JsonNode cases) {
        List<String> ids = new ArrayList<>();
        cases.forEach(one -> ids.add(one.path("id").asString()));
        return ids;
    }

    @Test
    void cases_withoutAQuery_areAListOfAll_withOneAPage() {
        String other = console.store
                .observe(List.of(SampleCampaign.of("other", 8)), SampleCampaign.NOW.plusSeconds(60))
                .getFirst()
                .caseId();
        assertThat(ids(viewer.get("/cases").json())).containsExactly(other, sample.caseId());
        JsonNode page = viewer.get("/cases?order=accounts&limit=1").json();
        assertThat(ids(page.path("cases"))).containsExactly(sample.caseId());
        assertThat(page.path("total").asLong()).isEqualTo(2);
        assertThat(ids(viewer.get("/cases?order=accounts&limit=1&offset=1")
                        .json()
                        .path("cases")))
                .containsExactly(other);
        assertThat(ids(viewer.get("/cases?unheld=true").json().path("cases"))).containsExactly(other);
        assertThat(ids(viewer.get("/cases?holder=the%20administrator").json().path("cases")))
                .containsExactly(sample.caseId());
        assertThat(ids(viewer.get("/cases?account=other-00003").json().path("cases")))
                .containsExactly(other);
        assertThat(ids(viewer.get("/cases?state=closed,merged").json().path("cases")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stat=new | Did you mean state?",
                "state=nwe | Did you mean new?",
                "order=scores | Did you mean score?",
                "limit=0 | from 1 to 1000",
                "limit=zqcanary7731 | from 1 to 1000",
                "offset=-1 | from 0 to",
                "unheld=yes | neither true nor false",
                "unheld=true&holder=ana | contradict",
                "zqcanary7731=1 | Known are account"
            })
    void cases_askedWrongly_saysWhatWasMeant(String query, String meant) {
        Program.Answer answer = viewer.get("/cases?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).contains(meant).doesNotContain(CANARY);
    }

    @Test
    void members_stretchByStretch_areAllOnce() {
        List<String> accounts = new ArrayList<>();
        String after = "";
        JsonNode stretch;
        do {
            stretch = viewer.get(ofCase("/members?limit=7&after=" + after)).json();
            stretch.path("members")
                    .forEach(one -> accounts.add(one.path("account").asString()));
            after = stretch.path("next").asString("");
        } while (!after.isEmpty());
        assertThat(accounts).hasSize(40).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void ofCase_tellsNumbersAndNotNames() {
        Program.Answer answer = viewer.get(ofCase(""));
        assertThat(answer.body()).doesNotContain("key-000", CANARY);
        assertThat(answer.json().at("/assessment/signals/4/log_odds").asDouble())
                .isNegative();
        assertThat(answer.json().at("/assessment/links/0/accounts").asInt()).isPositive();
    }

    @Test
    void decision_isProposedByAnalysts_approvedByApprovers_andUndone() {
        Program.Answer preview = analyst.post(
                ofCase("/preview"),
                "{\"countermeasure\":{\"kind\":\"step-up\",\"verification\":\"https://example.com/verify\"},\"lasting\":\"P1D\"}");
        assertThat(preview.json().path("touched").asInt()).isEqualTo(39);
        assertThat(preview.json().at("/left_out/found_benign").asInt()).isOne();
        assertThat(preview.json().at("/in_force/0/countermeasure").asString()).isEqualTo("observe");

        String decision =
                "{\"countermeasure\":{\"kind\":\"throttle\",\"requests\":5,\"per\":\"PT1H\"},\"lasting\":\"P1D\",\"reason\":\"x\"";
        assertThat(analyst.post(ofCase("/actions"), decision + ",\"approve\":true}")
                        .status())
                .isEqualTo(403);
        Program.Answer decided = analyst.post(ofCase("/actions"), decision + "}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(201);
        assertThat(decided.text("status")).isEqualTo("proposed");
        assertThat(decided.text("proposed_by")).isEqualTo("the analyst");
        assertThat(decided.json().path("accounts").asInt()).isEqualTo(39);
        Program.Answer again = analyst.post(ofCase("/actions"), decision + "}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(decided.text("id"));

        Program.Answer atOnce = approver.post(ofCase("/actions"), decision + ",\"approve\":true}");
        assertThat(atOnce.text("status")).isEqualTo("active");
        assertThat(atOnce.json().at("/approvals/0/who").asString()).isEqualTo("the approver");
        Program.Answer undone = analyst.post(
                "/actions/" + atOnce.text("id") + "/undo",
                "{\"reason\":\"a customer\",\"revision\":" + atOnce.json().path("revision") + "}");
        assertThat(undone.json().at("/undone/why").asString()).isEqualTo("a customer");
    }

    @Test
    void change_ofWhatHasChangedSince_isRefusedWithWhatItIsNow() {
        String path = "/actions/" + sample.action();
        String seen = "{\"revision\":" + sample.revision() + "}";
        assertThat(approver.post(path + "/approve", seen).text("status")).isEqualTo("active");
        assertThat(approver.post(path + "/approve", seen).status()).isEqualTo(200);

        Program.Answer stale = analyst.post(path + "/undo", seen);

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("error")).contains("was changed since it was looked at");
        assertThat(stale.json().at("/action/status").asString()).isEqualTo("active");
        long now = stale.json().at("/action/revision").asLong();
        assertThat(analyst.post(path + "/undo", "{\"revision\":" + now + "}").text("status"))
                .isEqualTo("undone");
        assertThat(analyst.post(path + "/undo", "").status()).isEqualTo(200);
        assertThat(approver.post(path + "/approve", "").status()).isEqualTo(409);

        Program.Answer decided = analyst.post(ofCase("/actions"), SUSPEND.replaceAll("}$", ",\"revision\":1}"));
        assertThat(decided.status()).isEqualTo(409);
        assertThat(decided.json().at("/case/revision").asLong()).isGreaterThan(1);
    }

    @Test
    void work_isDoneAndStandsInTheHistory() {
        assertThat(analyst.post(ofCase("/claim"), "").status()).isEqualTo(409);
        assertThat(analyst.post(ofCase("/assign"), "{\"to\":\"the analyst\"}").text("holder"))
                .isEqualTo("the analyst");
        assertThat(analyst.post(ofCase("/assign"), "{\"to\":\"the viewer\"}").status())
                .isEqualTo(400);
        assertThat(analyst.post(ofCase("/claim"), "").status()).isEqualTo(200);
        assertThat(analyst.post(ofCase("/unassign"), "{}").json().has("holder")).isFalse();
        assertThat(analyst.post(ofCase("/notes"), "{\"text\":\"called them\"}").body())
                .contains("called them");
        assertThat(analyst.post(ofCase("/close"), "{\"reason\":\"done\"}").text("state"))
                .isEqualTo("closed");
        assertThat(analyst.post(ofCase("/reopen"), "{\"reason\":\"again\"}").text("state"))
                .isNotEqualTo("closed");
        assertThat(analyst.post(ofCase("/feedback"), "{\"finding\":\"false-positive\",\"reason\":\"students\"}")
                        .text("state"))
                .isEqualTo("closed");
    }

    @Test
    void reveal_isOnRecordWithWhoAndWhy_andNeedsAReason() {
        String path = ofCase("/evidence/" + sample.evidence() + "/reveal");
        assertThat(viewer.get(ofCase("/evidence")).body()).doesNotContain(CANARY);
        assertThat(analyst.post(path, "{\"reason\":\"  \"}").status()).isEqualTo(400);
        assertThat(viewer.get(ofCase("/evidence"))
                        .json()
                        .at("/evidence/0/reveals")
                        .isEmpty())
                .isTrue();

        Program.Answer revealed = analyst.post(path, "{\"reason\":\"to check\"}");

        assertThat(revealed.json().at("/parts/0/text").asString()).isEqualTo(ApiSample.PROMPT);
        JsonNode reveal = viewer.get(ofCase("/evidence")).json().at("/evidence/0/reveals/0");
        assertThat(reveal.path("who").asString()).isEqualTo("the analyst");
        assertThat(reveal.path("why").asString()).isEqualTo("to check");
        assertThat(analyst.post(ofCase("/evidence/E-2026-9999/reveal"), "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(analyst.get(ofCase("/dossier/dossier.html")).body())
                .contains(sample.caseId())
                .doesNotContain(CANARY);
        assertThat(analyst.get(ofCase("/dossier/manifest.json")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"zqcanary7731\"",
                "[]",
                "\"zqcanary7731\"",
                "{} {}",
                "{\"reason\":\"a\",\"reason\":\"zqcanary7731\"}",
                "{\"reason\":7}",
                "{\"reason\":\" \"}",
                "{\"reson\":\"zqcanary7731\"}",
                "{\"reason\":\"x\",\"zqcanary7731\":1}"
            })
    void body_notAsDescribed_isRefusedAndNotRepeated(String body) {
        Program.Answer answer = analyst.post(ofCase("/close"), body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isNotBlank().doesNotContain(CANARY);
        assertThat(viewer.get(ofCase("")).text("state")).isNotEqualTo("closed");
    }

    @Test
    void body_withAMisspeltMember_isToldTheNearest() {
        assertThat(analyst.post(ofCase("/close"), "{\"reson\":\"x\"}").text("error"))
                .contains("Did you mean reason?");
        assertThat(analyst.post(ofCase("/actions"), SUSPEND.replace("suspend", "suspnd"))
                        .text("error"))
                .contains("Did you mean suspend?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"throttle\"} | requests",
                "{\"kind\":\"throttle\",\"requests\":0,\"per\":\"PT1H\"} | requests",
                "{\"kind\":\"throttle\",\"requests\":1,\"per\":\"1h\"} | per",
                "{\"kind\":\"suspend\",\"requests\":1} | member",
                "{\"kind\":\"step-up\",\"verification\":\"javascript:alert(1)\"} | https",
                "{\"kind\":\"withhold\",\"models\":[]} | models",
                "{\"kind\":\"deter\",\"deterrence\":{}} | changes nothing",
                "{\"kind\":\"deter\",\"deterrence\":{\"canary\":true}} | canary",
                "{\"kind\":\"deter\",\"deterrence\":{\"canary\":\"both\"}} | neither closing nor instruction",
                "{\"kind\":\"deter\",\"deterrence\":{\"logprobs\":\"round\"}} | logprobs_most",
                "{\"v\":2,\"kind\":\"suspend\"} | v is not",
                "7 | object"
            })
    void measure_notAsDescribed_namesTheMember(String measure, String named) {
        Program.Answer answer =
                analyst.post(ofCase("/preview"), "{\"countermeasure\":" + measure + ",\"lasting\":\"P1D\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).contains(named);
    }

    @Test
    void body_hugeOrDeep_isRefused() {
        assertThat(analyst.post(ofCase("/notes"), "{\"text\":\"" + CANARY.repeat(10_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(analyst.post(ofCase("/notes"), "{\"text\":\"" + "x".repeat(2_001) + "\"}")
                        .text("error"))
                .contains("longer than 2000");
        assertThat(analyst.post(ofCase("/notes"), "[".repeat(20_000)).status()).isEqualTo(400);
    }

    @Test
    void token_wrong_isNeverRepeated() {
        Program guesser = new Program(console, CANARY);
        for (String path : List.of("/cases", "/nothing", ofCase("/close"))) {
            Program.Answer answer = guesser.get(path);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain(CANARY);
        }
    }
}
