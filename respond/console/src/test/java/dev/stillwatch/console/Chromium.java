// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.stillwatch.console.AdminUser.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Windows of the system's Chromium, as people would use it. The browser is started once for all tests, for starting takes
 * longer than most of them. What pages complain about is kept: a script error or something that the content security
 * policy forbids is a fault of the console's.
 */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"X-XSRF-TOKEN\" value=\"([^\"]+)\"");
    /** As long as a busy machine may take for anything. */
    private static final double PATIENCE_MILLIS = 60_000;

    /** Errors that pages reported so far. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private final List<BrowserContext> windows = new ArrayList<>();
    private final TestConsole console;

    /** Started when first used, ended with the virtual machine. */
    private static final class Shared {
        static final Browser BROWSER = start();

        private static Browser start() {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            return playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(PROGRAM)
                            .setArgs(List.of("--no-sandbox", "--disable-gpu")));
        }
    }

    Chromium(TestConsole console) {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing; ./verify installs it");
        }
        this.console = console;
    }

    /** Makes a window another one's size and colours; pages opened in it from then on are laid out and drawn so. */
    static void shape(Page page, int width, ColorScheme scheme) {
        page.setViewportSize(width, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    private BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = Shared.BROWSER.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        windows.add(context);
        return context;
    }

    /** A new window in which nobody is signed in. */
    Page window(int width, int height, ColorScheme scheme) {
        BrowserContext context = context(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setTimezoneId("UTC"));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            // A refusal, or a live connection that ended because its page did, is no fault; browsers write it down.
            boolean harmless = message.text().startsWith("Failed to load resource")
                    || message.text().startsWith("Response Status Error Code 4")
                    || message.text().equals("[object Event]");
            if (message.type().equals("error") && !harmless) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** A new, empty window in which somebody is signed in. */
    Page signedIn(Role role) {
        return signedIn(role, 1280, 900, ColorScheme.LIGHT);
    }

    Page signedIn(Role role, int width, int height, ColorScheme scheme) {
        Page page = window(width, height, scheme);
        APIRequestContext requests = page.context().request();
        Matcher token =
                FORM_TOKEN.matcher(requests.get(console.url("/console/sign-in")).text());
        if (!token.find()) {
            throw new IllegalStateException("the page to sign in on has no form");
        }
        FormData form = FormData.create().set("token", TestConsole.token(role)).set("X-XSRF-TOKEN", token.group(1));
        APIResponse answer = requests.post(
                console.url("/console/sign-in"),
                RequestOptions.create().setForm(form).setMaxRedirects(0));
        if (!answer.headers().getOrDefault("location", "").endsWith("/console/overview")) {
            throw new IllegalStateException("signing in was answered with " + answer.status());
        }
        return page;
    }

    /** A new window in which somebody signs in by the form, and is where that leads. */
    Page signedInByForm(Role role) {
        return byForm(window(1280, 900, ColorScheme.LIGHT), role);
    }

    private Page byForm(Page page, Role role) {
        page.navigate(console.url("/console/sign-in"));
        page.getByLabel("Your token").fill(TestConsole.token(role));
        page.locator(".sign-in button").click();
        page.waitForURL("**/console/overview");
        return page;
    }

    /** A new window in which somebody is signed in and no script runs. */
    Page withoutScript(Role role) {
        BrowserContext context = context(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        return byForm(context.newPage(), role);
    }

    /** Sends a form as the page's own, without its browser checking what is required. */
    APIResponse send(Page page, String path, Map<String, String> fields) {
        FormData form = FormData.create();
        fields.forEach(form::set);
        form.set(
                "X-XSRF-TOKEN",
                page.locator("input[name='X-XSRF-TOKEN']").first().inputValue());
        return page.context()
                .request()
                .post(console.url(path), RequestOptions.create().setForm(form).setMaxRedirects(0));
    }

    Page open(Page page, String path) {
        page.navigate(console.url(path));
        return page;
    }

    /** What keeps people with disabilities from using a page, gravest kinds only, in words. */
    static List<String> barriers(Page page) {
        List<String> barriers = new ArrayList<>();
        AxeRunOptions violations = new AxeRunOptions();
        // Describing every element that passes takes most of the time on large pages.
        violations.setResultTypes(List.of("violations"));
        // Otherwise results are put together in another window, which costs as much again; only frames need that.
        AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true).options(violations);
        for (Rule rule : axe.analyze().getViolations()) {
            if (List.of("serious", "critical").contains(rule.getImpact())) {
                rule.getNodes().forEach(node -> barriers.add(rule.getId() + ": " + node.getHtml()));
            }
        }
        return barriers;
    }

    /** Closes all windows; those left open would go on following what other tests change. */
    void closeWindows() {
        windows.forEach(BrowserContext::close);
        windows.clear();
    }

    @Override
    public void close() {
        closeWindows();
    }
}
