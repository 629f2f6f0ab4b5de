// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.ServiceFigures.Requests;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewTest {
    private static final String HOSTILE = "<script>window.ran = 1</script><b>bold</b>\u202egnp " + "x".repeat(1_000);

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

    private void goOn(Duration time, Requests requests, long judged) {
        console.service.figures = FakeService.figures(requests, judged, Optional.empty());
        console.traffic.take(console.service.figures, console.now.updateAndGet(before -> before.plus(time)));
    }

    private void cases(int count, int accounts) {
        List<Campaign> campaigns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            campaigns.add(SampleCampaign.of("k" + i, accounts, Verdict.DISTILLATION, 5 + i % 7));
        }
        console.store.observe(campaigns, console.now.get());
    }

    private void suspend(boolean needsApproval, int accounts) {
        console.store.act(
                Optional.of(console.store.cases(Set.of()).getFirst().id()),
                IntStream.range(0, accounts).mapToObj(i -> "k0-" + i).collect(Collectors.toSet()),
                new Decision(
                        "person",
                        "1",
                        "by-hand",
                        new Countermeasure.Suspend(),
                        Duration.ofDays(1),
                        needsApproval,
                        "Under review.",
                        "ab".repeat(32),
                        console.now.get()),
                "lee",
                console.now.get());
    }

    @Test
    void overview_actionsAndProposals_areCountedWithTheirAccounts() {
        cases(1, 40);
        suspend(false, 20_000);
        suspend(true, 30_000);
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview");
        assertThat(page.locator("#in-force + table tbody")).containsText("suspend120,000");
        assertThat(page.locator("#proposals + .scroll tbody")).containsText("suspend10,000");
        assertThat(page.locator("#numbers")).containsText("on 20,000 accounts");
    }

    /** How many pixels of a chart something is drawn on. */
    private static int drawn(Locator chart) {
        return (Integer) chart.locator("canvas").first().evaluate("""
                canvas => {
                  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  let drawn = 0;
                  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) drawn++;
                  return drawn;
                }""");
    }

    @Test
    void overview_figuresChange_showsThemWithoutReloading() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview");
        assertThat(page.locator("#numbers")).containsText("1,000");
        page.evaluate("() => { window.stayed = true; }");
        Locator chart = page.locator("[data-chart=requests]");
        goOn(Duration.ofSeconds(10), new Requests(500, 20, 30, 0, 0, 7), 4_321);
        assertThat(page.locator("#numbers")).containsText("4,321");
        assertThat(page.locator("#numbers")).containsText("55.0");
        assertThat(chart)
                .hasAttribute("data-drawn", String.valueOf(console.now.get().toEpochMilli()));
        int before = drawn(chart);
        assertThat(before).isPositive();
        assertThat(chart.boundingBox().height).isGreaterThan(100);
        page.getByText("Requests per second as a table").click();
        assertThat(page.locator("#rates")).containsText("50.0");
        goOn(Duration.ofMinutes(5), new Requests(9_500, 320, 1_530, 10, 0, 7), 14_321);
        assertThat(chart)
                .hasAttribute("data-drawn", String.valueOf(console.now.get().toEpochMilli()));
        assertThat(drawn(chart)).isNotEqualTo(before);
        assertThat(page.evaluate("() => window.stayed")).isEqualTo(true);
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void overview_newCase_isShownWithoutReloading_andLeadsToIt() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview");
        assertThat(page.locator("#work")).containsText("No case is open.");
        cases(1, 40);
        String id = console.store.cases(Set.of()).getFirst().id();
        Locator link = page.locator("#work").getByText(id);
        assertThat(link).hasAttribute("href", "/console/cases/" + id);
        Locator chart = page.locator("[data-chart=cases]");
        assertThat(chart.locator("canvas").first()).isVisible();
        assertThat(drawn(chart)).isPositive();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void overview_hostileNotice_isShownAsText() {
        console.service.notices.add(new ServiceNotice(SampleCampaign.NOW, true, HOSTILE));
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview");
        Locator told = page.locator("#news");
        assertThat(told).containsText("Alarm");
        assertThat(told).containsText("<script>window.ran = 1</script><b>bold</b>\\u202egnp");
        assertThat(told.textContent().length()).isLessThan(500);
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
    }

    @Test
    void overview_noticesOfYesterday_areLeftOut() {
        console.service.notices.add(
                new ServiceNotice(SampleCampaign.NOW.minus(Duration.ofHours(25)), true, "long gone"));
        assertThat(chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview")
                        .locator("#news"))
                .containsText("Nothing was said");
    }

    @Test
    void overview_nobodyWatches_saysSoFirst() {
        console.service.figures = FakeService.figures(Requests.NONE, 0, Optional.of("the disk is full"));
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview");
        assertThat(page.locator("#numbers")).containsText("Nobody watches: the disk is full");
        assertThat(page.locator("#numbers")).containsText("nothing yet");
        assertThat(page.locator("#numbers")).containsText("not known yet");
    }

    @Test
    void overview_thousandCases_showsTheMostUrgent() {
        cases(1_000, 9);
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/overview");
        assertThat(page.locator("#work")).containsText("8 of 1000");
        assertThat(page.locator("#numbers")).containsText("1,000 seen by nobody yet");
        assertThat(page.locator("#urgent + .scroll tbody tr")).hasCount(8);
    }

    @Test
    void overview_anyWidthAndScheme_hasNoBarriersAndNoSidewaysScroll() {
        cases(12, 40);
        suspend(false, 30);
        suspend(true, 40);
        console.service.notices.add(new ServiceNotice(SampleCampaign.NOW, true, "Detection is 90 s behind."));
        console.service.notices.add(
                new ServiceNotice(SampleCampaign.NOW.minusSeconds(4_000), false, "Policy: 2 packs new, 0 gone."));
        for (int i = 1; i < 150; i++) {
            goOn(
                    Duration.ofSeconds(5),
                    new Requests(200L * i + i * (long) i, 5L * i, 30L * Math.max(0, i - 80), i / 9, 2L * i, 9),
                    20_000 + 190L * i);
        }
        Page page = chromium.signedIn(Role.VIEWER);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                chromium.open(page, "/console/overview");
                assertThat(page.locator("[data-chart=cases][data-drawn]")).isVisible();
                assertThat(Chromium.barriers(page)).isEmpty();
                assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                        .isLessThanOrEqualTo(width);
            }
        }
        assertThat(chromium.complaints).isEmpty();
    }
}
