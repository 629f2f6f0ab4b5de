// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseScreenTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\u202Etxt.exe'\"&";

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static Chromium chromium;
    private static String large;
    private static String hostile;
    private static String alone;

    @BeforeAll
    static void open() {
        console = new TestConsole(folder);
        chromium = new Chromium(console);
        Campaign campaign = SampleCampaign.withLanes(SampleCampaign.of("member", 20_000));
        large = observe(SampleCampaign.scored(campaign, 6.5), 3);
        observe(SampleCampaign.scored(campaign, 8.25), 2);
        observe(campaign, 0);
        console.store.act(
                Optional.of(large),
                new HashSet<>(campaign.accounts().subList(0, 4_000)),
                suspended(),
                "the policy",
                SampleCampaign.NOW);
        hostile = observe(SampleCampaign.named(List.of(HOSTILE, "ordinary", "x".repeat(1_000))), 0);
        alone = observe(SampleCampaign.of("alone", 8), 0);
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

    private static String observe(Campaign campaign, int daysAgo) {
        return console.store
                .observe(List.of(campaign), SampleCampaign.NOW.minus(Duration.ofDays(daysAgo)))
                .getFirst()
                .caseId();
    }

    private static Decision suspended() {
        return new Decision(
                "standard",
                "2026.11",
                "strong-campaign",
                new Countermeasure.Suspend(),
                Duration.ofDays(7),
                false,
                "automated harvesting",
                "ab".repeat(32),
                SampleCampaign.NOW);
    }

    private static Page at(String path) {
        return chromium.open(reader(), path);
    }

    private static Page reader() {
        Page page = chromium.signedIn(Role.VIEWER);
        // These two are other screens' parts.
        page.route(
                Pattern.compile(".*/(actions|samples)$"),
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<p>Another screen's part.</p>")));
        return page;
    }

    private static Page ofCase(String id) {
        return at("/console/cases/" + id);
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void case_saysWhoWhatHowSureAndSinceWhen() {
        Page page = ofCase(large);

        assertThat(page.locator("h1"))
                .hasText("20,000 accounts acted as one to harvest a model's answers: strong evidence, not proof.");
        assertThat(page.locator("#standing")).containsText("of harmless groups about 1 in 2,500 would score as high");
        assertThat(page.locator("#standing")).containsText("nobody works on it yet");
        assertThat(page.locator("#standing")).containsText("12,000,000");
        assertThat(page.locator("#standing")).containsText("USD 36,000at an assumed USD 10 per million output tokens");
        assertThat(page.locator("nav [aria-current=page]")).hasText("Queue");
        assertThat(page.locator("#actions")).containsText("Another screen's part.");
        assertThat(page.locator("#samples")).containsText("Another screen's part.");
        page.getByText("How the score went (3 assessments)").click();
        assertThat(page.getByText("The score went from +6.5 to +9.5 in 3 assessments."))
                .isVisible();
    }

    @Test
    void evidence_showsForAgainstAndMissing() {
        Page page = ofCase(large);

        assertThat(page.locator("#evidence .waterfall .for")).hasCount(4);
        assertThat(page.locator("#evidence .waterfall .against")).containsText("some members hold conversations");
        assertThat(page.locator("#evidence")).containsText("What would speak against it");
        assertThat(page.locator("#evidence")).containsText("requests' sampling settings are not in the logs");
    }

    @Test
    void innocentExplanations_sayWhatFitsAndWhatDoesNot() {
        Page page = ofCase(large);

        assertThat(page.locator("#innocent h3")).hasText(new String[] {
            "One organisation", "A reseller", "An evaluation laboratory", "A classroom", "A prompt that went round"
        });
        assertThat(page.locator("#innocent article").nth(1).locator(".fits + ul"))
                .containsText("as with customers all over the world");
        assertThat(page.locator("#innocent article").nth(3).locator(".fits-not + ul"))
                .containsText("more than people do");
    }

    @Test
    void cohort_opensAGroupByItsLinkAndByItsCircle() {
        Page page = ofCase(large);
        Locator graph = page.locator(".graph");

        assertThat(graph).hasAttribute("data-drawn", "10");
        assertThat(page.locator("#cohort tbody").first().locator("tr")).hasCount(5);
        press(page, "g2");
        assertThat(page.locator("#cohort .steps-up")).containsText("Group 3, 2,500 accounts");
        assertThat(graph).hasAttribute("data-drawn", Pattern.compile("15[0-9]"));
        page.locator("#cohort").getByText("Next").click();
        assertThat(page.locator("#cohort .pages")).containsText("Page 2 of 17");
        link(page, "All accounts").click();
        assertThat(graph).hasAttribute("data-drawn", "10");
        link(page, "Group 1").click();
        assertThat(page.locator("#cohort .steps-up")).containsText("Group 1, 7,500 accounts");
        assertThat(page).hasTitle(Pattern.compile(large + ".*"));
        assertThat(chromium.complaints).isEmpty();
    }

    private static void press(Page page, String node) {
        @SuppressWarnings("unchecked")
        Map<String, Object> place = (Map<String, Object>) page.evaluate(
                "node => { const box = document.querySelector('.graph'); box.scrollIntoView({ block: 'start' });"
                        + " const { x, y } = box._cyreg.cy.getElementById(node).renderedPosition();"
                        + " const { left, top } = box.getBoundingClientRect(); return { x: left + x, y: top + y }; }",
                node);
        page.mouse().click(((Number) place.get("x")).doubleValue(), ((Number) place.get("y")).doubleValue());
    }

    @Test
    void cohort_groupsUnderAnAction_areToldApart() {
        Page page = ofCase(large);

        assertThat(page.locator(".graph[data-drawn]")).isVisible();
        assertThat(page.evaluate("() => document.querySelector('.graph')._cyreg.cy.nodes('[acted > 0]').length"))
                .isEqualTo(5);
        assertThat(page.locator("#cohort tbody").first().locator("tr").first()).containsText("1,500");
    }

    @Test
    void cohort_ofFewAccounts_showsEachOne() {
        Page page = ofCase(alone);

        assertThat(page.locator(".graph")).hasAttribute("data-drawn", Pattern.compile("1[0-9]"));
        assertThat(page.locator("#cohort")).containsText("alone-00003");
    }

    @Test
    void groups_thatAreNotThere_areRefusedInWords() {
        Page page = at("/console/cases/" + large + "/groups?group=99");

        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("There is no such group");
    }

    @Test
    void case_thatIsNotThere_isRefusedInWords() {
        Page page = ofCase("C-2020-0001");

        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("C-2020-0001");
    }

    @Test
    void lanes_showSomeAccountsHourByHour() {
        Page page = ofCase(large);

        assertThat(page.locator(".lanes li")).hasCount(40);
        assertThat(page.locator(".lanes figcaption")).containsText("40 of 20,000 accounts");
        assertThat(ofCase(alone).locator("#when")).containsText("it is from before that was kept");
    }

    @Test
    void accounts_arePagedAndFound() {
        Page page = ofCase(large);

        assertThat(page.locator("#members tbody tr")).hasCount(100);
        assertThat(page.locator("#members")).containsText("suspend for 7 days (A-2026-0001)");
        page.locator("#members").getByText("Next").click();
        assertThat(page.locator("#members .pages")).containsText("101 to 200 of 20,000");
        page.getByLabel("Name contains").fill("MEMBER-1999");
        page.getByLabel("Name contains").press("Enter");
        assertThat(page.locator("#members [role=status]")).hasText("10 accounts found");
        assertThat(page.locator("#members tbody tr").last()).containsText("none");
        page.getByLabel("Name contains").fill("");
        page.locator("#members select").selectOption("2");
        page.locator("#members").getByText("Show").click();
        assertThat(page.locator("#members [role=status]")).hasText("5,000 accounts");
        page.getByLabel("Name contains").fill("nobody");
        page.getByLabel("Name contains").press("Enter");
        assertThat(page.locator("#members")).containsText("No account of this case is called so.");
    }

    @Test
    void accounts_withoutScript_areAPageOfTheirOwn() {
        Page page = at("/console/cases/" + large + "/accounts?page=200");

        assertThat(page.locator("tbody tr").last()).containsText("member-19999");
        assertThat(page.locator(".pages")).containsText("19,901 to 20,000 of 20,000");
    }

    @Test
    void names_thatAreHostile_areShownAsTheyAre() {
        Page page = ofCase(hostile);

        assertThat(page.locator("#members tbody tr")).hasCount(3);
        assertThat(page.locator("#members")).containsText("<img src=x onerror=alert(1)>\\u202etxt.exe");
        assertThat(page.locator("#cohort")).containsText("<img src=x");
        assertThat(page.locator("main img")).hasCount(0);
        assertThat(page.locator(".graph[data-drawn]")).isVisible();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void case_foundToBeAFalsePositive_saysThatFirst() {
        String id = observe(SampleCampaign.of("course", 30), 0);
        console.store.feedback(id, Feedback.Finding.FALSE_POSITIVE, "a course", "ann", SampleCampaign.NOW);

        assertThat(ofCase(id).locator("h1")).containsText("A person found this to be a false positive.");
    }

    @Test
    void page_whenTheCaseChanges_followsByItself() {
        String id = observe(SampleCampaign.of("followed", 50), 0);
        Page page = reader();
        chromium.open(page, "/console/cases/" + id);
        assertThat(page.locator("#standing")).containsText("nobody works on it yet");

        console.store.assign(id, "Ann", "Ann", SampleCampaign.NOW);

        assertThat(page.locator("#standing")).containsText("with Ann");
    }

    @Test
    void pages_fitEveryScreenWithoutBarriers() {
        Page page = reader();
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                for (String path : List.of("", "/groups?group=1", "/accounts")) {
                    chromium.open(page, "/console/cases/" + large + path);
                    if (!path.startsWith("/accounts")) {
                        assertThat(page.locator(".graph[data-drawn]")).isVisible();
                    }
                    assertThat(page.locator(path.startsWith("/groups") ? "#cohort" : "#members tbody"))
                            .isVisible();
                    assertThat(Chromium.barriers(page)).isEmpty();
                    assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                            .isLessThanOrEqualTo(width);
                }
            }
        }
        assertThat(chromium.complaints).isEmpty();
    }
}
