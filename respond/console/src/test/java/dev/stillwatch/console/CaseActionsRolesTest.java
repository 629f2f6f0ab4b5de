// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of a case's acting half, sent by those who may and those who may not. */
class CaseActionsRolesTest {
    @TempDir
    private static Path folder;

    private static TestConsole console;
    private static Chromium chromium;
    private static String base;
    private static final Map<String, Role> NEEDED = new LinkedHashMap<>();

    @BeforeAll
    static void open() {
        console = new TestConsole(folder);
        chromium = new Chromium(console);
        String id = console.store
                .observe(List.of(SampleCampaign.of("group", 4)), SampleCampaign.NOW)
                .getFirst()
                .caseId();
        String evidence = console.vault
                .keep(
                        id,
                        "group-00001",
                        SampleCampaign.NOW,
                        List.of(new EvidencePart(EvidencePart.Role.PROMPT, "Explain.")),
                        SampleCampaign.NOW)
                .orElseThrow();
        Action action = console.store
                .act(Optional.of(id), console.store.find(id).accounts(), suspension(), "ben", SampleCampaign.NOW)
                .orElseThrow();
        base = "/console/cases/" + id;
        NEEDED.put("/preview", Role.ANALYST);
        NEEDED.put("/actions", Role.ANALYST);
        NEEDED.put("/actions/" + action.id() + "/approve", Role.APPROVER);
        NEEDED.put("/actions/" + action.id() + "/undo", Role.ANALYST);
        NEEDED.put("/findings", Role.ANALYST);
        NEEDED.put("/claim", Role.ANALYST);
        NEEDED.put("/give", Role.ANALYST);
        NEEDED.put("/note", Role.ANALYST);
        NEEDED.put("/close", Role.ANALYST);
        NEEDED.put("/reopen", Role.ANALYST);
        NEEDED.put("/samples/" + evidence + "/reveal", Role.ANALYST);
    }

    private static Decision suspension() {
        return new Decision(
                "pack",
                "1.0.0",
                "rule",
                new Countermeasure.Suspend(),
                Duration.ofDays(1),
                true,
                "Automated collection.",
                "0".repeat(64),
                SampleCampaign.NOW);
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

    private static Map<Role, Page> onePageEach() {
        Map<Role, Page> pages = new EnumMap<>(Role.class);
        Arrays.stream(Role.values())
                .forEach(role -> pages.put(role, chromium.open(chromium.signedIn(role), "/console/overview")));
        return pages;
    }

    @Test
    void forms_fromEachLowerRole_areRefused_andChangeNothing() {
        Map<Role, Page> pages = onePageEach();
        long before = console.store.revision();
        NEEDED.forEach((path, needed) -> pages.forEach((role, page) -> {
            if (!role.includes(needed)) {
                assertThat(chromium.send(page, base + path, full()).status())
                        .as(role + " " + path)
                        .isEqualTo(403);
            }
        }));
        assertThat(console.store.revision()).isEqualTo(before);
    }

    /** All that any of the forms asks for. */
    private static Map<String, String> full() {
        return Map.of("reason", "r", "text", "t", "revision", "1", "finding", "confirmed", "to", "the analyst");
    }

    @Test
    void forms_withoutWhatTheyNeed_fromThoseWhoMay_areNotRefusedForTheirRole() {
        Map<Role, Page> pages = onePageEach();
        NEEDED.forEach((path, needed) -> assertThat(
                        chromium.send(pages.get(needed), base + path, Map.of()).status())
                .as(path)
                .isIn(200, 409));
    }

    @Test
    void forms_withoutASessionsToken_areRefused_andChangeNothing() {
        Page page = chromium.signedIn(Role.ADMINISTRATOR);
        long before = console.store.revision();
        NEEDED.keySet()
                .forEach(path -> assertThat(page.context()
                                .request()
                                .post(
                                        console.url(base + path),
                                        RequestOptions.create().setMaxRedirects(0))
                                .status())
                        .as(path)
                        .isEqualTo(403));
        assertThat(console.store.revision()).isEqualTo(before);
    }

    @Test
    void viewer_seesWhatStands_andNoForms() {
        Page page = chromium.open(chromium.signedIn(Role.VIEWER), base + "/actions");
        assertThat(page.locator(".acts form").count()).isZero();
        assertThat(page.locator(".actions").first().innerText()).contains("Automated collection.", "rule of pack pack");
        chromium.open(page, base + "/samples");
        assertThat(page.locator(".samples form").count()).isZero();
        assertThat(page.context()
                        .request()
                        .get(console.url(base + "/dossier/dossier.html"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void unknownCase_isToldWithItsNearestName() {
        Page page = chromium.signedIn(Role.ANALYST);
        assertThat(page.context()
                        .request()
                        .get(console.url("/console/cases/C-2026-0009/actions"))
                        .text())
                .contains("C-2026-0001");
    }
}
