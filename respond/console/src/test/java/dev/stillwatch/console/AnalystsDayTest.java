// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.EvidenceItem.Reveal;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an analyst does in a day, from signing in to taking a decision back, on pages whose parts load by themselves. */
class AnalystsDayTest {
    @TempDir
    private Path folder;

    private SampleDay day;

    @BeforeEach
    void open() {
        day = new SampleDay(folder);
    }

    @AfterEach
    void close() {
        assertThat(day.chromium.complaints).isEmpty();
        day.close();
    }

    private static void press(Locator part, String button) {
        part.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button))
                .click();
    }

    private static Locator acts(Page page) {
        return page.locator("#actions .acts");
    }

    private Page atCase(Role role, String id) {
        Page page = day.chromium.open(day.chromium.signedIn(role), "/console/cases/" + id);
        assertThat(acts(page)).isVisible();
        return page;
    }

    private static void preview(Page page, String measure, String reason) {
        acts(page).locator("input[value='" + measure + "']").check();
        acts(page).locator(".measure textarea[name=reason]").fill(reason);
        press(acts(page), "Preview what it touches");
        assertThat(acts(page).getByText("Nothing has been done yet.")).isVisible();
    }

    private Case found(String id) {
        return day.console.store.find(id);
    }

    private Action newest(String id) {
        return found(id).actions().stream()
                .max(java.util.Comparator.comparing(Action::id))
                .orElseThrow();
    }

    @Test
    void largeCase_fromTheQueueToADecision_approvedElsewhere_shownLive_andUndone() {
        Page analyst = day.chromium.window(1280, 900, ColorScheme.LIGHT);
        day.chromium.open(analyst, "/console/queue");
        assertThat(analyst).hasURL(Pattern.compile(".*/console/sign-in"));
        analyst.getByLabel("Your token").fill(TestConsole.token(Role.ANALYST));
        analyst.keyboard().press("Enter");
        analyst.waitForURL("**/console/overview");
        analyst.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Queue"))
                .first()
                .click();
        analyst.waitForURL("**/console/queue");
        walkTo(analyst, day.large);
        analyst.keyboard().press("Enter");
        analyst.waitForURL("**/console/cases/" + day.large + "?queue=*");
        assertThat(acts(analyst)).isVisible();
        assertThat(analyst.locator("#samples .samples")).isVisible();
        assertThat(analyst.locator("#members table")).isVisible();
        assertThat(analyst.locator(".graph")).hasAttribute("data-drawn", Pattern.compile("\\d+"));

        preview(analyst, "suspend", "Automated collection of answers.");
        assertThat(analyst.locator(".preview")).containsText("20,000 of 20,000 accounts");
        assertThat(found(day.large).actions()).hasSize(1);
        press(acts(analyst), "Propose it");
        assertThat(acts(analyst)).containsText("is proposed for 20,000 accounts and waits for an approver");
        Action proposed = newest(day.large);
        assertThat(proposed.status()).isEqualTo(ActionStatus.PROPOSED);
        analyst.evaluate("() => { window.stayed = true; }");

        Page approver = atCase(Role.APPROVER, day.large);
        press(acts(approver), "Approve " + proposed.id());
        assertThat(acts(approver)).containsText(proposed.id() + " is in force for 20,000 accounts");

        Locator undo = acts(analyst).locator("form[action*='" + proposed.id() + "/undo']");
        assertThat(undo.getByRole(AriaRole.BUTTON)).hasText("Undo " + proposed.id());
        assertThat(analyst.locator("#standing .badge").first()).hasText("acted");
        assertThat(analyst.evaluate("() => window.stayed")).isEqualTo(true);

        undo.locator("input[name=reason]").fill("The customer called.");
        undo.getByRole(AriaRole.BUTTON).click();
        assertThat(acts(analyst)).containsText(proposed.id() + " is undone");
        assertThat(day.console
                        .store
                        .action(proposed.id())
                        .undone()
                        .orElseThrow()
                        .why())
                .isEqualTo("The customer called.");
        assertThat(acts(approver)).containsText(proposed.id() + " undone");
        assertThat(analyst.evaluate("() => window.stayed")).isEqualTo(true);
    }

    private static void walkTo(Page queue, String id) {
        int row = queue.locator("tr[data-case]").all().stream()
                .map(one -> one.getAttribute("data-case"))
                .toList()
                .indexOf(id);
        for (int i = 0; i <= row; i++) {
            queue.keyboard().press("j");
        }
        assertThat(queue.locator("#open-" + id)).isFocused();
    }

    @Test
    void queue_afterADecision_goesOnByItselfWhereAsked_andByAKey() {
        Page page = day.chromium.open(day.chromium.signedIn(Role.ANALYST), "/console/queue?verdict=distillation");
        List<String> ids = page.locator("tr[data-case]").all().stream()
                .map(row -> row.getAttribute("data-case"))
                .toList();
        walkTo(page, ids.getFirst());
        page.keyboard().press("Enter");
        page.waitForURL("**/console/cases/" + ids.get(0) + "?queue=*");
        page.keyboard().press("n");
        page.waitForURL("**/console/cases/" + ids.get(1) + "?queue=*");
        assertThat(acts(page)).isVisible();
        page.getByLabel("Go there by itself after a decision").check();
        acts(page).locator("form[action*='/close'] input[name=reason]").fill("Nothing to do.");
        press(acts(page), "Close the case");
        page.waitForURL("**/console/cases/" + ids.get(2) + "?queue=*");
        assertThat(found(ids.get(1)).state()).isEqualTo(CaseState.CLOSED);
        assertThat(page.getByLabel("Go there by itself after a decision")).isChecked();
        page.getByText("Back to the queue").click();
        page.waitForURL("**/console/queue?verdict=distillation");
        assertThat(page.locator("#open-" + ids.get(1))).hasCount(0);
    }

    @Test
    void liveNews_whileAFormIsFilledIn_leavesItAndSaysSo() {
        Page page = atCase(Role.ANALYST, day.large);
        Locator reason = acts(page).locator(".measure textarea[name=reason]");
        reason.fill("Half a sentence");
        day.console.store.note(day.large, "Asked the reseller.", "ben", SampleCampaign.NOW);
        Locator news = acts(page).locator(".news");
        assertThat(news).hasText("This case changed meanwhile: show");
        assertThat(reason).hasValue("Half a sentence");
        news.getByRole(AriaRole.LINK).click();
        assertThat(acts(page)).containsText("Asked the reseller.");
        assertThat(reason).hasValue("");
        assertThat(news).hasText("");
    }

    /** Changes the case, and holds back what the page then fetches to show it. */
    private Route changedButNotYetShown(Page page) {
        AtomicReference<@Nullable Route> held = new AtomicReference<>();
        page.route(url -> url.contains("/console/cases/" + day.large + "/actions"), route -> {
            if (route.request().method().equals("GET") && held.compareAndSet(null, route)) {
                return;
            }
            route.resume();
        });
        day.console.store.note(day.large, "Asked the reseller.", "ben", SampleCampaign.NOW);
        page.waitForCondition(() -> held.get() != null);
        return Objects.requireNonNull(held.get());
    }

    private static void show(Page page, Route held) {
        page.waitForResponse(response -> response.request().equals(held.request()), held::resume)
                .finished();
    }

    @Test
    void liveNews_fetchedBeforeAFormIsFilledIn_leavesItAndSaysSo() {
        Page page = atCase(Role.ANALYST, day.large);
        Route held = changedButNotYetShown(page);
        Locator reason = acts(page).locator(".measure textarea[name=reason]");
        reason.fill("Half a sentence");
        show(page, held);
        assertThat(acts(page).locator(".news")).hasText("This case changed meanwhile: show");
        assertThat(reason).hasValue("Half a sentence");
        assertThat(acts(page).getByText("Asked the reseller.")).hasCount(0);
    }

    @Test
    void liveNews_thatArrivesAfterTheAnswerToAForm_leavesTheAnswer() {
        Page page = atCase(Role.ANALYST, day.large);
        Route held = changedButNotYetShown(page);
        press(acts(page), "Claim");
        Locator claimed = acts(page).locator(".worked[role=status]");
        assertThat(claimed).isVisible();
        show(page, held);
        assertThat(acts(page)).containsText("You work on it.");
        assertThat(claimed).isVisible();
    }

    @Test
    void sample_revealed_isOnRecordInTheListAndInTheStore() {
        Page page = atCase(Role.ANALYST, day.large);
        Locator sample = page.locator("#samples li").filter(new Locator.FilterOptions().setHasText(day.evidence));
        assertThat(sample).containsText("nobody");
        sample.locator("input[name=reason]").fill("To check the verdict.");
        press(sample, "Reveal " + day.evidence);
        assertThat(sample.locator(".revealed pre").first()).containsText("square root of");
        assertThat(sample.locator(".reader")).containsText("the analyst");
        assertThat(sample.locator(".reader")).containsText("To check the verdict.");
        assertThat(day.console.vault.list(day.large).stream()
                        .filter(one -> one.id().equals(day.evidence))
                        .flatMap(one -> one.reveals().stream()))
                .containsExactly(new Reveal("the analyst", "To check the verdict.", SampleCampaign.NOW));
        assertThat(acts(page)).containsText(day.evidence + " read");
        Page other = atCase(Role.VIEWER, day.large);
        assertThat(other.locator("#samples .reader")).containsText("the analyst");
        assertThat(other.locator("#samples .revealed")).hasCount(0);
    }

    @Test
    void viewer_seesNoButtonsOfActions_andIsRefused() {
        Page page = atCase(Role.VIEWER, day.large);
        assertThat(page.locator("#samples .samples")).isVisible();
        assertThat(page.locator("#actions form, #samples form, #actions button"))
                .hasCount(0);
        assertThat(page.getByLabel("Go there by itself after a decision")).hasCount(0);
        long before = day.console.store.revision();
        String base = "/console/cases/" + day.large;
        for (String path : List.of(
                "/preview",
                "/actions",
                "/actions/" + newest(day.large).id() + "/approve",
                "/actions/" + newest(day.large).id() + "/undo",
                "/findings",
                "/close",
                "/samples/" + day.evidence + "/reveal")) {
            assertThat(day.chromium
                            .send(page, base + path, Map.of("reason", "r", "measure", "suspend"))
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(day.console.store.revision()).isEqualTo(before);
    }

    @Test
    void largeCase_accountsArePagedAndSearched() {
        Page page = atCase(Role.VIEWER, day.large);
        Locator members = page.locator("#members");
        assertThat(members.locator("[role=status]")).containsText("20,000");
        int rows = members.locator("tbody tr").count();
        assertThat(rows).isBetween(10, 200);
        String first = members.locator("tbody th").first().innerText();
        members.getByText("Next", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(members.locator("tbody th").first()).not().hasText(first);
        members.getByLabel("Name contains").fill("acct-19999");
        press(members, "Show");
        assertThat(members.locator("tbody tr")).hasCount(1);
        assertThat(page.locator(".graph")).hasAttribute("data-drawn", Pattern.compile("\\d+"));
    }
}
