// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPagesTest {
    private static final AdminUser ANN = new AdminUser("ann", Role.ANALYST, "a".repeat(64));
    private static final AdminUser VIC = new AdminUser("vic", Role.VIEWER, "b".repeat(64));

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static Chromium chromium;
    private static String caseId = "";

    @BeforeAll
    static void open() {
        console = new TestConsole(folder);
        chromium = new Chromium(console);
        caseId = console.store
                .observe(List.of(SampleCampaign.of("kept", 40)), SampleCampaign.NOW)
                .getFirst()
                .caseId();
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

    private static KeptPages.Key key(String address, AdminUser user, boolean alone, long seen, Duration after) {
        return KeptPages.Key.of(address, user, alone, seen, SampleCampaign.NOW.plus(after));
    }

    @Test
    void find_anythingElse_findsNothing() {
        KeptPages pages = new KeptPages();
        KeptPages.Key key = key("/q?a=1", ANN, false, 7, Duration.ZERO);
        pages.keep(key, new KeptPages.Kept("text/html", "x"), "t");
        assertThat(pages.find(key("/q?a=1", ANN, false, 7, Duration.ofSeconds(59)), "t"))
                .isPresent();
        assertThat(List.of(
                        key("/q?a=2", ANN, false, 7, Duration.ZERO),
                        key("/q?a=1", VIC, false, 7, Duration.ZERO),
                        key("/q?a=1", ANN, true, 7, Duration.ZERO),
                        key("/q?a=1", ANN, false, 8, Duration.ZERO),
                        key("/q?a=1", ANN, false, 7, Duration.ofMinutes(1))))
                .allSatisfy(other -> assertThat(pages.find(other, "t")).isEmpty());
    }

    @Test
    void find_anotherSession_hasItsOwnToken() {
        KeptPages pages = new KeptPages();
        KeptPages.Key key = key("/q", ANN, false, 7, Duration.ZERO);
        KeptPages.Kept first =
                pages.keep(key, new KeptPages.Kept("text/html", "<i value=" + pages.mark() + ">"), "one");
        assertThat(first.text()).isEqualTo("<i value=one>");
        assertThat(pages.find(key, "two").orElseThrow().text()).isEqualTo("<i value=two>");
    }

    @Test
    void keep_moreThanThereIsRoomFor_forgetsWhatWasLookedAtLongestAgo() {
        KeptPages pages = new KeptPages();
        String large = "x".repeat(3_000_000);
        for (int i = 0; i < 3; i++) {
            pages.keep(key("/" + i, ANN, false, 1, Duration.ZERO), new KeptPages.Kept("text/html", large), "t");
            pages.find(key("/0", ANN, false, 1, Duration.ZERO), "t");
        }
        assertThat(pages.find(key("/0", ANN, false, 1, Duration.ZERO), "t")).isPresent();
        assertThat(pages.find(key("/1", ANN, false, 1, Duration.ZERO), "t")).isEmpty();
        assertThat(pages.find(key("/2", ANN, false, 1, Duration.ZERO), "t")).isPresent();
    }

    @Test
    void page_afterAChange_showsItAtOnce_alsoWhileNobodyListens() {
        Page page = chromium.signedIn(Role.ANALYST);
        for (int i = 0; i < 3; i++) {
            chromium.open(page, "/console/cases/" + caseId + "/actions");
            console.store.note(caseId, "Note number " + i, "somebody", SampleCampaign.NOW);
            chromium.open(page, "/console/cases/" + caseId + "/actions");
            assertThat(page.content()).contains("Note number " + i);
        }
    }

    @Test
    void page_keptForOneSession_worksInAnother() {
        Page one = chromium.signedIn(Role.ANALYST);
        Page other = chromium.signedIn(Role.ANALYST);
        String path = "/console/cases/" + caseId + "/actions";
        String first = token(chromium.open(one, path));
        String second = token(chromium.open(other, path));
        assertThat(second).isNotBlank().isNotEqualTo(first).doesNotStartWith("form-token");
        other.locator("form[action*='/note'] textarea, form[action*='/note'] input[type=text]")
                .first()
                .fill("Written in another session");
        other.locator("form[action*='/note'] button").first().click();
        other.getByText("Written in another session").first().waitFor();
    }

    private static String token(Page page) {
        return page.locator("input[name='X-XSRF-TOKEN']").first().getAttribute("value");
    }
}
