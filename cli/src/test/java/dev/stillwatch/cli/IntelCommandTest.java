// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sharing as an analyst types it. Whatever is printed or written holds nothing of what identifies anybody. */
class IntelCommandTest {
    private static final String CANARY = DetectedCampaign.CANARY;

    @TempDir
    private Path folder;

    private Path report;

    @BeforeEach
    void store() {
        report = DetectedCampaign.report(folder.resolve("report"), 60, 40);
        Command made = intel("init", "--name", "Example Models");
        assertThat(made.status()).as(made.err()).isZero();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** The words after {@code intel}, with this test's store. */
    private Command intel(Object... words) {
        return with("sharing.db", words);
    }

    /** The same for another provider. */
    private Command theirs(Object... words) {
        return with("other.db", words);
    }

    private Command with(String store, Object... words) {
        List<Object> all = new ArrayList<>(List.of("intel"));
        all.addAll(List.of(words));
        all.addAll(List.of("--store", file(store)));
        Command ran = Command.run(all.toArray());
        assertThat(ran.out() + ran.err()).doesNotContainIgnoringCase(CANARY);
        return ran;
    }

    private Command share(Object... words) {
        List<Object> all = new ArrayList<>(List.of("share", "c-1", "--report", report));
        all.addAll(List.of(words));
        return intel(all.toArray());
    }

    @Test
    void share_withoutOutOrOffer_showsBothSidesAndKeepsNothing() throws IOException {
        byte[] before = Files.readAllBytes(file("sharing.db"));
        Command preview = share("--target", "reasoning,tool-use");
        assertThat(preview.status()).as(preview.err()).isZero();
        assertThat(preview.out())
                .startsWith("c-1: would leave\n  distillation, confidence 9")
                .contains(
                        "TLP:AMBER+STRICT, to investigate, 50 to 199 accounts",
                        "after reasoning, tool-use",
                        "leaves: network AS64500",
                        "leaves: prompt pattern ",
                        "held back: account x60, the policy keeps identifiers, even as tokens",
                        "held back: asn x1, fewer accounts than the policy's k are behind it");
        assertThat(preview.err()).contains("This is a preview, and nothing was written or kept.");
        assertThat(intel("show").out()).doesNotContain("c-1");
        assertThat(file("sharing.db")).hasBinaryContent(before);
        assertThat(share("--format", "json").out())
                .contains("\"written\":false", "\"reason\":\"TOKENS_STAY\"", "\"asn\":64500");
    }

    @Test
    void share_toAFile_writesABundleForItsOwner_andAgainTheSame() throws IOException {
        Path out = file("bundle.json");
        Command first = share("--out", out, "--as", "spring");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("spring: shared for the first time\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        String bundle = Files.readString(out);
        assertThat(bundle)
                .contains("\"type\":\"bundle\"", "autonomous-system:number = 64500")
                .doesNotContainIgnoringCase(CANARY)
                .doesNotContain("spring", "member");

        assertThat(share("--out", out, "--as", "spring").out())
                .startsWith("spring: shared before, and the same still\n");
        assertThat(out).hasContent(bundle);

        DetectedCampaign.report(report, 300, 280);
        assertThat(share("--as", "spring").out()).startsWith("spring: would leave, as a new version unless");
        assertThat(share("--out", out, "--as", "spring").out()).startsWith("spring: shared in a new version\n");
        String campaign = bundle.substring(bundle.indexOf("campaign--"), bundle.indexOf("campaign--") + 46);
        String created =
                "\"created\":\"" + bundle.split("\"type\":\"campaign\"")[1].split("\"created\":\"")[1].substring(0, 24);
        assertThat(Files.readString(out)).contains(campaign, created, "\"accounts_from\":200");

        Command revoked = intel("revoke", "spring", "--out", file("revoked.json"));
        assertThat(revoked.out()).startsWith("spring: taken back at ");
        assertThat(Files.readString(file("revoked.json"))).contains(campaign, "\"revoked\":true");
        assertThat(share("--offer", "--as", "spring").err()).contains("spring was taken back", "--as");
        assertThat(intel("show").out()).contains("spring: distillation, taken back, as a file only");
    }

    @Test
    void share_whatMayNotLeave_isThreeAndSaysWhy() {
        Command held = share("--least-confidence", "100", "--out", file("bundle.json"));
        assertThat(held.status()).isEqualTo(3);
        assertThat(held.out())
                .isEqualTo(
                        "c-1: nothing may leave\n  held back: campaign x1, the confidence is below what the policy asks"
                                + " for\n");
        assertThat(file("bundle.json")).doesNotExist();
        share("--out", file("bundle.json"));
        assertThat(share("--least-confidence", "100").out()).contains("recipients have an earlier version");
    }

    @Test
    void share_ofACase_hasTheCasesIdWhateverItsMembers() {
        Command opened = Command.run("case", "open", report, "--store", file("cases.db"));
        String id = opened.out().substring(0, opened.out().indexOf(' '));
        Command shared = intel("share", id, "--cases", file("cases.db"), "--offer");
        assertThat(shared.status()).as(shared.err()).isZero();
        assertThat(shared.out()).startsWith(id + ": shared for the first time");
        assertThat(intel("match", id, "--cases", file("cases.db")).status()).isZero();
        Command.run("case", "feedback", id, "false-positive", "--reason", "x", "--store", file("cases.db"));
        Command benign = intel("share", id, "--cases", file("cases.db"), "--offer");
        assertThat(benign.status()).isEqualTo(2);
        assertThat(benign.err()).contains("was found to be a false positive", "intel revoke");
    }

    @Test
    void tokens_underASharedKey_findTheSameAccountAtAnotherProvider() throws IOException {
        assertThat(share("--tokens").out()).contains("held back: account x60, there is no sharing key");
        assertThat(intel("key", "new", "forum-2026a").status()).isZero();
        assertThat(intel("key", "export", "forum-2026a", "--out", file("forum.key"))
                        .status())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("forum.key"))))
                .isEqualTo("rw-------");
        assertThat(intel("key", "export", "forum-2026a", "--out", file("forum.key"))
                        .err())
                .contains("is there already");
        String secret = Files.readString(file("forum.key")).replaceAll(".*\"secret\":\"([^\"]+)\".*\\s*", "$1");
        Command shared = share("--tokens", "--out", file("bundle.json"), "--format", "json");
        assertThat(shared.status()).as(shared.err()).isZero();
        assertThat(Files.readString(file("bundle.json")))
                .doesNotContainIgnoringCase(CANARY)
                .contains("forum-2026a");

        Path other = file("other.db");
        Command.run("intel", "init", "--name", "Other", "--store", other);
        Command.run("intel", "read", file("bundle.json"), "--peer", "example", "--store", other);
        Command without = Command.run("intel", "match", "--report", report, "--store", other);
        assertThat(without.out()).doesNotContain("account token");
        Command imported = Command.run("intel", "key", "import", file("forum.key"), "--store", other);
        assertThat(imported.out()).isEqualTo("key forum-2026a taken over\n");
        Command with = Command.run("intel", "match", "--report", report, "--store", other);
        assertThat(with.status()).isEqualTo(3);
        assertThat(with.out()).contains(DetectedCampaign.account(7) + ", account token of ");
        for (Command each : List.of(shared, imported, with, intel("key", "list"), intel("show", "--format", "json"))) {
            assertThat(each.out() + each.err()).doesNotContain(secret);
        }
        assertThat(intel("key", "new", "forum-2027a").out()).isEqualTo("key forum-2027a made\n");
        assertThat(intel("key", "list", "--format", "json").out()).startsWith("{\"keys\":[{");
        assertThat(intel("key", "drop", "forum-2026a").status()).isEqualTo(2);
        assertThat(intel("key", "use", "forum-2027a").status()).isZero();
        assertThat(intel("key", "drop", "forum-2026a").status()).isZero();
        assertThat(intel("key", "list").out()).startsWith("key forum-2027a").hasLineCount(1);
    }

    @Test
    void read_whatOthersSend_givesSignalsWithTheirConfidence_andNamesWhatIsRefused() throws IOException {
        share("--out", file("bundle.json"));
        String bundle = Files.readString(file("bundle.json"));
        String hostile = bundle.replaceFirst(
                "\"objects\":\\[",
                "\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--" + CANARY
                        + "\"},{\"type\":\"x-note\",\"id\":"
                        + "\"x-note--11111111-1111-4111-8111-111111111111\",\"text\":\"" + CANARY
                        + "\"},{\"type\":\"identity\","
                        + "\"spec_version\":\"2.1\",\"id\":\"identity--11111111-1111-4111-8111-111111111112\",\"created\":\""
                        + CANARY + "\",\"modified\":\"x\",\"name\":\"" + CANARY + "\"},");
        Files.writeString(file("hostile.json"), hostile);
        assertThat(theirs("init", "--name", "Other").status()).isZero();
        Command read = theirs("read", file("hostile.json"), "--peer", "acme");
        assertThat(read.status()).as(read.err()).isEqualTo(3);
        assertThat(read.out())
                .contains(
                        "2 new signals",
                        "refused objects[0].id: it must be a type",
                        "refused objects[2].",
                        "x-note x1");
        assertThat(theirs("read", file("bundle.json"), "--peer", "acme").out())
                .contains("0 new signals, 0 revised, 2 known");

        assertThat(intel("read", file("bundle.json"), "--peer", "hub").out())
                .contains("0 new signals", "left out: 2 signals that you shared yourself");

        Command match = theirs("match", "--report", report);
        assertThat(match.status()).isEqualTo(3);
        assertThat(match.out())
                .contains("c-1, network AS64500:\n  acme says suspect (distillation), confidence 9", "; the same asn");
        assertThat(theirs("match", "--report", report, "--format", "json").out())
                .contains("\"peer\":\"acme\"", "\"claims\":[\"distillation\"]", "\"conflicting\":false");
        Command later = theirs("match", "--report", report, "--at", "2126-01-01");
        assertThat(later.status()).isZero();
        assertThat(later.out()).contains("1 out of date");
        assertThat(theirs("forget", "--peer", "acme").out()).isEqualTo("acme: 2 signals forgotten\n");
        assertThat(theirs("match", "--report", report).status()).isZero();
    }

    @Test
    void read_oneFileOfTwoIsNoBundle_keepsNothing() throws IOException {
        share("--out", file("bundle.json"));
        byte[] whole = Files.readAllBytes(file("bundle.json"));
        for (int length : new int[] {0, whole.length - 1}) {
            Path cut = Files.write(file("cut.json"), Arrays.copyOf(whole, length));
            Command refused = intel("read", file("bundle.json"), cut, "--peer", "acme");
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("cut.json: Refused the bundle");
        }
        Files.write(file("cut.json"), ("{\"" + CANARY + "\":\"" + CANARY + "\"").getBytes(StandardCharsets.UTF_8));
        intel("read", file("cut.json"), "--peer", "acme");
        assertThat(intel("show").out()).doesNotContain("acme");
    }

    @Test
    void init_whereAStoreIs_leavesItAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(file("sharing.db"));
        assertThat(intel("init", "--name", "Another").err()).contains("sharing.db: is there already");
        assertThat(file("sharing.db")).hasBinaryContent(before);
    }

    @Test
    void storeThatIsMissing_isNotMade() {
        Command missing = Command.run("intel", "show", "--store", file("typo.db"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("typo.db: there is no sharing store; make one with stillwatch intel init");
        assertThat(file("typo.db")).doesNotExist();
    }
}
