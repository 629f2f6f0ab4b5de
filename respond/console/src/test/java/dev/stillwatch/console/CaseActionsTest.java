// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.Feedback.Finding;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Deterrence;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
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
        chromium.closeWindows();
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
        assertThat(approver.locator(".action-standing")).hasText("7 days left, until 29 Nov 2026, 10:00 UTC");
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

    @Test
    void confirm_sentTwice_makesOneAction_andSaysAlreadySo() {
        String id = newCase(5);
        Page page = onActions(Role.ANALYST, id);
        Map<String, String> form = suspending(id);
        assertThat(chromium.send(page, "/console/cases/" + id + "/actions", form)
                        .text())
                .contains("is proposed for 5 accounts");
        assertThat(chromium.send(page, "/console/cases/" + id + "/actions", form)
                        .text())
                .contains("Already so: A-2026-");
        assertThat(found(id).actions()).hasSize(1);
    }

    private static Map<String, String> suspending(String id) {
        return Map.of(
                "measure",
                "suspend",
                "lasting",
                "PT24H",
                "reason",
                "Automated collection.",
                "members",
                MembersSeen.members(found(id)),
                "how",
                "propose");
    }

    @Test
    void confirm_membersChangedSincePreview_doesNothing_andPreviewsAnew() {
        String id = newCase(40);
        Page page = onActions(Role.ANALYST, id);
        preview(page, "suspend", "Automated collection.");
        console.store.observe(List.of(SampleCampaign.of("group" + cases, 50)), SampleCampaign.NOW);
        press(page, "Propose it");
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("The case's members changed");
        assertThat(page.locator(".preview")).containsText("50 of 50 accounts");
        assertThat(found(id).actions()).isEmpty();
        press(page, "Propose it");
        assertThat(said(page)).containsText("is proposed for 50 accounts");
    }

    @Test
    void confirm_atOnceByAnAnalyst_isRefused() {
        String id = newCase(5);
        Page page = onActions(Role.ANALYST, id);
        Map<String, String> form = new HashMap<>(suspending(id));
        form.put("how", "at-once");
        assertThat(chromium.send(page, "/console/cases/" + id + "/actions", form)
                        .status())
                .isEqualTo(403);
        assertThat(found(id).actions()).isEmpty();
    }

    @Test
    void preview_ofSomethingIncomplete_namesWhatIsMissing() {
        String id = newCase(5);
        Page page = onActions(Role.ANALYST, id);
        Map.of(
                        "suspend", "Fill in a reason",
                        "throttle", "Fill in how many requests an account may make as a number from 1 to 1,000,000.",
                        "step-up", "Fill in the address where customers verify themselves",
                        "withhold", "Name at least one model",
                        "deter", "Choose at least one change to answers")
                .forEach((measure, words) -> {
                    APIResponse answer = chromium.send(
                            page,
                            "/console/cases/" + id + "/preview",
                            Map.of(
                                    "measure",
                                    measure,
                                    "lasting",
                                    "PT24H",
                                    "reason",
                                    measure.equals("suspend") ? "" : "r"));
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.text()).contains(words);
                });
        assertThat(chromium.send(page, "/console/cases/" + id + "/preview", Map.of("measure", "suspend", "reason", "r"))
                        .text())
                .contains("Choose how long it is to hold");
    }

    @Test
    void everyMeasure_filledIn_isDecidedAsFilledIn() {
        String id = newCase(5);
        Page page = onActions(Role.APPROVER, id);
        choose(page, "own");
        page.locator("input[name=own]").fill("36");
        page.locator("select[name=own-unit]").selectOption("hours");
        choose(page, "throttle");
        page.locator("input[name=requests]").fill("25");
        page.locator("select[name=per-unit]").selectOption("minutes");
        preview(page, "throttle", "Slower, please.");
        press(page, "Approve and put it in force now");
        assertThat(said(page)).containsText("is in force for 5 accounts");
        choose(page, "step-up");
        page.locator("input[name=verify-at]").fill("https://example.com/verify");
        preview(page, "step-up", "Who are you?");
        press(page, "Propose it");
        assertThat(said(page)).containsText("is proposed");
        choose(page, "withhold");
        page.locator("input[name=models]").fill("large-1, large-2");
        preview(page, "withhold", "Not these.");
        press(page, "Propose it");
        assertThat(said(page)).containsText("is proposed");
        choose(page, "deter");
        page.locator("select[name=logprobs]").selectOption("round");
        page.locator("input[name=least-temperature]").fill("0.5");
        page.locator("input[name=keep-watermark]").uncheck();
        page.locator("select[name=canary]").selectOption("instruction");
        preview(page, "deter", "Changed.");
        press(page, "Propose it");
        assertThat(said(page)).containsText("is proposed");
        preview(page, "observe", "Watched.");
        press(page, "Put it in force now");
        assertThat(said(page)).containsText("is in force");
        assertThat(found(id).actions().stream().map(Action::countermeasure))
                .containsExactly(
                        new Countermeasure.Throttle(25, Duration.ofMinutes(1)),
                        new Countermeasure.StepUp(URI.create("https://example.com/verify")),
                        new Countermeasure.Withhold(Set.of("large-1", "large-2")),
                        new Countermeasure.Deter(new Deterrence(
                                Optional.of(new Deterrence.Logprobs.Round(5, 2)),
                                true,
                                Optional.of(Deterrence.Reasoning.WITHHOLD),
                                OptionalInt.of(1),
                                OptionalDouble.of(0.5),
                                false,
                                true,
                                Optional.of(Deterrence.Canary.INSTRUCTION))),
                        new Countermeasure.Observe());
        assertThat(found(id).actions().getFirst().decision().lasting()).isEqualTo(Duration.ofHours(36));
    }

    @Test
    void approve_whatChangedSinceItWasSeen_isNotDone_andTheNewStateIsShown() {
        String id = newCase(10);
        Page page = onActions(Role.APPROVER, id);
        preview(page, "suspend", "Automated collection.");
        press(page, "Propose it");
        assertThat(said(page)).containsText("is proposed");
        Action proposed = found(id).actions().getFirst();
        String one = proposed.accounts().iterator().next();
        console.store.feedback(id, Set.of(one), Finding.FALSE_POSITIVE, "a student", "ben", SampleCampaign.NOW);
        press(page, "Approve " + proposed.id());
        assertThat(said(page)).containsText("was changed since it was looked at");
        assertThat(page.locator(".actions h4").first()).containsText("suspend, 9 accounts");
        assertThat(console.store.action(proposed.id()).status()).isEqualTo(ActionStatus.PROPOSED);
        press(page, "Approve " + proposed.id());
        assertThat(said(page)).containsText("is in force for 9 accounts");

        String another = found(id).actions().getFirst().accounts().iterator().next();
        console.store.feedback(id, Set.of(another), Finding.FALSE_POSITIVE, "a student", "ben", SampleCampaign.NOW);
        page.locator(".actions input[name=reason]").fill("Enough.");
        press(page, "Undo " + proposed.id());
        assertThat(said(page)).containsText("was changed since it was looked at");
        assertThat(page.locator(".actions h4").first()).containsText("suspend, 8 accounts");
        assertThat(console.store.action(proposed.id()).undone()).isEmpty();
    }

    @Test
    void falsePositive_undoesAndCloses_andCanBeTakenBack() {
        String id = newCase(10);
        Page page = onActions(Role.APPROVER, id);
        preview(page, "suspend", "Automated collection.");
        press(page, "Approve and put it in force now");
        assertThat(said(page)).containsText("is in force");
        choose(page, "false-positive");
        page.locator(".finding textarea[name=reason]").fill("A class of students.");
        press(page, "Record the finding");
        assertThat(said(page)).containsText("All actions of the case are undone, and it is closed");
        assertThat(found(id).state()).isEqualTo(CaseState.CLOSED);
        assertThat(found(id).actions().getFirst().status()).isEqualTo(ActionStatus.UNDONE);
        assertThat(page.getByText("A person found this case to be a false positive."))
                .isVisible();
        preview(page, "suspend", "Again.");
        assertThat(page.locator(".preview")).containsText("10 found benign by a person before");
        assertThat(page.getByText("There is nobody left to do this to.")).isVisible();
        page.getByText("Do nothing").click();
        choose(page, "confirmed");
        page.locator(".finding textarea[name=reason]").fill("It was one after all.");
        press(page, "Record the finding");
        assertThat(said(page)).containsText("Confirmed for 10 accounts");
        page.locator("form[action$=reopen] input[name=reason]").fill("Mistaken.");
        press(page, "Reopen the case");
        assertThat(said(page)).containsText("The case is open again");
        assertThat(found(id).state().isOpen()).isTrue();
    }

    @Test
    void finding_aboutSomeAccounts_releasesThem_andStrangersAreRefused() {
        String id = newCase(10);
        String name = "group" + cases + "-0000";
        Page page = onActions(Role.APPROVER, id);
        preview(page, "suspend", "Automated collection.");
        press(page, "Approve and put it in force now");
        assertThat(said(page)).containsText("is in force");
        choose(page, "false-positive");
        choose(page, "some");
        page.locator("textarea[name=accounts]").fill(name + "1, " + name + "2\n" + name + "3\nsomebody-else");
        page.locator(".finding textarea[name=reason]").fill("Students.");
        press(page, "Record the finding");
        assertThat(page.locator("#refusal")).containsText("never had 1 of the accounts named");
        page.locator("textarea[name=accounts]").fill(name + "1, " + name + "2\n" + name + "3");
        press(page, "Record the finding");
        assertThat(said(page)).containsText("3 accounts recorded as false positive and released");
        assertThat(found(id).actions().getFirst().accounts()).hasSize(7);
        assertThat(found(id).state()).isEqualTo(CaseState.ACTED);
    }

    @Test
    void finding_caseChangedSinceThePageWasMade_isNotRecorded() {
        String id = newCase(10);
        Page page = onActions(Role.ANALYST, id);
        choose(page, "false-positive");
        page.locator(".finding textarea[name=reason]").fill("Students.");
        console.store.feedback(id, Finding.CONFIRMED, "stolen cards", "ben", SampleCampaign.NOW);
        press(page, "Record the finding");
        assertThat(said(page)).containsText("The case changed since this page was made");
        assertThat(found(id).feedback()).hasSize(1);
    }

    @Test
    void claim_givenAway_takenOver_andLostToSomebodyFaster() {
        String id = newCase(2);
        Page page = onActions(Role.ANALYST, id);
        page.keyboard().press("c");
        assertThat(said(page)).containsText("The case is with the analyst");
        assertThat(page.locator(".held")).containsText("You work on it");
        Page other = onActions(Role.APPROVER, id);
        page.locator("select[name=to]").selectOption("the administrator");
        press(page, "Give");
        assertThat(said(page)).containsText("The case is with the administrator");
        press(other, "Take over");
        assertThat(said(other)).containsText("Somebody was faster: the case is now with the administrator");
        assertThat(found(id).summary().assignee()).contains("the administrator");
        press(other, "Take over");
        assertThat(said(other)).containsText("The case is with the approver");
        assertThat(chromium.send(other, "/console/cases/" + id + "/give", Map.of("to", "the viewer"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void note_sentTwice_standsOnce() {
        String id = newCase(2);
        Page page = onActions(Role.ANALYST, id);
        String path = "/console/cases/" + id + "/note";
        assertThat(chromium.send(page, path, Map.of("text", "Asked the reseller."))
                        .text())
                .contains("The note stands in the history.");
        assertThat(chromium.send(page, path, Map.of("text", "Asked the reseller."))
                        .text())
                .contains("Already so");
        assertThat(found(id).events().stream().filter(event -> event.text().equals("Asked the reseller.")))
                .hasSize(1);
    }

    @Test
    void withoutScript_decidingApprovingAndUndoing_work() {
        String id = newCase(6);
        Page page = chromium.withoutScript(Role.APPROVER);
        chromium.open(page, "/console/cases/" + id + "/actions");
        preview(page, "suspend", "Automated collection.");
        press(page, "Propose it");
        assertThat(said(page)).containsText("is proposed for 6 accounts");
        press(page, "Approve");
        assertThat(said(page)).containsText("is in force for 6 accounts");
        page.locator(".actions input[name=reason]").fill("Enough.");
        press(page, "Undo");
        assertThat(said(page)).containsText("is undone");
        assertThat(page.locator("nav")).isVisible();
    }

    @Test
    void dossier_isAFileToKeep_withoutTexts() throws Exception {
        String id = newCase(2);
        Page page = onActions(Role.ANALYST, id);
        for (String kind : List.of("page", "JSON")) {
            Download file = page.waitForDownload(() -> page.locator("a[download]")
                    .getByText(kind, new Locator.GetByTextOptions().setExact(true))
                    .click());
            assertThat(file.suggestedFilename()).startsWith(id + "-dossier.");
            assertThat(Files.readString(file.path())).contains("group" + cases + "-00001");
        }
        assertThat(page.context()
                        .request()
                        .get(console.url("/console/cases/" + id + "/dossier/evidence.key"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void findings_aboutThreeThousandAccounts_areTakenInOneForm() {
        String id = newCase(3_500);
        Page page = onActions(Role.ANALYST, id);
        String accounts = found(id).accounts().stream().sorted().limit(3_000).collect(Collectors.joining(","));
        Map<String, String> form = Map.of(
                "finding", "false-positive",
                "about", "some",
                "reason", "Students.",
                "seen", MembersSeen.findings(found(id)),
                "accounts", accounts);
        assertThat(chromium.send(page, "/console/cases/" + id + "/findings", form)
                        .text())
                .contains("3,000 accounts recorded as false positive");
        page.reload();
        preview(page, "suspend", "The rest.");
        assertThat(page.locator(".preview")).containsText("500 of 3,500 accounts");
    }

    @Test
    void part_askedForByAScript_comesWithoutTheFrame() {
        String id = newCase(2);
        Page page = chromium.signedIn(Role.ANALYST);
        String part = page.context()
                .request()
                .get(
                        console.url("/console/cases/" + id + "/actions"),
                        RequestOptions.create().setHeader("HX-Request", "true"))
                .text();
        assertThat(part.strip()).startsWith("<div class=\"acts\"").doesNotContain("<html");
    }

    @Test
    void pages_haveNoSeriousBarriers_andFitTheScreen() {
        Page page = chromium.signedIn(Role.APPROVER);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 390}) {
                String id = newCase(40);
                Chromium.shape(page, width, scheme);
                chromium.open(page, "/console/cases/" + id + "/actions");
                for (String measure : List.of("step-up", "throttle", "deter", "withhold", "suspend")) {
                    choose(page, measure);
                    fits(page, width);
                }
                preview(page, "suspend", "x".repeat(1_000));
                fits(page, width);
                assertThat(Chromium.barriers(page)).isEmpty();
                press(page, "Propose it");
                assertThat(said(page)).isVisible();
                choose(page, "deter");
                choose(page, "some");
                choose(page, "own");
                fits(page, width);
                assertThat(Chromium.barriers(page)).isEmpty();
            }
        }
    }

    private static void fits(Page page, int width) {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(width);
    }
}
