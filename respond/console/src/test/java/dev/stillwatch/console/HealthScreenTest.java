// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.ServiceHealth.Certificate;
import dev.stillwatch.console.ServiceHealth.Storage;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthScreenTest {
    private static final String PATH = "/console/health";
    private static final String HOSTILE = "<img src=x onerror=\"window.ran=1\">\u202e" + "y".repeat(1_000);

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        console = new TestConsole(folder);
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

    @BeforeEach
    void reset() {
        console.service.judgement = Optional.empty();
        console.service.health = FakeService.health(List.of(), FakeService.healthyStorage());
        chromium.complaints.clear();
    }

    private static Judgement judgement(int accounts, String reason) {
        MissingSignal signup = new MissingSignal(Channel.IDENTITY, "the account's creation time was not logged");
        Assessment assessment = new Assessment(
                IntStream.range(0, accounts)
                        .mapToObj(i -> new AccountAssessment(
                                "key-" + i,
                                Optional.empty(),
                                10,
                                new LogOdds(-5),
                                new Probability(0.5),
                                Verdict.CLEAR,
                                Optional.empty(),
                                List.of(),
                                List.of(signup)))
                        .toList(),
                List.of(SampleCampaign.of("m", 12)),
                new Calibration(
                        "this traffic's own accounts",
                        accounts,
                        new Probability(0.001),
                        new LogOdds(3.2),
                        new Probability(1.0 / (accounts + 1))),
                10L * accounts,
                List.of(new MissingSignal(Channel.CONTENT, reason)));
        return Judgement.of(
                assessment, SampleCampaign.NOW.minusSeconds(120), SampleCampaign.NOW, Duration.ofSeconds(3));
    }

    @Test
    void health_nothingJudgedYet_saysSoRatherThanZeros() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), PATH);
        assertThat(page.locator("#state")).containsText("Nothing that the service knows of");
        assertThat(page.locator("#state")).containsText("it is not known which signals the traffic lacks");
        assertThat(page.locator("#state")).containsText("none: no address uses TLS");
        assertThat(page.locator(".doors tr:has-text('LiteLLM')")).containsText("closed");
        assertThat(page.locator(".doors tr:has-text('Gateway')")).containsText("1,234");
    }

    @Test
    void health_twentyThousandAccounts_saysWhatIsNotSeenForHowMany() {
        console.service.judgement = Optional.of(judgement(20_000, "no baseline was given"));
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), PATH);
        assertThat(page.locator("tr:has-text('no baseline was given')")).containsText("all traffic");
        assertThat(page.locator("tr:has-text('creation time')")).containsText("20,000 accounts");
        assertThat(page.locator("tr:has-text('not in the logs')")).containsText("1 group");
        assertThat(page.locator("#state")).containsText("1 in 20,001, which is enough");
    }

    @Test
    void health_fewAccounts_saysThatTheRateCannotBePromised_andWhatHelps() {
        console.service.judgement = Optional.of(judgement(99, "no baseline was given"));
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), PATH);
        assertThat(page.locator(".problems")).containsText("1 in 100 instead of 1 in 1,000");
        assertThat(page.locator(".problems")).containsText("It comes with more accounts");
    }

    @Test
    void health_troubles_areNamedWithTheirRemedies() {
        console.service.health = FakeService.health(
                List.of(
                        new Certificate(
                                "clients", "/etc/cert.pem", Optional.of(SampleCampaign.NOW.plus(Duration.ofDays(3)))),
                        new Certificate(
                                "admin", "/etc/old.pem", Optional.of(SampleCampaign.NOW.minus(Duration.ofDays(3))))),
                new Storage(
                        "/state",
                        1L << 29,
                        100L << 30,
                        false,
                        7,
                        2,
                        Optional.of("/packs"),
                        Optional.of("pack x has no rule")));
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), PATH);
        assertThat(page.locator(".problems li")).containsText(new String[] {
            "only 512.0 MiB left",
            "case store cannot be reached",
            "7 records wait",
            "2 times since the start",
            "pack x has no rule",
            "The certificate for clients ends at",
            "The certificate for admin has ended"
        });
    }

    @Test
    void health_hostileTexts_areShownAsText() {
        console.service.judgement = Optional.of(judgement(3, HOSTILE));
        console.service.health = FakeService.health(
                List.of(new Certificate("clients", HOSTILE, Optional.empty())),
                new Storage(HOSTILE, 1, 1, true, 0, 0, Optional.of(HOSTILE), Optional.of(HOSTILE)));
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), PATH);
        assertThat(page.locator("#state")).containsText("<img src=x onerror=");
        assertThat(page.locator("#state")).not().containsText("\u202e");
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void buttons_ofAnAdministrator_doWhatTheySay() {
        Page page = chromium.open(chromium.signedIn(Role.ADMINISTRATOR), PATH);
        int assessments = console.service.assessments.get();
        int refreshes = console.service.refreshes.get();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Judge now"))
                .click();
        assertThat(page.locator("main")).containsText("Asked for an assessment.");
        assertThat(console.service.assessments.get()).isEqualTo(assessments + 1);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Look at policy now"))
                .click();
        assertThat(page.locator("main")).containsText("looked at anew");
        assertThat(console.service.refreshes.get()).isEqualTo(refreshes + 1);
    }

    @Test
    void buttons_forOthers_areNotThereAndRefused() {
        int before = console.service.assessments.get() + console.service.refreshes.get();
        for (Role role : new Role[] {Role.VIEWER, Role.ANALYST, Role.APPROVER}) {
            Page page = chromium.open(chromium.signedIn(role), PATH);
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Judge now")))
                    .hasCount(0);
            for (String path : new String[] {"/assess", "/refresh"}) {
                // A token serves once.
                String token = chromium.open(page, PATH)
                        .locator("input[name=X-XSRF-TOKEN]")
                        .first()
                        .inputValue();
                var answer = page.context()
                        .request()
                        .post(
                                console.url(PATH + path),
                                RequestOptions.create()
                                        .setForm(FormData.create().set("X-XSRF-TOKEN", token)));
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.text()).contains("This needs the role administrator.");
            }
        }
        assertThat(console.service.assessments.get() + console.service.refreshes.get())
                .isEqualTo(before);
    }

    @Test
    void health_anyWidthAndScheme_hasNoBarriersAndNoSidewaysScroll() {
        console.service.judgement = Optional.of(judgement(99, "no baseline was given"));
        Page page = chromium.signedIn(Role.ADMINISTRATOR);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                chromium.open(page, PATH);
                assertThat(Chromium.barriers(page)).isEmpty();
                assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(width);
            }
        }
    }
}
