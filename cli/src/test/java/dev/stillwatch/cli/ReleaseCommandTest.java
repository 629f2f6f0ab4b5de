// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stillwatch release}, from a model and a request to a copy that only its recipient can read. */
class ReleaseCommandTest {
    private static final Path SAMPLES = Path.of("..", "docs", "samples", "releases");
    private static final Path LISTS = Path.of("..", "docs", "samples", "parties", "lists");
    private static final Path PACKS = Path.of("..", "policy", "releases");
    private static final List<String> WITH_RULES = List.of("decide", "copy", "keys", "access", "replay");
    private static final List<String> WITH_APPROVERS = List.of("approve", "copy", "keys", "access");
    private static final List<String> WITH_VAULT = List.of("store", "copy", "keys", "inventory", "destroyed");
    private static final List<String> WITHOUT_STORE = List.of("store", "keygen", "open");

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private Path packs = PACKS;
    private List<Object> directives = List.of();

    @BeforeEach
    void parties() throws IOException {
        Command added = Command.run(
                "party",
                "add",
                SAMPLES.resolve("recipient.json"),
                SAMPLES.resolve("owner.json"),
                "--store",
                partyStore());
        assertThat(added.status()).as(added.err()).isZero();
        Files.createDirectories(folder.resolve("people"));
        StringBuilder yaml = new StringBuilder("keys:\n");
        for (String name : List.of("ann", "cid")) {
            Command.run("policy", "keygen", folder.resolve("people").resolve(name));
            yaml.append("  - name: ").append(name).append("\n    public-key: |\n");
            Files.readString(folder.resolve("people").resolve(name + ".pub"))
                    .lines()
                    .forEach(line -> yaml.append("      ").append(line).append('\n'));
        }
        Files.writeString(folder.resolve("approvers.yaml"), yaml);
        SampleModel.write(folder.resolve("model"), SampleModel.SEED_OF_DOCS);
    }

    private Path partyStore() {
        return folder.resolve("parties.db");
    }

    private Command release(String command, Object... more) {
        List<Object> all = new ArrayList<>(List.of("release", command));
        all.addAll(List.of(more));
        if (!WITHOUT_STORE.contains(command)) {
            all.addAll(List.of("--store", folder.resolve("releases.db")));
        }
        if (WITH_RULES.contains(command)) {
            all.addAll(List.of("--packs", packs, "--unsigned", "allow"));
            all.addAll(directives);
        }
        if (WITH_APPROVERS.contains(command)) {
            all.addAll(List.of("--approvers", folder.resolve("approvers.yaml")));
        }
        if (WITH_VAULT.contains(command)) {
            all.addAll(List.of("--vault", folder.resolve("vault"), "--vault-key", folder.resolve("vault-key.json")));
        }
        Command ran = Command.run(all.toArray());
        said.add(ran.out());
        said.add(ran.err());
        return ran;
    }

    private String done(String command, Object... more) {
        Command ran = release(command, more);
        assertThat(ran.status()).as(command + ": " + ran.err() + ran.out()).isZero();
        return ran.out();
    }

    private Command decide(Object... more) {
        List<Object> all = new ArrayList<>(List.of("r-1", "--parties", partyStore(), "--lists", LISTS));
        all.addAll(List.of(more));
        return release("decide", all.toArray());
    }

    private void approve(String who) {
        done("approve", "r-1", "--key", folder.resolve("people").resolve(who + ".key"));
    }

    private void request() {
        done("request", SAMPLES.resolve("request.json"), "--model", SAMPLES.resolve("model.json"));
    }

    private String artefact() {
        String stored = done("store", folder.resolve("model"), "--model", "aurora-2");
        return stored.substring(0, stored.indexOf(':'));
    }

    private Path copied() throws IOException {
        artefact();
        request();
        assertThat(decide().status()).isZero();
        approve("ann");
        approve("cid");
        String copy = done(
                "copy",
                "r-1",
                "--out",
                folder.resolve("handover"),
                "--key",
                folder.resolve("weights-key.json"),
                "--register",
                folder.resolve("weights.register"));
        assertThat(copy).contains("marked as");
        return folder.resolve("handover");
    }

    private Path publicKey() {
        Path out = folder.resolve("lab.public.json");
        done("keygen", "--key", folder.resolve("lab.json"), "--out", out);
        return out;
    }

    private Command keys(String out, Object... more) {
        List<Object> all =
                new ArrayList<>(List.of("r-1", "--recipient-key", publicKey(), "--out", folder.resolve(out)));
        all.addAll(List.of(more));
        return release("keys", all.toArray());
    }

    @Test
    void release_fromRequestToDestruction_handsOverAMarkedCopyAndKeepsAccount() throws IOException {
        Path copy = copied();
        assertThat(keys("grant.json").status()).isZero();
        String opened = done(
                "open",
                copy,
                "--grant",
                folder.resolve("grant.json"),
                "--key",
                folder.resolve("lab.json"),
                "--out",
                folder.resolve("opened"));
        assertThat(opened).contains("2 files opened");
        Path marked = folder.resolve("opened").resolve("model.safetensors");
        assertThat(Files.size(marked))
                .isEqualTo(Files.size(folder.resolve("model").resolve("model.safetensors")));
        assertThat(Files.mismatch(marked, folder.resolve("model").resolve("model.safetensors")))
                .as("the recipient's copy is marked")
                .isPositive();
        assertThat(Command.run("weights", "register", "list", "--register", folder.resolve("weights.register"))
                        .out())
                .contains("p-1 r-1");
        assertThat(done("inventory")).contains("original, held here", "for p-1, can be read there");
        assertThat(done("show")).contains("r-1  key-release of aurora-2 to p-1: allow-with-conditions");
        assertThat(done("replay", "r-1")).contains("The same comes out");
        done("recall", "r-1", "--by", "ann", "--reason", "over");
        assertThat(keys("late.json").err()).contains("recalled");
        assertThat(folder.resolve("late.json")).doesNotExist();
        done("destroyed", "r-1", "--basis", "document", "--evidence", "certificate 9");
        assertThat(done("inventory")).contains("said to be destroyed at p-1 (document)");
        assertThat(done("show", "r-1", "--format", "json")).contains("\"event\":\"destroyed\"");
        assertThat(said)
                .as("who it is stands in the store of parties only")
                .noneMatch(text -> text.contains("Example Model Works"));
    }

    @Test
    void decide_eachRuleWasConsidered_isShownWithWhatIsMissing() throws IOException {
        Path changed = Files.writeString(
                folder.resolve("request.json"),
                Files.readString(SAMPLES.resolve("request.json"))
                        .replace(", \"flags\": [], \"reviewedBy\": \"ann\"", ""));
        done("request", changed, "--model", SAMPLES.resolve("model.json"));
        Command decided = decide();
        assertThat(decided.status()).as(decided.err()).isEqualTo(3);
        assertThat(decided.out())
                .contains(
                        "r-1: needs-info",
                        "must be known  end_use.flags",
                        "us.ear.4e091/licence does not apply: it is not-enforced; operations: crosses",
                        "stillwatch.releases/listed does not hold");
        assertThat(decide("--format", "json").out())
                .contains("\"outcome\":\"needs-info\"", "\"factsHash\":", "\"listSnapshots\":[\"");
    }

    @Test
    void record_intoALog_provesEachEventAndHoldsNothingPersonal() throws IOException {
        request();
        decide();
        approve("ann");
        Path log = folder.resolve("log");
        Path key = folder.resolve("evidence.key");
        Command begun = Command.run("evidence", "init", log, "--origin", "example.com/releases", "--key", key);
        assertThat(begun.status()).as(begun.err()).isZero();
        String recorded =
                done("record", "--log", log, "--log-signing-key", key, "--records", folder.resolve("records"));
        assertThat(recorded).contains("3 new events recorded");
        assertThat(done("record", "--log", log, "--log-signing-key", key, "--records", folder.resolve("records")))
                .contains("0 new events");
        try (Stream<Path> files = Files.walk(log)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("p-1", "r-1", "aurora-2", "bob", "measuring", "Example Model");
            }
        }
    }

    @Test
    void copyAndKeys_withoutTwoApprovals_areRefused() throws IOException {
        String artefact = artefact();
        request();
        decide();
        approve("ann");
        Command copy = release("copy", "r-1", "--artefact", artefact, "--unmarked");
        assertThat(copy.status()).isEqualTo(2);
        assertThat(copy.err()).contains("1 of 2 people agreed");
        assertThat(keys("grant.json").err()).contains("1 of 2 people agreed");
        assertThat(release("approve", "r-1", "--key", folder.resolve("people").resolve("ann.key"))
                        .err())
                .contains("same person");
    }

    @Test
    void directive_loadedAfterTheDecision_stopsKeysAtOnceAndNamesWhomItTouches() throws IOException {
        copied();
        Path letters = Files.createDirectories(folder.resolve("letters"));
        Path letter = Files.copy(SAMPLES.resolve("directive.yaml"), letters.resolve("letter.yaml"));
        directives = List.of("--directives", letters);
        Command stopped = keys("grant.json");
        assertThat(stopped.status()).isEqualTo(2);
        assertThat(stopped.err()).contains("it would now be deny, example.directive-2026-06-12");
        assertThat(folder.resolve("grant.json")).doesNotExist();
        Command touched = release("directive", letter);
        assertThat(touched.status()).isEqualTo(3);
        assertThat(touched.out()).contains("r-1  key-release of aurora-2 to p-1", "1 would end, 0 stay");
        Path later = Files.writeString(
                folder.resolve("later.yaml"),
                Files.readString(letter)
                        .replace("effective-from: 2026-06-12T21:21:00Z", "effective-from: 2126-06-12T21:21:00Z"));
        Command early = release("directive", later, "--recall", "--by", "ann");
        assertThat(early.status()).isEqualTo(2);
        assertThat(early.err()).contains("does not hold now", "nothing was ended");
        assertThat(done("show", "r-1")).doesNotContain("recalled by");
        assertThat(done("directive", letter, "--recall", "--by", "ann")).contains("1 ended");
        Command access = release("access", "r-1", "--actor", "staff-17", "--from", "DE");
        assertThat(access.status()).isEqualTo(3);
        assertThat(access.out()).contains("NOT allowed: it was recalled");
        assertThat(release("replay", "r-1", "--today").out())
                .contains("Then: allow-with-conditions. Now:", "r-1: deny");
    }

    @Test
    void packs_notSignedOrOfAnotherKind_areRefused() throws IOException {
        request();
        Command unsigned = Command.run(
                "release",
                "decide",
                "r-1",
                "--packs",
                PACKS,
                "--parties",
                partyStore(),
                "--lists",
                LISTS,
                "--store",
                folder.resolve("releases.db"));
        assertThat(unsigned.status()).isEqualTo(2);
        assertThat(unsigned.err()).contains("is not signed");
        packs = Path.of("..", "policy", "default");
        assertThat(decide().err()).contains("is not releases");
        Path signed = Files.createDirectories(folder.resolve("signed"));
        Files.copy(PACKS.resolve("house.yaml"), signed.resolve("house.yaml"));
        assertThat(Command.run(
                                "policy",
                                "sign",
                                signed,
                                "--key",
                                folder.resolve("people").resolve("ann.key"))
                        .out())
                .contains("stillwatch.releases@1.0.0 signed");
        Command trusted = Command.run(
                "release",
                "decide",
                "r-1",
                "--packs",
                signed,
                "--trusted",
                folder.resolve("people").resolve("ann.pub"),
                "--parties",
                partyStore(),
                "--lists",
                LISTS,
                "--store",
                folder.resolve("releases.db"));
        assertThat(trusted.status()).as(trusted.err()).isZero();
    }

    @Test
    void commands_badInput_isNamedWithItsPlace() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.json"),
                Files.readString(SAMPLES.resolve("request.json")).replace("\"key-release\"", "\"zqcanary7731\""));
        Command request = release("request", wrong, "--model", SAMPLES.resolve("model.json"));
        assertThat(request.status()).isEqualTo(2);
        assertThat(request.err())
                .contains("wrong.json", "at kind", "docs/release.md")
                .doesNotContain("zqcanary7731");
        assertThat(release("show", "r-9").err()).contains("there is no release r-9");
        assertThat(release("replay", "r-9").status()).isEqualTo(2);
        assertThat(decide().err()).contains("there is no release r-1");
        Path junk = Files.writeString(folder.resolve("junk.json"), "{\"zqcanary7731\":1}");
        request();
        assertThat(release("keys", "r-1", "--recipient-key", junk, "--out", folder.resolve("g.json"))
                        .err())
                .contains("junk.json is no public key")
                .doesNotContain("zqcanary7731");
        assertThat(release("open", folder, "--grant", junk, "--key", folder.resolve("lab.json"), "--out", folder)
                        .err())
                .doesNotContain("zqcanary7731");
    }
}
