// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwatch.cases.EvidenceItem.Reveal;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges kept as evidence: who may read them, and what is left behind by reading. */
class SamplesScreenTest {
    private static final String PROMPT = "Explain <b>this</b> <script>window.ran = 1</script>\u202E and\nthat";

    @TempDir
    private Path folder;

    private TestConsole console;
    private Chromium chromium;
    private String id;
    private String evidence;

    @BeforeEach
    void open() {
        console = new TestConsole(folder);
        chromium = new Chromium(console);
        id = newCase("group");
        evidence = keep(PROMPT);
    }

    @AfterEach
    void close() {
        assertThat(chromium.complaints).isEmpty();
        chromium.close();
        console.close();
    }

    private String newCase(String prefix) {
        return console.store
                .observe(List.of(SampleCampaign.of(prefix, 4)), SampleCampaign.NOW)
                .getFirst()
                .caseId();
    }

    private String keep(String prompt) {
        return console.vault
                .keep(
                        id,
                        "group-00001",
                        SampleCampaign.NOW,
                        List.of(
                                new EvidencePart(EvidencePart.Role.PROMPT, prompt),
                                new EvidencePart(EvidencePart.Role.ANSWER, "Of course.")),
                        SampleCampaign.NOW)
                .orElseThrow();
    }

    private Page onSamples(Role role) {
        return chromium.open(chromium.signedIn(role), "/console/cases/" + id + "/samples");
    }

    private void reveal(Page page, String why) {
        page.locator(".samples input[name=reason]").fill(why);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reveal " + evidence))
                .click();
    }

    @Test
    void list_tellsSizesAndNoText() {
        Page page = onSamples(Role.VIEWER);
        assertThat(page.locator(".samples")).containsText("prompt " + PROMPT.length() + " characters");
        assertThat(page.locator(".samples")).containsText("Read bynobody");
        assertThat(page.content()).doesNotContain("Explain", "Of course");
    }

    @Test
    void reveal_withAReason_showsTheTextHarmlessly_andStaysOnRecord() {
        Page page = onSamples(Role.ANALYST);
        reveal(page, "To check <i>the verdict</i>.");
        assertThat(page.locator(".revealed pre").first())
                .hasText("Explain <b>this</b> <script>window.ran = 1</script>\\u202e and\nthat");
        assertThat(page.locator(".samples"))
                .containsText("the analyst, 22 Nov 2026, 10:00 UTC: To check <i>the verdict</i>.");
        assertThat(page.locator(".revealed b, .revealed script, .samples i")).hasCount(0);
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
        assertThat(console.vault.list(id).getFirst().reveals())
                .containsExactly(new Reveal("the analyst", "To check <i>the verdict</i>.", SampleCampaign.NOW));

        Page later = onSamples(Role.VIEWER);
        assertThat(later.locator(".reader")).containsText("the analyst");
        assertThat(later.locator(".revealed")).hasCount(0);
        chromium.open(later, "/console/cases/" + id + "/actions");
        assertThat(later.locator("table").first()).containsText(evidence + " read");
    }

    @Test
    void reveal_withoutScript_works() {
        Page page = chromium.open(chromium.withoutScript(Role.ANALYST), "/console/cases/" + id + "/samples");
        reveal(page, "To check.");
        assertThat(page.locator(".revealed")).hasCount(2);
    }

    @Test
    void reveal_withoutAReason_orOfAnotherCase_showsAndRecordsNothing() {
        Page page = onSamples(Role.ANALYST);
        String path = "/samples/" + evidence + "/reveal";
        assertThat(chromium.send(page, "/console/cases/" + id + path, Map.of("reason", " "))
                        .text())
                .contains("Fill in why you need to read it.")
                .doesNotContain("Explain");
        assertThat(chromium.send(page, "/console/cases/" + newCase("others") + path, Map.of("reason", "r"))
                        .text())
                .contains("This case has no such sample")
                .doesNotContain("Explain");
        assertThat(console.vault.list(id).getFirst().reveals()).isEmpty();
    }

    @Test
    void removedText_isSaidToBe() {
        console.vault.purge(SampleCampaign.NOW.plus(Duration.ofDays(91)));
        Page page = onSamples(Role.ANALYST);
        assertThat(page.locator(".samples")).containsText("text removed; the commitment remains");
        assertThat(page.locator(".samples form")).hasCount(0);
        assertThat(chromium.send(
                                page,
                                "/console/cases/" + id + "/samples/" + evidence + "/reveal",
                                Map.of("reason", "r"))
                        .text())
                .contains("was removed when its time was over");
    }

    @Test
    void noSamples_isSaid() {
        id = newCase("others");
        assertThat(onSamples(Role.VIEWER).locator(".samples"))
                .containsText("No exchange of this case is kept as evidence.");
    }

    @Test
    void pages_haveNoSeriousBarriers_andFitTheScreen() {
        Page page = chromium.signedIn(Role.ANALYST);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                chromium.open(page, "/console/cases/" + id + "/samples");
                assertThat(Chromium.barriers(page)).isEmpty();
                reveal(page, "y".repeat(900));
                assertThat(page.locator(".revealed")).hasCount(2);
                assertThat(Chromium.barriers(page)).isEmpty();
                assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                        .isEqualTo(width);
            }
        }
    }
}
