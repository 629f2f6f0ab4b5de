// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.VisibleText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsScreenTest {
    private static final List<String> HOSTILE = List.of(
            "<script>window.ran=1</script>",
            "\"><img src=x onerror=window.ran=1>",
            "a/../b?c=d#e%2F",
            "..",
            ".",
            "~tilde",
            "right\u202eto\u200fleft",
            "half \ud800 pair",
            "nul\0",
            "a b+c",
            "ü".repeat(1_000),
            "x".repeat(1_000));

    @TempDir
    private Path folder;

    private TestConsole console;
    private Chromium chromium;

    @BeforeEach
    void open() {
        console = new TestConsole(folder);
        chromium = new Chromium(console);
    }

    @AfterEach
    void close() {
        chromium.close();
        console.close();
    }

    private String openCase(List<String> accounts) {
        Campaign sample = SampleCampaign.of("s", 1);
        List<String> sorted = new ArrayList<>(accounts);
        sorted.sort(Comparator.naturalOrder());
        Campaign campaign = new Campaign(
                sample.id(),
                sample.verdict(),
                sample.score(),
                sample.pValue(),
                sorted,
                sample.exchanges(),
                sample.tokensOut(),
                sample.firstSeen(),
                sample.lastSeen(),
                sample.signals(),
                sample.templates(),
                sample.missing(),
                List.of(),
                sample.timeline());
        return console.store
                .observe(List.of(campaign), SampleCampaign.NOW)
                .getFirst()
                .caseId();
    }

    private void act(String caseId, Set<String> accounts, Countermeasure measure, String reason) {
        console.store.act(
                Optional.of(caseId),
                accounts,
                new Decision(
                        "standard",
                        "2026.11",
                        "strong",
                        measure,
                        Duration.ofDays(7),
                        false,
                        reason,
                        "ab".repeat(32),
                        SampleCampaign.NOW),
                "policy",
                SampleCampaign.NOW);
    }

    @Test
    void accounts_ofNothing_saysSo() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/accounts");
        assertThat(page.getByText("No account is or was in a case")).isVisible();
        chromium.open(page, "/console/accounts/nobody");
        assertThat(page.getByText("Nothing is kept about an account of this name"))
                .isVisible();
    }

    @Test
    void accounts_byPrefix_areFoundPageByPage() {
        console.store.observe(
                List.of(SampleCampaign.of("ring", 120), SampleCampaign.of("other", 5)), SampleCampaign.NOW);
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/accounts");
        page.getByLabel("Name begins with").fill("ring-");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/accounts?prefix=ring-");
        List<String> seen = new ArrayList<>(page.locator("a.open-account").allInnerTexts());
        for (int i = 0; i < 2; i++) {
            String before = page.url();
            page.locator("h1").click();
            page.keyboard().press("n");
            page.waitForURL(url -> !url.equals(before));
            seen.addAll(page.locator("a.open-account").allInnerTexts());
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates().allMatch(name -> name.startsWith("ring-"));
        assertThat(page.locator("[data-key=n]")).hasCount(0);
    }

    @Test
    void account_ofHostileName_isFoundAndShownAsText() {
        openCase(HOSTILE);
        Page page = chromium.signedIn(Role.VIEWER);
        for (String name : HOSTILE) {
            chromium.open(page, AccountAddress.path(name));
            assertThat(page.getByText("It is in no case.")).hasCount(0);
            assertThat(page.locator(".account-name"))
                    .containsText(VisibleText.of(name).substring(0, 1));
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("C-2026-0001")))
                    .isVisible();
        }
        chromium.open(page, "/console/accounts");
        assertThat(page.locator("a.open-account")).hasCount(HOSTILE.size());
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.locator("a.open-account").first().click();
        assertThat(page.locator(".account-name")).isVisible();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void address_ofAnyName_comesBackAsItIsAndStaysShort() {
        for (String name : HOSTILE) {
            String address = AccountAddress.of(name);
            assertThat(address).hasSizeLessThan(3_000).doesNotContain("/", "?", "#", "\"", "<", "&");
            String decoded = URLDecoder.decode(address, StandardCharsets.UTF_8);
            assertThat(AccountAddress.read(decoded)).isEqualTo(name);
        }
        assertThat(AccountAddress.read("~!")).isEqualTo("~!");
    }

    private String storied() {
        String id = openCase(List.of("one", "two", "three"));
        act(id, Set.of("one", "two"), new Countermeasure.Suspend(), "automated <b>harvesting</b>");
        act(id, Set.of("one"), new Countermeasure.Observe(), "looked at more closely");
        console.store.feedback(
                id, List.of("two"), Feedback.Finding.FALSE_POSITIVE, "a class of students", "ann", SampleCampaign.NOW);
        console.vault.keep(
                id,
                "one",
                SampleCampaign.NOW,
                List.of(new EvidencePart(EvidencePart.Role.PROMPT, "canary of a text")),
                SampleCampaign.NOW);
        return id;
    }

    @Test
    void account_underMeasures_saysWhatItsHolderIsToldAndWhatIsKept() {
        String id = storied();
        Page page = chromium.open(chromium.signedIn(Role.ANALYST), "/console/accounts/one");
        assertThat(page.locator("pre.answer")).containsText("automated <b>harvesting</b>");
        assertThat(page.locator("pre.answer")).containsText("HTTP 403");
        assertThat(page.getByText("Nothing: requests are served as before")).isVisible();
        assertThat(page.getByText("Not judged yet.")).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Undo A-2026-0001")))
                .hasAttribute("href", "/console/cases/" + id + "/actions");
        assertThat(page.getByText("prompt, 16 characters")).isVisible();
        assertThat(page.content()).doesNotContain("canary");
        chromium.open(page, "/console/accounts/two");
        assertThat(page.getByText("a class of students")).isVisible();
        assertThat(page.getByText("No measure is in force on it")).isVisible();
        assertThat(page.getByText("released 22 Nov 2026")).isVisible();
    }

    @Test
    void account_judgedNow_showsWhatSpeaksForAndAgainstAndWhatIsMissing() {
        AccountPage page = AccountPage.of(
                console.store.account("one"),
                List.of(),
                Optional.of(new AccountAssessment(
                        "one",
                        Optional.empty(),
                        1_200,
                        new LogOdds(4.2),
                        new Probability(0.001),
                        Verdict.DISTILLATION,
                        Optional.empty(),
                        List.of(
                                new Signal(Channel.TEMPLATE, new LogOdds(5), "follows patterns"),
                                new Signal(Channel.LEGITIMATE_USE, new LogOdds(-0.8), "holds conversations")),
                        List.of(new MissingSignal(Channel.IDENTITY, "no payment facts")))),
                SampleCampaign.NOW);
        assertThat(page.known()).isTrue();
        AccountPage.Judged judged = page.judged().orElseThrow();
        assertThat(judged.speaksFor())
                .containsExactly(new AccountPage.Part("Prompt templates", "+5.0", "follows patterns"));
        assertThat(judged.against())
                .containsExactly(new AccountPage.Part("Legitimate use", "−0.8", "holds conversations"));
        assertThat(judged.missing()).containsExactly(new AccountPage.Part("Identity links", "", "no payment facts"));
        assertThat(judged.exchanges()).isEqualTo("1,200 exchanges");
    }

    @Test
    void accounts_haveNoSeriousBarriers_andFitTheirWindow() {
        storied();
        openCase(HOSTILE);
        Page page = chromium.signedIn(Role.ANALYST);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                for (String path : List.of("/console/accounts", "/console/accounts/one")) {
                    chromium.open(page, path);
                    assertThat(Chromium.barriers(page)).isEmpty();
                    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                            .isEqualTo(true);
                    Pictures.keep(
                            page,
                            path.substring(9).replace('/', '-') + "-"
                                    + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
                }
            }
        }
    }
}
