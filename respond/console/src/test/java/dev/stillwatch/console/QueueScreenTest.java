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
import dev.stillwatch.cases.CaseQuery;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.cases.Observed;
import dev.stillwatch.cases.QueuePriority;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueScreenTest {
    private static final String HOSTILE = "<img src=x onerror=\"window.ran=1\">\u202e\u200f&amp;";

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

    /** Cases of different strength, the strongest last, all in one transaction. */
    private List<String> cases(int count, Instant at) {
        List<Campaign> campaigns = IntStream.range(0, count)
                .mapToObj(i -> SampleCampaign.of(
                        "m%04d".formatted(i), 3 + i % 7, Verdict.DISTILLATION, 3 + 7.0 * i / Math.max(1, count - 1)))
                .toList();
        return console.store.observe(campaigns, at).stream()
                .map(Observed::caseId)
                .toList();
    }

    private void propose(String id) {
        console.store.act(
                Optional.of(id),
                console.store.find(id).accounts(),
                new Decision(
                        "standard",
                        "2026.11",
                        "strong-campaign",
                        new Countermeasure.Suspend(),
                        Duration.ofDays(7),
                        true,
                        "automated harvesting",
                        "ab".repeat(32),
                        SampleCampaign.NOW),
                "policy",
                SampleCampaign.NOW);
    }

    private Page queue(Role role) {
        return chromium.open(chromium.signedIn(role), "/console/queue");
    }

    private static List<String> shown(Page page) {
        return page.locator("tr[data-case]").all().stream()
                .map(row -> row.getAttribute("data-case"))
                .toList();
    }

    private static Locator row(Page page, String id) {
        return page.locator("tr[data-case='" + id + "']");
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("() => document.activeElement.id"));
    }

    @Test
    void queue_ofNothing_saysThatItFillsByItself() {
        Page page = queue(Role.VIEWER);
        assertThat(page.getByText("No case waits.")).isVisible();
        cases(1, SampleCampaign.NOW);
        assertThat(page.locator("tr[data-case]")).hasCount(1);
        chromium.open(page, "/console/queue?state=merged");
        assertThat(page.getByText("No case is like that.")).isVisible();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void queue_filteredAndSorted_standsInTheAddress() {
        List<String> ids = cases(6, SampleCampaign.NOW);
        console.store.claim(ids.get(1), "ann", SampleCampaign.NOW);
        console.store.close(ids.get(2), "done", "ann", SampleCampaign.NOW);
        Page page = queue(Role.ANALYST);
        assertThat(shown(page)).containsExactly(ids.get(5), ids.get(4), ids.get(3), ids.get(1), ids.get(0));
        page.getByLabel("With").selectOption("nobody");
        page.getByLabel("Accounts, at least").fill("4");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*with=nobody.*fewest=4.*"));
        assertThat(shown(page)).containsExactly(ids.get(5), ids.get(4), ids.get(3));
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Accounts").setExact(true))
                .last()
                .click();
        page.waitForURL("**/console/queue?*sort=accounts*");
        page.locator("th[aria-sort=descending] a").click();
        page.waitForURL("**/console/queue?*order=up*");
        assertThat(shown(page)).containsExactly(ids.get(3), ids.get(4), ids.get(5));
        Page shared = chromium.signedIn(Role.VIEWER);
        shared.navigate(page.url());
        assertThat(shown(shared)).isEqualTo(shown(page));
        chromium.open(page, "/console/queue?account=m0003-00001&state=all");
        assertThat(shown(page)).containsExactly(ids.get(3));
        chromium.open(page, "/console/queue?state=nonsense&page=x&fewest=-9&verdict=%00&sort=;--");
        assertThat(shown(page)).hasSize(5);
    }

    @Test
    void queue_byKeys_isWalkedSelectedAndClaimed() {
        List<String> ids = cases(4, SampleCampaign.NOW).reversed();
        Page page = queue(Role.ANALYST);
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        assertThat(focused(page)).isEqualTo("open-" + ids.get(1));
        page.keyboard().press("x");
        assertThat(page.getByText("1 case selected")).isVisible();
        page.keyboard().press("c");
        assertThat(row(page, ids.get(1)).getByText("you", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(console.store.overview(ids.get(1)).summary().assignee()).contains("the analyst");
        assertThat(focused(page)).isEqualTo("open-" + ids.get(1));
        assertThat(page.getByLabel("Select " + ids.get(1))).isChecked();
        page.keyboard().press("u");
        assertThat(row(page, ids.get(1)).getByRole(AriaRole.BUTTON)).hasText("Claim");
        page.keyboard().press("a");
        assertThat(page.getByText("4 cases selected")).isVisible();
        page.keyboard().press("?");
        assertThat(page.getByText("next case, case before")).isVisible();
        page.keyboard().press("/");
        assertThat(focused(page)).isEqualTo("state");
        page.locator("#open-" + ids.get(2)).focus();
        page.keyboard().press("o");
        page.waitForURL("**/console/cases/" + ids.get(2) + "?queue=at%3D2");
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void bulk_oneFails_theOthersAreDoneAndItIsSaid() {
        List<String> ids = cases(3, SampleCampaign.NOW);
        console.store.claim(ids.get(1), HOSTILE, SampleCampaign.NOW);
        Page page = queue(Role.ANALYST);
        for (String id : ids) {
            page.getByLabel("Select " + id).check();
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Do it"))
                .click();
        assertThat(page.getByText("Claimed 2 of 3 cases.")).isVisible();
        assertThat(page.locator(".outcomes .failed")).containsText(ids.get(1));
        assertThat(page.locator(".outcomes .failed")).containsText("worked on by somebody else");
        assertThat(page.getByLabel("Select " + ids.get(1))).isChecked();
        assertThat(page.getByLabel("Select " + ids.get(0))).not().isChecked();
        assertThat(console.store.overview(ids.get(0)).summary().assignee()).contains("the analyst");
        assertThat(console.store.overview(ids.get(1)).summary().assignee()).contains(HOSTILE);
        assertThat(row(page, ids.get(1))).containsText("<img src=x");
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
    }

    @Test
    void bulk_withoutAReason_isRefusedInWords() {
        List<String> ids = cases(2, SampleCampaign.NOW);
        Page page = queue(Role.ANALYST);
        page.getByLabel("Select " + ids.getFirst()).check();
        page.getByLabel("Do", new Page.GetByLabelOptions().setExact(true)).selectOption("close");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Do it"))
                .click();
        assertThat(page.locator("#refusal")).containsText("Fill in a reason");
        assertThat(console.store.overview(ids.getFirst()).summary().state()).isEqualTo(CaseState.NEW);
        page.getByLabel("Reason, for all of them").fill("a course");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Closed 1 case.")).isVisible();
        assertThat(row(page, ids.getFirst())).hasCount(0);
        assertThat(console.store.overview(ids.getFirst()).summary().state()).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void bulk_proposals_areApprovedByApproversOnly() {
        List<String> ids = cases(2, SampleCampaign.NOW);
        propose(ids.getFirst());
        Page page = queue(Role.APPROVER);
        assertThat(row(page, ids.getFirst()).locator("td").nth(8)).hasText("1");
        page.keyboard().press("a");
        page.getByLabel("Do", new Page.GetByLabelOptions().setExact(true)).selectOption("approve_proposals");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Do it"))
                .click();
        assertThat(page.locator(".outcomes .failed")).containsText("no proposal that waits");
        assertThat(console.store.overview(ids.getFirst()).summary().state()).isEqualTo(CaseState.ACTED);
        Page analyst = queue(Role.ANALYST);
        assertThat(analyst.locator("option[value=approve_proposals]")).hasCount(0);
        APIResponse answer = post(analyst, "/console/queue/bulk", "id", ids.get(1), "kind", "approve_proposals");
        assertThat(answer.status()).isEqualTo(403);
    }

    private APIResponse post(Page page, String path, String... fields) {
        String token = page.locator("input[name=X-XSRF-TOKEN]").first().getAttribute("value");
        FormData form = FormData.create().set("X-XSRF-TOKEN", token);
        for (int i = 0; i < fields.length; i += 2) {
            form.set(fields[i], fields[i + 1]);
        }
        return page.context()
                .request()
                .post(console.url(path), RequestOptions.create().setForm(form).setMaxRedirects(0));
    }

    @Test
    void posts_byViewers_areDenied() {
        String id = cases(1, SampleCampaign.NOW).getFirst();
        Page page = queue(Role.VIEWER);
        assertThat(page.locator("input[name=id]")).hasCount(0);
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Claim")))
                .hasCount(0);
        for (String path : List.of("claim", "release", "bulk")) {
            APIResponse answer = post(page, "/console/queue/" + path, "case", id, "id", id, "kind", "claim");
            assertThat(answer.status()).isEqualTo(403);
        }
        assertThat(console.store.overview(id).summary().assignee()).isEmpty();
    }

    @Test
    void claim_ofAnothersCase_isRefusedAndWithoutScriptLeadsBackToTheList() {
        List<String> ids = cases(2, SampleCampaign.NOW);
        console.store.claim(ids.getFirst(), "ann", SampleCampaign.NOW);
        Page page = queue(Role.ANALYST);
        assertThat(post(page, "/console/queue/claim", "case", ids.getFirst()).status())
                .isEqualTo(409);
        assertThat(post(page, "/console/queue/release", "case", ids.getFirst()).status())
                .isEqualTo(409);
        APIResponse answer = post(page, "/console/queue/claim", "case", ids.get(1), "filter", "state=open&page=2");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers()).containsEntry("location", "/console/queue?state=open&page=2");
    }

    @Test
    void liveUpdate_whileWorking_keepsSelectionFocusAndReason() {
        List<String> ids = cases(5, SampleCampaign.NOW).reversed();
        Page page = queue(Role.ANALYST);
        page.getByLabel("Select " + ids.get(3)).check();
        page.getByLabel("Reason, for all of them").fill("half a th");
        page.locator("#open-" + ids.get(2)).focus();
        console.store.observe(List.of(SampleCampaign.of("late", 50, Verdict.DISTILLATION, 11.5)), SampleCampaign.NOW);
        assertThat(page.locator("tr[data-case]")).hasCount(6);
        assertThat(page.getByLabel("Select " + ids.get(3))).isChecked();
        assertThat(page.getByText("1 case selected")).isVisible();
        assertThat(focused(page)).isEqualTo("open-" + ids.get(2));
        assertThat(page.getByLabel("Reason, for all of them")).hasValue("half a th");
        console.store.close(ids.get(2), "done", "ann", SampleCampaign.NOW);
        assertThat(row(page, ids.get(2))).hasCount(0);
        assertThat(focused(page)).isEqualTo("open-" + ids.get(3));
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void next_afterACase_isTheOneBelowOrTheOneThatTookItsPlace() {
        List<String> ids = cases(4, SampleCampaign.NOW).reversed();
        QueueOrder order =
                new QueueOrder(console.store, "the analyst", new QueuePriority(SampleCampaign.NOW, QueueScreen.GOAL));
        assertThat(order.next(ids.get(1), QueueFilter.NONE.at(1))).contains(new QueueOrder.Place(ids.get(2), 2));
        assertThat(order.next(ids.get(3), QueueFilter.NONE.at(3))).isEmpty();
        console.store.close(ids.get(1), "done", "ann", SampleCampaign.NOW);
        assertThat(order.next(ids.get(1), QueueFilter.NONE.at(1))).contains(new QueueOrder.Place(ids.get(2), 1));
        QueueFilter all = QueueFilter.parse("state=all&at=1");
        assertThat(order.next(ids.get(1), all)).contains(new QueueOrder.Place(ids.get(2), 1));
        assertThat(order.next("C-none", QueueFilter.NONE)).contains(new QueueOrder.Place(ids.getFirst(), 0));
    }

    @Test
    void autoAdvance_afterDeciding_leadsToTheNextCaseAndAtTheEndBack() {
        List<String> ids = cases(2, SampleCampaign.NOW).reversed();
        Page page = chromium.open(chromium.signedIn(Role.ANALYST), "/console/queue?state=new");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/cases/*");
        String queue = page.url().replaceFirst(".*queue=", "");
        assertThat(queue).isEqualTo("state%3Dnew");
        console.store.close(ids.getFirst(), "done", "ann", SampleCampaign.NOW);
        chromium.open(page, QueueOrder.path("state=new", ids.getFirst()));
        assertThat(page).hasURL(console.url("/console/cases/" + ids.get(1) + "?queue=state%3Dnew"));
        console.store.close(ids.get(1), "done", "ann", SampleCampaign.NOW);
        chromium.open(page, QueueOrder.path("state=new", ids.get(1)));
        assertThat(page).hasURL(console.url("/console/queue?state=new&end=yes"));
        assertThat(page.getByText("That was the last case of this list.")).isVisible();
    }

    @Test
    void queue_ofAThousand_showsFiftyAtATimeAndAllOfThemOnce() {
        cases(1_000, SampleCampaign.NOW);
        Page page = queue(Role.VIEWER);
        assertThat(page.getByText("1 to 50 of 1,000")).isVisible();
        List<String> seen = new ArrayList<>(shown(page));
        for (int number = 2; number <= 20; number++) {
            page.keyboard().press("n");
            page.waitForURL("**/console/queue?page=" + number);
            seen.addAll(shown(page));
        }
        assertThat(page.locator("[data-key=n]")).hasCount(0);
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(console.store.cases(CaseQuery.ALL.page(0, 1_000)).cases().stream()
                        .map(CaseSummary::id)
                        .toList());
    }

    @Test
    void queue_hasNoSeriousBarriers_andFitsItsWindow() {
        List<String> ids = cases(60, SampleCampaign.NOW.minus(Duration.ofHours(30)));
        console.store.claim(ids.get(58), "the analyst", SampleCampaign.NOW);
        console.store.claim(ids.get(57), HOSTILE.repeat(20), SampleCampaign.NOW);
        cases(62, SampleCampaign.NOW.minus(Duration.ofHours(3)));
        propose(ids.get(59));
        Page page = chromium.signedIn(Role.APPROVER);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                chromium.open(page, "/console/queue");
                page.keyboard().press("j");
                page.keyboard().press("x");
                page.keyboard().press("j");
                assertThat(Chromium.barriers(page)).isEmpty();
                assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                        .isEqualTo(true);
                Pictures.keep(page, "queue-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width);
            }
        }
    }
}
