// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acting on a case, as people do it in a browser. */
class CaseActionsTest {
    /** Markup, a script, an attribute's end, a mark that turns the line around, and a line break. */
    private static final String HOSTILE =
            "<script>window.ran = 1</script>\"'><img src=x onerror=window.ran=1>\u202Eevil";

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static Chromium chromium;
    private static int cases;

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
    void noPageComplains() {
        assertThat(chromium.complaints).isEmpty();
    }

    /** A new case of that many accounts. */
    private static String newCase(int accounts) {
        cases++;
        return console.store
                .observe(List.of(SampleCampaign.of("group" + cases, accounts)), SampleCampaign.NOW)
                .getFirst()
                .caseId();
    }

    private static Case found(String id) {
        return console.store.find(id);
    }

    private static Page onActions(Role role, String id) {
        return chromium.open(chromium.signedIn(role), "/console/cases/" + id + "/actions");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    private static void choose(Page page, String value) {
        page.locator("input[type=radio][value='" + value + "']").check();
    }

    private static Locator said(Page page) {
        return page.locator(".acts > [autofocus]");
    }

    private static void preview(Page page, String measure, String reason) {
        choose(page, measure);
        page.locator(".measure textarea[name=reason]").fill(reason);
        press(page, "Preview what it touches");
        assertThat(page.getByText("Nothing has been done yet.")).isVisible();
    }

    @Test
    void decision_previewedProposedApprovedByAnother_isInForce_andUndone() {
        String id = newCase(40);
        Page analyst = onActions(Role.ANALYST, id);
        preview(analyst, "suspend", "Automated collection of answers.");
        assertThat(analyst.locator(".preview")).containsText("40 of 40 accounts");
        assertThat(analyst.locator(".preview")).containsText("one of the approver, the administrator");
        assertThat(analyst.locator(".preview pre")).containsText("\"code\" : \"account_suspended\"");
        assertThat(analyst.locator(".preview pre")).containsText("Automated collection of answers.");
        assertThat(found(id).actions()).isEmpty();
        press(analyst, "Propose it");
        assertThat(said(analyst)).containsText("is proposed for 40 accounts and waits for an approver");
        Action proposed = found(id).actions().getFirst();
        assertThat(proposed.status()).isEqualTo(ActionStatus.PROPOSED);
        assertThat(proposed.proposedBy()).isEqualTo("the analyst");
        assertThat(analyst.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve")))
                .hasCount(0);

        Page approver = onActions(Role.APPROVER, id);
        press(approver, "Approve " + proposed.id());
        assertThat(said(approver)).containsText(proposed.id() + " is in force for 40 accounts");
        assertThat(approver.locator(".actions .standing")).hasText("7 days left, until 29 Nov 2026, 10:00 UTC");
        assertThat(approver.locator(".actions")).containsText("Approved bythe approver");
        assertThat(console.store.action(proposed.id()).approvals().getFirst().who())
                .isEqualTo("the approver");

        Page other = onActions(Role.ANALYST, id);
        other.locator(".actions input[name=reason]").fill("The customer called.");
        press(other, "Undo " + proposed.id());
        assertThat(said(other)).containsText(proposed.id() + " is undone");
        assertThat(console.store.action(proposed.id()).undone().orElseThrow().why())
                .isEqualTo("The customer called.");
        assertThat(other.locator("table").first()).containsText(proposed.id() + " undone");
    }

    @Test
    void hostileText_inNotesReasonsAndFindings_isShownAndDoesNothing() {
        String id = newCase(3);
        Page page = onActions(Role.APPROVER, id);
        page.locator("textarea[name=text]").fill(HOSTILE);
        press(page, "Write it down");
        assertThat(said(page)).containsText("The note stands in the history");
        preview(page, "suspend", HOSTILE);
        assertThat(page.locator(".preview")).containsText("\\u202eevil");
        press(page, "Approve and put it in force now");
        assertThat(said(page)).containsText("is in force for 3 accounts");
        page.locator(".actions input[name=reason]").fill(HOSTILE);
        press(page, "Undo");
        assertThat(said(page)).containsText("is undone");
        choose(page, "confirmed");
        page.locator(".finding textarea[name=reason]").fill(HOSTILE);
        press(page, "Record the finding");
        assertThat(said(page)).containsText("Confirmed for 3 accounts");
        assertThat(page.locator("table").first().getByText("<script>window.ran = 1</script>"))
                .hasCount(4);
        assertThat(page.locator(".acts img, .acts script")).hasCount(0);
        assertThat(page.content()).doesNotContain("\u202E");
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
    }
}
