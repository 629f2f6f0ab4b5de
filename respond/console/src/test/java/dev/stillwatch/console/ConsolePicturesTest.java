// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwatch.console.AdminUser.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every page on a working day: none keeps anybody out, scrolls sideways or complains. What they look like is kept; some of
 * it is in the documentation, see {@code .mvn/console-pictures.sh}.
 */
class ConsolePicturesTest {
    /** Stands on a page, so it must be the same on every machine. */
    private static final Path FOLDER = Path.of("target", "state");

    private static SampleDay day;

    @BeforeAll
    static void open() throws IOException {
        if (Files.exists(FOLDER)) {
            try (Stream<Path> before = Files.walk(FOLDER)) {
                for (Path file : before.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        day = new SampleDay(Files.createDirectories(FOLDER));
    }

    @AfterAll
    static void close() {
        day.close();
    }

    @AfterEach
    void closeWindows() {
        day.chromium.closeWindows();
    }

    /** A page and what shows that all of it is there. */
    private record Shown(String name, String path, String whenThere) {}

    private static List<Shown> pages() {
        String cases = "/console/cases/";
        return List.of(
                new Shown("overview", "/console/overview", "[data-chart=cases][data-drawn]"),
                new Shown("queue", "/console/queue?state=all", "#queue-list tbody tr"),
                new Shown("case", cases + day.large, ".graph[data-drawn]"),
                new Shown("case-hostile", cases + day.hostile, ".graph[data-drawn]"),
                new Shown("accounts", "/console/accounts", "table.work"),
                new Shown("account", "/console/accounts/acct-00007", ".panels"),
                new Shown("policy", "/console/policy", ".pack"),
                new Shown("health", "/console/health", "#state"),
                new Shown("evidence-log", "/console/evidence-log", "#entries table"));
    }

    private static void whole(Page page, Shown shown) {
        assertThat(page.locator(shown.whenThere).first()).isVisible();
        if (shown.path.startsWith("/console/cases/")) {
            assertThat(page.locator("#actions .acts")).isVisible();
            assertThat(page.locator("#samples .samples")).isVisible();
            assertThat(page.locator("#members table")).isVisible();
        }
    }

    private void allPages(int width, ColorScheme scheme) {
        day.chromium.complaints.clear();
        Page page = day.chromium.signedIn(Role.APPROVER, width, 900, scheme);
        for (Shown shown : pages()) {
            day.chromium.open(page, shown.path);
            whole(page, shown);
            assertThat(Chromium.barriers(page)).as(shown.name).isEmpty();
            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                    .as(shown.name)
                    .isLessThanOrEqualTo(width);
            Pictures.keep(page, "%s-%s-%d".formatted(shown.name, scheme.name().toLowerCase(Locale.ROOT), width));
        }
        assertThat(page.evaluate("() => window.ran === undefined")).isEqualTo(true);
        assertThat(day.chromium.complaints).isEmpty();
    }

    @Test
    void everyPage_wideAndLight_isFitForEverybody() {
        allPages(1280, ColorScheme.LIGHT);
    }

    @Test
    void everyPage_wideAndDark_isFitForEverybody() {
        allPages(1280, ColorScheme.DARK);
    }

    @Test
    void everyPage_narrowAndLight_isFitForEverybody() {
        allPages(390, ColorScheme.LIGHT);
    }

    @Test
    void everyPage_narrowAndDark_isFitForEverybody() {
        allPages(390, ColorScheme.DARK);
    }

    @Test
    void caseInAWindow_answersTheFirstQuestionsWithoutScrolling() {
        Page page = day.chromium.signedIn(Role.ANALYST);
        day.chromium.open(page, "/console/cases/" + day.large + "?queue=");
        assertThat(page.locator("#actions .acts")).isVisible();
        for (String answer : List.of(
                "h1",
                "#standing .lead",
                "#standing .figures",
                "#actions .held",
                "#actions #in-force",
                "#decide",
                ".why")) {
            assertThat((Integer) page.locator(answer)
                            .first()
                            .evaluate("one => Math.ceil(one.getBoundingClientRect().bottom)"))
                    .as(answer)
                    .isLessThan(900);
        }
        assertThat(page.locator("#next-case")).hasAttribute("href", Pattern.compile("/console/queue/next\\?after=.*"));
    }
}
