// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working through the queue, case by case, while others work on the same cases. */
class CaseFromQueueTest {
    private TestConsole console;
    private Chromium chromium;
    private List<String> ids;

    @BeforeEach
    void open(@TempDir Path folder) {
        console = new TestConsole(folder);
        chromium = new Chromium(console);
        ids = Stream.of("a", "b", "c")
                .map(prefix -> console.store
                        .observe(List.of(SampleCampaign.of(prefix, 3)), SampleCampaign.NOW)
                        .getFirst()
                        .caseId())
                .toList();
    }

    @AfterEach
    void close() {
        chromium.close();
        console.close();
    }

    private Page at(String path) {
        return chromium.open(chromium.signedIn(Role.ANALYST), path);
    }

    @Test
    void case_openedFromTheQueue_keepsItsPlaceWhileOneDecides_andLeadsOn() {
        Page page = at("/console/queue?sort=accounts");
        page.locator("a.open").first().click();
        page.waitForURL("**/console/cases/*?queue=sort%3Daccounts");
        String first = page.locator(".case-line .id").first().textContent();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Claim"))
                .click();
        assertThat(page.locator(".acts")).containsText("You work on it.");
        assertThat(page.locator(".acts form[action$='/note?queue=sort%3Daccounts']"))
                .isVisible();

        page.locator("h1").first().click();
        page.keyboard().press("n");

        page.waitForURL("**/console/cases/*?queue=sort%3Daccounts%26at%3D1");
        assertThat(page.locator(".case-line .id").first()).not().hasText(first);
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void case_changedByAnother_saysSo_andKeepsWhatIsTyped() {
        String id = ids.getFirst();
        Page page = at("/console/cases/" + id);
        page.locator(".acts textarea[name=text]").first().fill("half a thought");
        assertThat(page.locator(".acts .news")).isHidden();

        console.store.note(id, "the thought of another", "lee", SampleCampaign.NOW);

        assertThat(page.locator(".acts .news")).hasText("This case changed meanwhile: show");
        assertThat(page.locator(".acts textarea[name=text]").first()).hasValue("half a thought");
        page.locator(".acts .news a").click();
        assertThat(page.locator(".acts td.words").first()).hasText("the thought of another");
        assertThat(page.locator(".acts .news")).isHidden();
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void news_ofAnOlderPage_isToldAtOnce_andOfTheNewestNot() {
        Page page = at("/console/sign-in");
        long now = console.store.revision();

        assertThat(heard(page, now - 1)).isEqualTo("cases figures");
        assertThat(heard(page, now)).isEqualTo("figures");
    }

    private static Object heard(Page page, long seen) {
        return page.evaluate("""
                seen => new Promise((resolve) => {
                  const heard = [];
                  const source = new EventSource('/console/live?seen=' + seen);
                  source.addEventListener('cases', () => heard.push('cases'));
                  source.addEventListener('figures', () => {
                    heard.push('figures');
                    source.close();
                    resolve(heard.join(' '));
                  });
                })""", Long.toString(seen));
    }
}
