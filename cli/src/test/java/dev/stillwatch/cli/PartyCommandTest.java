// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.control.AccountRegister;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyEngine;
import dev.stillwatch.policy.PolicyPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartyCommandTest {
    private static final Path SAMPLES = Path.of("..", "docs", "samples", "parties");

    @TempDir
    private Path folder;

    private Command party(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("party"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--store", folder.resolve("parties.db")));
        return Command.run(all.toArray());
    }

    private Command screen(Path lists, Object... more) {
        List<Object> all = new ArrayList<>(List.of("screen", "--lists", lists));
        all.addAll(List.of(more));
        return party(all.toArray());
    }

    private Path lists() throws IOException {
        Path lists = Files.createDirectories(folder.resolve("lists"));
        for (String name : List.of("sdn.csv", "alt.csv", "add.csv")) {
            Files.copy(SAMPLES.resolve("lists").resolve(name), lists.resolve(name));
        }
        return lists;
    }

    private void entered() {
        Command added = party("add", SAMPLES.resolve("customer.json"), SAMPLES.resolve("owner.json"));
        assertThat(added.status()).as(added.err()).isZero();
        assertThat(added.out()).isEqualTo("c-1: 5 things entered\nc-2: 1 thing entered\n");
    }

    @Test
    void party_fromEntryToErasure_isScreenedDecidedAndSummedUp() throws IOException {
        Path lists = lists();
        entered();
        Command first = screen(lists);
        assertThat(first.status()).as(first.err()).isEqualTo(3);
        assertThat(first.out())
                .contains(
                        "c-1: clear",
                        "c-2: to be decided",
                        "SDN:36",
                        "rests on the name alone",
                        "for: ",
                        "2 screened, 0 up")
                .doesNotContain("owned half");
        assertThat(screen(lists).out()).isEqualTo("0 screened, 2 up to date.\n");
        Command decided = party(
                "decide",
                "c-2",
                "SDN:36",
                "--outcome",
                "same",
                "--reason",
                "same airline",
                "--by",
                "ann",
                "--lists",
                lists);
        assertThat(decided.status()).as(decided.err()).isZero();
        Command owned = screen(lists);
        assertThat(owned.status()).isEqualTo(3);
        assertThat(owned.out()).contains("c-1: owned half or more by listed parties, 51 % (c-2 holds 51 %)");
        assertThat(screen(lists, "c-2", "--again", "--format", "json").out())
                .contains("\"outcome\":\"same\"", "\"half\":\"ABOVE\"", "\"snapshots\":[\"SDN ");
        assertThat(party("show", "c-2").out())
                .contains("name Nordkestrel Airline  (self-declared: form 8)", "missing: payment", "c-2: listed");
        assertThat(party("erase", "c-2").status()).isZero();
        assertThat(party("show", "c-2").err()).contains("there is no party c-2");
    }

    @Test
    void determination_whenTheEntryChanges_doesNotHoldAnyMore() throws IOException {
        Path lists = lists();
        entered();
        screen(lists);
        party(
                "decide",
                "c-2",
                "SDN:36",
                "--outcome",
                "different",
                "--reason",
                "no aircraft",
                "--by",
                "ann",
                "--lists",
                lists);
        Command cleared = screen(lists, "--again");
        assertThat(cleared.status()).isZero();
        assertThat(cleared.out()).contains("c-2: clear", "by ann: different, since no aircraft");
        Path sdn = lists.resolve("sdn.csv");
        // Another entry changes: what was decided on this one holds.
        Files.writeString(sdn, Files.readString(sdn).replace("BANCO VELDASUR", "BANCO VELDANORTE"));
        assertThat(screen(lists).status()).isZero();
        Files.writeString(
                lists.resolve("alt.csv"),
                Files.readString(lists.resolve("alt.csv")) + "36,13,\"aka\",\"NORDKESTRELA\",-0- \n");
        Command anew = screen(lists);
        assertThat(anew.status()).isEqualTo(3);
        assertThat(anew.out()).contains("c-2: to be decided").doesNotContain("no aircraft");
    }

    @Test
    void listsThatCannotBeUsed_stopTheScreening() throws IOException {
        Path lists = lists();
        entered();
        Files.writeString(lists.resolve("sdn.csv"), "<!DOCTYPE html><html>503</html>");
        Command page = screen(lists);
        assertThat(page.status()).isEqualTo(2);
        assertThat(page.err()).contains("sdn.csv: it is a web page, not a list");
        Files.delete(lists.resolve("alt.csv"));
        Files.copy(SAMPLES.resolve("lists/sdn.csv"), lists.resolve("sdn.csv"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(screen(lists).err()).contains("alt.csv: there is no such file");
        assertThat(screen(folder.resolve("nowhere")).err()).contains("holds none of the lists");
    }

    @Test
    void listThatIsCutOff_isUsedAsFarAsItGoes_andEveryScreeningSaysSo() throws IOException {
        Path lists = lists();
        entered();
        Path alt = lists.resolve("alt.csv");
        String whole = Files.readString(alt);
        Files.writeString(alt, whole.substring(0, whole.length() - 20));
        Command cut = screen(lists);
        assertThat(cut.status()).isEqualTo(3);
        assertThat(cut.err()).contains("is cut off: who stands in what is missing is not found");
        assertThat(cut.out()).contains("c-1: clear; SDN was cut off", "c-2: to be decided; SDN was cut off");
        Files.writeString(alt, whole);
        assertThat(screen(lists).out()).contains("c-1: clear\n", "2 screened, 0 up to date");
    }

    @Test
    void decide_whatIsNotLikeTheParty_orByOneWhereItTakesTwo_isRefused() throws IOException {
        Path lists = lists();
        entered();
        Command other = party(
                "decide", "c-1", "SDN:36", "--outcome", "different", "--reason", "r", "--by", "ann", "--lists", lists);
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("does not find party c-1 like entry SDN:36");
        Command alone = party(
                "decide",
                "c-2",
                "SDN:36",
                "--outcome",
                "same-authorised",
                "--reason",
                "r",
                "--by",
                "ann",
                "--lists",
                lists);
        assertThat(alone.err()).contains("two people");
        assertThat(party(
                                "decide",
                                "c-2",
                                "SDN:36",
                                "--outcome",
                                "maybe",
                                "--reason",
                                "r",
                                "--by",
                                "a",
                                "--lists",
                                lists)
                        .err())
                .contains("different, same or same-authorised");
    }

    @Test
    void add_oneFileOfTwoIsWrong_entersNothing() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"id\": \"c-9\", \"kind\": \"canary\"}");
        Command refused = party("add", SAMPLES.resolve("customer.json"), wrong);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("wrong.json", "at kind").doesNotContain("canary");
        assertThat(party("show", "c-1").status()).isEqualTo(2);
    }

    /** The gateway's own register reads it, and policy's own engine is asked: what is written is what they take. */
    @Test
    void accounts_ofParties_steerTheGatewaysPolicyUntilTheirHolderIsIdentified() throws IOException {
        Path lists = lists();
        Path releases = SAMPLES.resolveSibling("releases");
        entered();
        Path register = folder.resolve("accounts.csv");
        Command none = party("accounts", "--lists", lists, "--out", register);
        assertThat(none.status()).as(none.err()).isZero();
        assertThat(none.out()).contains("0 accounts");
        Path half = Files.writeString(
                folder.resolve("half.json"),
                Files.readString(releases.resolve("recipient.json"))
                        .replaceAll("    \\{\"claim\": \\{\"kind\": \"payment.*\n", ""));
        assertThat(party("add", half, releases.resolve("owner.json")).status()).isZero();
        assertThat(party("accounts", "--lists", lists, "--out", register).status())
                .isZero();
        AccountRegister gateway = new AccountRegister();
        gateway.read(register);
        assertThat(decided(gateway)).containsExactly("identify");
        assertThat(gateway.of("acct-1").attributes())
                .containsEntry("screening", "clear")
                .containsEntry("listed_owners", "below")
                .containsEntry("jurisdiction", "DE");
        party("add", releases.resolve("recipient.json"));
        party("accounts", "--lists", lists, "--out", register);
        gateway.read(register);
        assertThat(decided(gateway)).isEmpty();
        assertThat(Files.readString(register)).doesNotContain("Example Model Works");
    }

    private static List<String> decided(AccountRegister gateway) {
        Facts.Builder facts = Facts.builder().account("acct-1");
        gateway.of("acct-1").attributes().forEach((name, value) -> facts.attribute(name, value, "register"));
        PackSet packs =
                PackSet.of(List.of(PolicyPack.read(Path.of("..", "policy", "examples", "identification.yaml"))));
        return new PolicyEngine(packs)
                .decide(facts.build(), Instant.parse("2026-11-23T12:00:00Z")).decisions().stream()
                        .map(Decision::rule)
                        .toList();
    }

    @Test
    void accounts_thatTwoPartiesClaim_areWrittenForNeither() throws IOException {
        Path lists = lists();
        Path releases = SAMPLES.resolveSibling("releases");
        Path other = Files.writeString(
                folder.resolve("other.json"),
                Files.readString(releases.resolve("recipient.json")).replace("\"p-1\"", "\"p-9\""));
        assertThat(party("add", releases.resolve("recipient.json"), other, releases.resolve("owner.json"))
                        .status())
                .isZero();
        Command refused = party("accounts", "--lists", lists, "--out", folder.resolve("accounts.csv"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("party p-1 and to party p-9").doesNotContain("acct-1");
        assertThat(folder.resolve("accounts.csv")).doesNotExist();
    }

    @Test
    void withdraw_factThatWasWrong_standsNoMoreAndIsScreenedWithout() throws IOException {
        Path lists = lists();
        entered();
        assertThat(screen(lists).out()).contains("c-2: to be decided");
        Path right = Files.writeString(
                folder.resolve("right.json"),
                Files.readString(SAMPLES.resolve("owner.json")).replace("Nordkestrel Airline", "Quillon Partners"));
        party("add", right);
        Command withdrawn = party("withdraw", SAMPLES.resolve("owner.json"));
        assertThat(withdrawn.status()).as(withdrawn.err()).isZero();
        assertThat(withdrawn.out()).isEqualTo("c-2: 1 fact withdrawn\n");
        Command after = screen(lists);
        assertThat(after.status()).as(after.out()).isZero();
        assertThat(after.out()).contains("c-2: clear").doesNotContain("SDN:36");
        Command again = party("withdraw", SAMPLES.resolve("owner.json"));
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("does not stand of party c-2").doesNotContain("Nordkestrel");
    }

    @Test
    void screen_ownedInPartByListedPartiesAndTheRestUnknown_isNamed() throws IOException {
        Path lists = lists();
        Path part = Files.writeString(
                folder.resolve("part.json"),
                Files.readString(SAMPLES.resolve("customer.json")).replace("\"share\": \"51\"", "\"share\": \"20\""));
        party("add", part, SAMPLES.resolve("owner.json"));
        screen(lists);
        party("decide", "c-2", "SDN:36", "--outcome", "same", "--reason", "it is", "--by", "ann", "--lists", lists);
        Command named = screen(lists);
        assertThat(named.status()).isEqualTo(3);
        assertThat(named.out())
                .contains("c-1: owned in part by listed parties, 20 % (c-2 holds 20 %), and 80 % is in unknown hands");
    }
}
