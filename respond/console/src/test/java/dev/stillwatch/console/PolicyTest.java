// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PackSignature;
import dev.stillwatch.policy.PolicyEngine;
import dev.stillwatch.policy.SigningKey;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTest {
    private static final Path DEFAULT = Path.of("..", "..", "policy", "default", "campaigns.yaml");
    private static final String HOSTILE = "<script>window.ran=1</script><b onclick=x>";

    @TempDir
    private static Path folder;

    private static Path packs;
    private static SigningKey key;
    private static TrustedKeys trusted;
    private static TestConsole console;
    private static Chromium chromium;
    private static String caseId;

    @BeforeAll
    static void open() throws IOException {
        packs = Files.createDirectories(folder.resolve("packs"));
        key = SigningKey.generate(folder.resolve("policy-team"));
        trusted = TrustedKeys.read(List.of(folder.resolve("policy-team.pub")));
        put("campaigns.yaml", Files.readString(DEFAULT));
        Files.copy(DEFAULT.resolveSibling("campaigns.test.yaml"), packs.resolve("campaigns.test.yaml"));
        put("hostile.yaml", pack("hostile", HOSTILE, "warn", "expires: 2027-01-01\n"));
        put("old.yaml", pack("old", "An old undertaking", "assess", "expires: 2026-01-01\n"));
        console = new TestConsole(
                folder,
                new PolicyParts(
                        Optional.of(packs),
                        List.of(folder.resolve("policy-team.pub")),
                        UnsignedPacks.REFUSE,
                        Duration.ofSeconds(5)),
                Optional.empty());
        console.service.packs.set(PackSet.load(packs, trusted, UnsignedPacks.REFUSE));
        Campaign campaign = SampleCampaign.of("farm", 40);
        caseId = console.store
                .observe(List.of(campaign), SampleCampaign.NOW)
                .getFirst()
                .caseId();
        console.service.assessment.set(Optional.of(SampleAssessment.of(campaign, 500)));
        act(caseId, campaign, "slow");
        chromium = new Chromium(console);
    }

    @AfterAll
    static void close() {
        chromium.close();
        console.close();
    }

    @AfterEach
    void closeWindows() {
        chromium.closeWindows();
    }

    private static void put(String name, String yaml) throws IOException {
        Path file = Files.writeString(packs.resolve(name), yaml);
        Files.write(packs.resolve(name + ".dsse"), PackSignature.sign(Files.readAllBytes(file), key));
    }

    private static String pack(String id, String title, String mode, String more) {
        return """
                id: %s
                version: 1.0.0
                title: "%s"
                issuer: "%s"
                status: voluntary
                known-at: 2025-11-01
                mode: %s
                %srules:
                  - id: all
                    when: "has_account && account.score > -100.0"
                    then: suspend
                    lasting: 1d
                    reason: "%s"
                """.formatted(id, title, title, mode, more, title);
    }

    private static Action act(String about, Campaign campaign, String rule) {
        Instant now = SampleCampaign.NOW;
        return new PolicyEngine(console.service.packs())
                .decide(Facts.of(campaign, now), now).decisions().stream()
                        .filter(decision -> decision.rule().equals(rule))
                        .map(decision -> console.store
                                .act(Optional.of(about), Set.copyOf(campaign.accounts()), decision, "policy", now)
                                .orElseThrow())
                        .findFirst()
                        .orElseThrow();
    }

    private static Locator rule(Page page, String id) {
        return page.locator("li.rule")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                ".rail .id", new Page.LocatorOptions().setHasText(Pattern.compile("^" + id + "$")))));
    }

    private static Page attempt(Page page, String text) {
        chromium.open(page, "/console/policy/try");
        page.getByLabel("Its text").fill(text);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try it"))
                .click();
        page.waitForLoadState();
        return page;
    }

    @Test
    void policy_packsInUse_saysWhatEachRuleDoesAndWhoSigned() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/policy");
        assertThat(page.locator(".lead")).hasText("3 packs in use, of which 2 apply now.");
        assertThat(rule(page, "slow")).containsText("Throttle to 60 requests per 1 hour for 14 days, at once.");
        assertThat(rule(page, "slow").locator("pre")).containsText("campaign.score >= 4.0 && campaign.p_value <= 0.05");
        assertThat(rule(page, "slow")).containsText("1 action: 1 in force now.");
        assertThat(rule(page, "cut-off")).containsText("after a person has agreed");
        assertThat(rule(page, "cut-off")).containsText("Has led to no action yet.");
        assertThat(page.locator(".pack").first()).containsText("signed by policy-team.pub");
        assertThat(page.locator(".pack.rests")).containsText("it expired at 2026-01-01");
        assertThat(page.locator("#enabling")).containsText("stillwatch policy sign NEW.yaml --key policy-team.key");
        assertThat(page.locator("#enabling")).containsText("within 5 seconds");
    }

    @Test
    void policy_ruleOftenTakenBack_isShownSo() {
        for (int i = 0; i < 2; i++) {
            Campaign campaign = SampleCampaign.of("benign-" + i, 12);
            String about = console.store
                    .observe(List.of(campaign), SampleCampaign.NOW)
                    .getFirst()
                    .caseId();
            act(about, campaign, "blunt");
            console.store.feedback(about, Feedback.Finding.FALSE_POSITIVE, "a school", "ann", SampleCampaign.NOW);
        }
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/policy");
        assertThat(rule(page, "blunt")).containsText("Often undone.");
        assertThat(rule(page, "blunt")).containsText("2 undone, 2 found to be a false positive");
        assertThat(rule(page, "slow")).not().containsText("Often undone.");
    }

    @Test
    void policy_folderRefused_saysWhy() {
        console.service.refusedPolicy.set(Optional.of("packs/new.yaml is not signed: <i>sign it</i>"));
        try {
            Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/policy");
            assertThat(page.getByRole(AriaRole.ALERT).first())
                    .containsText("packs/new.yaml is not signed: <i>sign it</i>");
        } finally {
            console.service.refusedPolicy.set(Optional.empty());
        }
    }

    @Test
    void policy_hostileText_isOnlyShown() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/policy/packs/hostile@1.0.0");
        assertThat(page.locator("h1")).hasText(HOSTILE);
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
        assertThat(page.locator("main script, main b[onclick]")).hasCount(0);
    }

    @Test
    void pack_withCasesBesideIt_runsThem() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/policy/packs/stillwatch.campaigns@1.0.0");
        assertThat(page.getByText(Pattern.compile("[0-9]+ cases, all passed\\.")))
                .isVisible();
        assertThat(page.getByText("a small sure group is not cut off")).isVisible();
        chromium.open(page, "/console/policy/packs/hostile@1.0.0");
        assertThat(page.getByText("Write some to hostile.test.yaml")).isVisible();
        chromium.open(page, "/console/policy/packs/none@1.0.0");
        assertThat(page.getByRole(AriaRole.ALERT).first()).hasText("No pack of this name and version is in use.");
    }

    @Test
    void trial_packThatTouchesEverybody_saysWhomAndChangesNothing() {
        long before = console.store.revision();
        Page page = attempt(chromium.signedIn(Role.ANALYST), pack("new", "All out", "enforce", ""));
        Locator outcome = page.locator("#outcome");
        assertThat(outcome)
                .containsText("500 accounts would notice something without having the verdict distillation.");
        assertThat(outcome).containsText("540 accounts, all of the latest assessment.");
        assertThat(outcome.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName(Pattern.compile("^all "))))
                .containsText("500 clear, 40 distillation");
        assertThat(outcome.getByRole(
                        AriaRole.ROW, new Locator.GetByRoleOptions().setName(Pattern.compile("^suspend "))))
                .containsText("540");
        assertThat(page.getByLabel("Its text")).hasValue(Pattern.compile("title: \"All out\""));
        assertThat(console.store.revision()).isEqualTo(before);
        assertThat(console.service.packs().packs()).hasSize(3);
    }

    @Test
    void trial_aboutCampaigns_linksTheCasesItWouldActOn() throws IOException {
        Page page = attempt(
                chromium.signedIn(Role.ANALYST), Files.readString(DEFAULT).replace("1.0.0", "1.1.0"));
        Locator outcome = page.locator("#outcome");
        assertThat(outcome).containsText("It would take the place of stillwatch.campaigns@1.0.0.");
        assertThat(outcome).containsText("No account without the verdict distillation would notice anything.");
        assertThat(outcome.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(caseId)))
                .hasAttribute("href", "/console/cases/" + caseId);
    }

    @Test
    void trial_wrongPack_saysWhereAndWhatToDo() {
        Page page = attempt(
                chromium.signedIn(Role.ANALYST),
                pack("new", HOSTILE, "enforce", "").replace("mode: enforce", "mode: <i>maybe"));
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("pack.yaml:7");
        assertThat(page.getByLabel("Its text")).hasValue(Pattern.compile("<i>maybe"));
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
    }

    @Test
    void trial_fileChosen_isReadIntoTheForm() {
        Page page = chromium.open(chromium.signedIn(Role.ANALYST), "/console/policy/try");
        page.getByLabel("A pack's file").setInputFiles(packs.resolve("campaigns.yaml"));
        assertThat(page.getByLabel("Its text")).hasValue(Pattern.compile("id: stillwatch.campaigns"));
    }

    @Test
    void trial_hugePack_isRefused() {
        Page page = chromium.open(chromium.signedIn(Role.ANALYST), "/console/policy/try");
        page.getByLabel("Its text").evaluate("field => field.value = '# long\\n'.repeat(8000)");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try it"))
                .click();
        assertThat(page.getByText("The pack is too long to try here")).isVisible();
        assertThat(sent(page, 8_000).text()).contains("The pack is longer than 48 KiB.");
        assertThat(sent(page, 50_000).status()).isEqualTo(413);
    }

    private static APIResponse sent(Page page, int lines) {
        String token = page.locator("input[name=X-XSRF-TOKEN]").first().inputValue();
        return page.context()
                .request()
                .post(
                        console.url("/console/policy/try"),
                        RequestOptions.create()
                                .setMultipart(FormData.create()
                                        .set("X-XSRF-TOKEN", token)
                                        .set("pack", "# long\n".repeat(lines))));
    }

    @Test
    void trial_byAViewer_isRefused() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/policy/try");
        assertThat(page.getByRole(AriaRole.ALERT).first()).hasText("This needs the role analyst.");
    }

    @Test
    void trial_beforeAnyAssessment_saysSo() {
        Optional<dev.stillwatch.detect.Assessment> before = console.service.assessment.getAndSet(Optional.empty());
        try {
            Page page = attempt(chromium.signedIn(Role.ANALYST), pack("new", "All out", "enforce", ""));
            assertThat(page.locator("#outcome")).containsText("nothing was assessed since the service started");
        } finally {
            console.service.assessment.set(before);
        }
    }

    @Test
    void pages_haveNoSeriousBarriers_andFitTheWindow() throws IOException {
        Page page = chromium.signedIn(Role.ANALYST);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                for (String path :
                        new String[] {"/console/policy", "/console/policy/packs/stillwatch.campaigns@1.0.0"}) {
                    chromium.open(page, path);
                    accessible(page, "policy" + (path.length() > 20 ? "-pack" : "") + "-" + scheme + "-" + width);
                }
                attempt(page, Files.readString(DEFAULT).replace("1.0.0", "1.1.0"));
                accessible(page, "policy-try-" + scheme + "-" + width);
            }
        }
        assertThat(chromium.complaints).isEmpty();
    }

    static void accessible(Page page, String name) {
        assertThat(Chromium.barriers(page)).isEmpty();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }
}
