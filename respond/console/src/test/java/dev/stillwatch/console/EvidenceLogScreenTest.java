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
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.KeyKind;
import dev.stillwatch.evidence.LogSettings;
import dev.stillwatch.evidence.ProofFile;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.evidence.SigningKey;
import dev.stillwatch.evidence.WitnessPolicy;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceLogScreenTest {
    private static final SigningKey KEY = SigningKey.generate("example.com/evidence", KeyKind.LOG, new Random(1));
    private static final int ENTRIES = 600;

    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static Chromium chromium;

    @BeforeAll
    static void open() throws IOException {
        console = over(folder, ENTRIES);
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

    private static EvidenceParts parts(Path at) {
        return new EvidenceParts(
                at.resolve("log"), at.resolve("records"), KEY.verifier(), at.resolve("evidence-log-key.vkey"));
    }

    /** A console over a log of so many entries, each about a case of its own. */
    private static TestConsole over(Path at, int entries) {
        EvidenceParts parts = parts(at);
        EvidenceLog.create(parts.log(), KEY);
        try (EvidenceLog log = EvidenceLog.open(parts.log(), KEY, new LogSettings(Duration.ofHours(1), 100_000))) {
            EvidenceRecorder recorder = new EvidenceRecorder(
                    log, new RecordFolder(parts.records()), () -> SampleCampaign.NOW, new Random(2));
            for (int i = 0; i < entries; i++) {
                recorder.record(
                        "case-opened",
                        "{\"case\":\"C-2026-%04d\",\"type\":\"case.opened\"}"
                                .formatted(i)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        return new TestConsole(
                at,
                new PolicyParts(Optional.empty(), List.of(), UnsignedPacks.REFUSE, Duration.ofSeconds(5)),
                Optional.of(parts));
    }

    private static Page shown(Role role) {
        return chromium.open(chromium.signedIn(role), "/console/evidence-log");
    }

    private static Locator table(Page page) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Entries"));
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    @Test
    void log_intact_showsCheckpointKeyAndNewestEntries() {
        Page page = shown(Role.VIEWER);
        assertThat(page.locator(".intact"))
                .hasText("The checkpoint is signed by the log's key, and all 600 entries fit it.");
        assertThat(page.locator(".rows").first()).containsText(KEY.verifier().toString());
        assertThat(table(page).locator("tbody tr")).hasCount(50);
        assertThat(table(page).locator("tbody tr").first()).containsText("C-2026-0599");
        assertThat(table(page).locator("tbody tr").first()).containsText("kept, as committed to");
        assertThat(page.locator(".commands")).containsText("stillwatch evidence verify " + folder.resolve("log"));
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Next"))
                .click();
        assertThat(table(page).locator("tbody tr").first()).containsText("C-2026-0549");
    }

    @Test
    void search_byCase_findsItsEntries() {
        Page page = shown(Role.VIEWER);
        page.getByLabel("Case or action").fill("c-2026-0017");
        press(page, "Search");
        assertThat(table(page).locator("tbody tr")).hasCount(1);
        assertThat(page.getByText("1 of 600 entries name C-2026-0017.")).isVisible();
        page.getByLabel("Case or action").fill("<i>\u202ex");
        press(page, "Search");
        assertThat(page.getByText("Search for the id of a case or an action")).isVisible();
        assertThat(page.getByLabel("Case or action")).hasValue("<I>\\u202eX");
    }

    @Test
    void proof_saved_holdsWithoutTheLog() throws IOException {
        Page page = shown(Role.VIEWER);
        Download saved = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Save the proof of entry 599"))
                        .click());
        ProofFile proof = ProofFile.parse(Files.readAllBytes(saved.path()));
        assertThat(proof.index()).isEqualTo(599);
        assertThat(proof.verify(KEY.verifier(), WitnessPolicy.NONE).type().name())
                .isEqualTo("case-opened");
        assertThat(saved.suggestedFilename()).isEqualTo("599.tlog-proof");
    }

    @Test
    void proof_ofNoEntry_isRefused() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), "/console/evidence-log/entries/600/proof");
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("The log has no such entry");
        chromium.open(page, "/console/evidence-log/entries/x/proof");
        assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("no number");
    }

    @Test
    void verification_byAnAdministrator_readsEverything() {
        Page page = shown(Role.ADMINISTRATOR);
        press(page, "Read the whole log again");
        assertThat(page.locator("#full")).containsText(Pattern.compile("Intact: 600 entries read"));
        assertThat(page.locator("#full")).containsText("for the administrator");
    }

    @Test
    void verification_underWay_saysHowFarAndCannotBeginTwice() {
        EvidenceLogScreen.Full full = EvidenceLogScreen.full(
                new FullVerification.State.Running("ann", SampleCampaign.NOW, 400_000, 1_000_000), true);
        assertThat(full.words()).contains("400,000 of 1,000,000 entries");
        assertThat(full.percent()).contains(40);
        assertThat(full.mayBegin()).isFalse();
    }

    @Test
    void verification_byOthers_isRefused() {
        for (Role role : new Role[] {Role.VIEWER, Role.ANALYST, Role.APPROVER}) {
            Page page = shown(role);
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Read the whole log again")))
                    .hasCount(0);
            String token = page.locator("input[name=X-XSRF-TOKEN]").first().inputValue();
            APIResponse answer = page.context()
                    .request()
                    .post(
                            console.url("/console/evidence-log/verification"),
                            RequestOptions.create()
                                    .setForm(FormData.create().set("X-XSRF-TOKEN", token))
                                    .setMaxRedirects(0));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("This needs the role administrator.");
        }
    }

    @Test
    void log_tamperedWith_isShownAsBrokenWithThePlace(@TempDir Path other) throws IOException {
        try (TestConsole tampered = over(other, 300);
                Chromium browser = new Chromium(tampered)) {
            Path bundle = bundles(other).getFirst();
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[40] ^= 1;
            Files.write(bundle, bytes);
            Page page = browser.open(browser.signedIn(Role.ADMINISTRATOR), "/console/evidence-log");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("The log is not as it was recorded.");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("entry 0 in tile/entries/000");
            assertThat(page.locator(".intact")).hasCount(0);
            press(page, "Read the whole log again");
            assertThat(page.locator("#full")).containsText("Broken");
            assertThat(page.locator("#full .findings")).containsText("Entry 0, tile/entries/000");
            Files.writeString(other.resolve("log").resolve("checkpoint"), "another\n");
            tampered.now.updateAndGet(now -> now.plusSeconds(60));
            browser.open(page, "/console/evidence-log");
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("checkpoint is malformed");
            assertThat(page.getByText("Nothing is listed")).isVisible();
        }
    }

    private static List<Path> bundles(Path at) throws IOException {
        try (Stream<Path> files = Files.walk(at.resolve("log").resolve("tile").resolve("entries"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void record_erasedOrAltered_isShownSo(@TempDir Path other) throws IOException {
        try (TestConsole few = over(other, 2);
                Chromium browser = new Chromium(few);
                Stream<Path> files = Files.walk(other.resolve("records"))) {
            List<Path> records = files.filter(Files::isRegularFile).toList();
            Files.delete(records.getFirst());
            Files.writeString(records.getLast(), "x", java.nio.file.StandardOpenOption.APPEND);
            Page page = browser.open(browser.signedIn(Role.VIEWER), "/console/evidence-log");
            assertThat(page.getByText("erased, or not kept here")).isVisible();
            assertThat(page.locator("td.warned")).hasText("altered");
        }
    }

    @Test
    void log_empty_orNone_saysSo(@TempDir Path other, @TempDir Path third) {
        try (TestConsole empty = over(other, 0);
                Chromium browser = new Chromium(empty)) {
            Page page = browser.open(browser.signedIn(Role.VIEWER), "/console/evidence-log");
            assertThat(page.getByText("The log holds nothing yet.")).isVisible();
            assertThat(page.getByText("No entries yet.")).isVisible();
        }
        try (TestConsole none = new TestConsole(third);
                Chromium browser = new Chromium(none)) {
            Page page = browser.open(browser.signedIn(Role.VIEWER), "/console/evidence-log");
            assertThat(page.getByText("This service keeps no evidence log.")).isVisible();
            browser.open(page, "/console/policy");
            assertThat(page.getByText("No packs are in use: only people decide."))
                    .isVisible();
            assertThat(page.getByText("No folder of packs is set.")).isVisible();
        }
    }

    @Test
    void page_hasNoSeriousBarriers_andFitsTheWindow() {
        Page page = chromium.signedIn(Role.ADMINISTRATOR);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {1280, 390}) {
                Chromium.shape(page, width, scheme);
                chromium.open(page, "/console/evidence-log");
                PolicyTest.accessible(page, "evidence-" + scheme + "-" + width);
            }
        }
        assertThat(chromium.complaints).isEmpty();
    }
}
