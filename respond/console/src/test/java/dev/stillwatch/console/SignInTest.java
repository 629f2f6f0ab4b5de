// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
    @TempDir
    private static Path folder;

    @TempDir
    private Path other;

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

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    @Test
    void signIn_withAToken_opensTheConsole_andSignOutEndsIt() {
        Page page = chromium.signedInByForm(Role.ANALYST);
        assertThat(page.getByText("the analyst, analyst")).isVisible();
        Cookie cookie = page.context().cookies().stream()
                .filter(one -> one.name.equals("stillwatch"))
                .findFirst()
                .orElseThrow();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        press(page, "Sign out");
        page.waitForURL("**/console/sign-in");
        chromium.open(page, "/console/overview");
        assertThat(page).hasURL(Pattern.compile(".*/console/sign-in"));
    }

    @Test
    void signIn_wrongToken_saysSo() {
        Page page = chromium.window(1280, 900, ColorScheme.LIGHT);
        chromium.open(page, "/console/sign-in");
        page.getByLabel("Your token").fill("guessed");
        press(page, "Sign in");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nobody has this token");
    }

    @Test
    void signIn_byALinkWithAToken_takesOnePress_andLeavesNoTokenInTheAddress() {
        Page page = chromium.window(1280, 900, ColorScheme.LIGHT);
        chromium.open(page, "/console/sign-in#token=" + TestConsole.token(Role.VIEWER));
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")))
                .isFocused();
        assertThat(page.url()).isEqualTo(console.url("/console/sign-in"));
        page.keyboard().press("Enter");
        page.waitForURL("**/console/overview");
    }

    @Test
    void banner_standsOnEveryPage_asText() {
        try (TestConsole test = new TestConsole(other, Optional.of("<b>A test</b>"));
                Chromium browser = new Chromium(test)) {
            Page page = browser.open(browser.window(390, 800, ColorScheme.DARK), "/console/sign-in");
            assertThat(page.getByText("<b>A test</b>")).isVisible();
            assertThat(Chromium.barriers(page)).isEmpty();
            assertThat(browser.signedInByForm(Role.VIEWER).getByText("<b>A test</b>"))
                    .isVisible();
        }
    }

    @Test
    void session_afterAWorkingDay_isOver() {
        Page page = chromium.signedInByForm(Role.VIEWER);
        console.now.updateAndGet(before -> before.plus(ConsoleSession.LONGEST).plusSeconds(1));
        chromium.open(page, "/console/overview");
        assertThat(page).hasURL(Pattern.compile(".*/console/sign-in"));
    }

    @Test
    void form_fromAnotherSite_isRefused() {
        Page page = chromium.signedInByForm(Role.ADMINISTRATOR);
        APIResponse answer = page.context()
                .request()
                .post(console.url("/console/sign-out"), RequestOptions.create().setMaxRedirects(0));
        assertThat(answer.status()).isEqualTo(403);
        chromium.open(page, "/console/overview");
        assertThat(page).hasURL(Pattern.compile(".*/console/overview"));
    }

    @Test
    void form_sentTwiceFromOnePage_worksBothTimes() {
        Page page = chromium.signedInByForm(Role.VIEWER);
        String send = "token => fetch('/console/no-such-form', {method: 'POST',"
                + " headers: {'X-XSRF-TOKEN': token}}).then(answer => answer.status)";
        String token = page.locator("input[name='X-XSRF-TOKEN']").inputValue();
        assertThat(page.evaluate(send, token)).isEqualTo(404);
        assertThat(page.evaluate(send, token)).isEqualTo(404);
        assertThat(page.evaluate(send, "another")).isEqualTo(403);
        Page other = chromium.signedInByForm(Role.VIEWER);
        assertThat(other.evaluate(send, token)).isEqualTo(403);
    }

    @Test
    void page_loadsNothingFromElsewhere_andRunsNoOtherScript() {
        Page page = chromium.signedInByForm(Role.VIEWER);
        page.onRequest(request -> assertThat(request.url()).startsWith(console.url("/")));
        chromium.open(page, "/console/overview");
        page.waitForLoadState();
        page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
                + " document.body.append(s); }");
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
        chromium.complaints.removeIf(complaint -> complaint.contains("Content Security Policy"));
        assertThat(chromium.complaints).isEmpty();
    }

    @Test
    void pages_haveNoSeriousBarriers() {
        Page page = chromium.window(1280, 900, ColorScheme.LIGHT);
        Page inside = chromium.signedIn(Role.VIEWER);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                chromium.open(page, "/console/sign-in");
                assertThat(Chromium.barriers(page)).isEmpty();
                Chromium.shape(inside, width, scheme);
                chromium.open(inside, "/console/overview");
                assertThat(Chromium.barriers(inside)).isEmpty();
            }
        }
    }
}
