// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListReaderTest {
    @TempDir
    Path folder;

    private ListLoad.Loaded loaded(ListFormat format) {
        ListLoad load = ListReader.read(format, folder, SmallLists.RETRIEVED);
        assertThat(load).isInstanceOf(ListLoad.Loaded.class);
        return (ListLoad.Loaded) load;
    }

    private ListLoad.Refused refused(ListFormat format) {
        ListLoad load = ListReader.read(format, folder, SmallLists.RETRIEVED);
        assertThat(load).isInstanceOf(ListLoad.Refused.class);
        return (ListLoad.Refused) load;
    }

    private static ListEntry entry(ListLoad.Loaded list, String id) {
        return list.entries().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long count(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void readAll_everyFormat_asManyEntriesAsAPlainCount() throws IOException {
        List<Integer> counts = SmallLists.all(folder).stream()
                .map(list -> list.entries().size())
                .toList();
        assertThat(counts)
                .containsExactly(
                        (int) count("(?m)^[0-9]+,\"", SmallLists.SDN),
                        (int) count("(?m)^\"a[0-9]", SmallLists.CSL),
                        (int) SmallLists.DPL.lines().count() - 1,
                        (int) count("</(INDIVIDUAL|ENTITY)>", SmallLists.UN));
    }

    @Test
    void read_ofac_remarksAndOtherFilesBecomeDetails() throws IOException {
        SmallLists.folder(folder);
        ListLoad.Loaded list = loaded(ListFormat.OFAC_LEGACY_CSV);
        ListEntry person = entry(list, "2674");
        assertThat(person.kind()).isEqualTo(EntryKind.PERSON);
        assertThat(person.names())
                .extracting(ListedName::text)
                .containsExactly(
                        "AL-NAMUZAJI, Tarik Hamdan",
                        "AL NAMOUZAJI, Tareq",
                        "HAMDAN, Tariq",
                        "ABU-'SAMPLE",
                        "THE DOCTOR");
        assertThat(person.names().get(4).strength()).isEqualTo(ListedName.Strength.WEAK);
        assertThat(person.countries()).containsExactlyInAnyOrder("IQ", "JO");
        assertThat(person.birthDates().toString()).isEqualTo("[1975-06-14, 1975-01-01/1977-12-31]");
        assertThat(person.programs()).containsExactly("SDGT", "IRAQ2");
        assertThat(entry(list, "36").kind()).isEqualTo(EntryKind.ENTITY);
        assertThat(entry(list, "9001").kind()).isEqualTo(EntryKind.VESSEL);
        assertThat(entry(list, "2675").birthDates().toString()).isEqualTo("[1960-01-01/1962-12-31]");
        assertThat(list.problems()).singleElement().asString().contains("sdn.csv:4", "sometime");
        assertThat(list.snapshot().complete()).isTrue();
        assertThat(list.snapshot().sha256()).hasSize(64);
    }

    @Test
    void read_aliasWithoutEntry_isKeptAndReported() throws IOException {
        SmallLists.folder(folder);
        Files.writeString(folder.resolve("alt.csv"), "77,1,\"aka\",\"LONE ALIAS\",-0- \n");
        ListLoad.Loaded list = loaded(ListFormat.OFAC_LEGACY_CSV);
        assertThat(entry(list, "77").primaryName()).isEqualTo("LONE ALIAS");
        assertThat(list.problems())
                .anyMatch(problem -> problem.toString().startsWith("alt.csv:1: no entry has the number 77"));
    }

    @Test
    void read_consolidated_secondHeaderAndSeveralValues() throws IOException {
        SmallLists.folder(folder);
        ListLoad.Loaded list = loaded(ListFormat.CONSOLIDATED_CSV);
        ListEntry institute = entry(list, "a1");
        assertThat(institute.source()).isEqualTo(ListSource.ENTITY_LIST);
        assertThat(institute.names())
                .extracting(ListedName::text)
                .containsExactly("Sample Optics Institute", "SOI", "Institute for\nSample Optics");
        assertThat(institute.licenceRequirement()).isEqualTo("All items subject to the EAR");
        assertThat(institute.licencePolicy()).isEqualTo("Presumption of denial");
        assertThat(institute.countries()).containsExactlyInAnyOrder("CN", "AE", "TR");
        assertThat(entry(list, "a2").primaryName()).isEqualTo("Placeholder \"Trading\" Co., Ltd.");
        assertThat(entry(list, "a3").birthDates()).hasSize(3);
        assertThat(list.problems()).singleElement().asString().contains("XYZ");
    }

    @Test
    void read_openQuotationMark_costsNoOtherRow() throws IOException {
        String broken = SmallLists.cslRow("a8", "Entity List (EL) - B", "", "Broken Row", "", "")
                .replace("\"P1; P2\"", "\"P1; P2");
        Files.writeString(
                folder.resolve("csl.csv"),
                SmallLists.CSL_HEADER
                        + broken
                        + SmallLists.cslRow("a9", "Entity List (EL) - B", "", "Whole Row", "", ""));
        ListLoad.Loaded list = loaded(ListFormat.CONSOLIDATED_CSV);
        assertThat(entry(list, "a9").primaryName()).isEqualTo("Whole Row");
        assertThat(list.problems()).anyMatch(problem -> problem.line() == 2);
        assertThat(list.snapshot().complete()).isTrue();
    }

    @Test
    void read_lastRowCutOff_keepsItAndSaysSo() throws IOException {
        String row = SmallLists.cslRow("a9", "Entity List (EL) - B", "", "Cut Row", "", "");
        Files.writeString(folder.resolve("csl.csv"), SmallLists.CSL + row.substring(0, row.indexOf("All items")));
        ListLoad.Loaded list = loaded(ListFormat.CONSOLIDATED_CSV);
        assertThat(entry(list, "a9").primaryName()).isEqualTo("Cut Row");
        assertThat(list.snapshot().complete()).isFalse();
        assertThat(list.problems())
                .anyMatch(problem -> problem.cutOff() && problem.what().contains("fetch it again"));
    }

    @Test
    void read_deniedPersons_aliasInBracketsIsAName() throws IOException {
        SmallLists.folder(folder);
        ListLoad.Loaded list = loaded(ListFormat.DENIED_PERSONS_TEXT);
        assertThat(list.entries().getFirst().primaryName()).isEqualTo("JOHN \"JACK\" EXAMPLEMAN");
        assertThat(list.entries().get(1).names())
                .extracting(ListedName::text)
                .containsExactly("PEARL LIGHTLY", "MEI-SAMPLE CHU");
        assertThat(list.entries().get(1).countries()).containsExactly("AE");
    }

    @Test
    void read_un_scriptsQualitiesAndDates() throws IOException {
        SmallLists.folder(folder);
        ListEntry person = entry(loaded(ListFormat.UN_XML), "XXi.001");
        assertThat(person.names())
                .extracting(name -> name.text() + " " + name.strength())
                .containsExactly(
                        "IMAGINARY QASIM TAMTHIL PRIMARY",
                        "خيالي قاسم تمثيل STRONG",
                        "Qassem Tamtheel STRONG",
                        "Abu Khayal WEAK");
        assertThat(person.birthDates().toString())
                .isEqualTo("[1971-03-04, 1974-01-01/1976-12-31, 1973-01-01/1974-12-31]");
        assertThat(person.countries()).containsExactly("SY");
        assertThat(person.remarks()).isEqualTo("None & nothing.; Passport OB 1");
    }

    @Test
    void read_unCutOff_keepsWhatCameBefore() throws IOException {
        Files.writeString(
                folder.resolve("UN_consolidated.xml"),
                SmallLists.UN.substring(0, SmallLists.UN.indexOf("<ENTITY>") + 20));
        ListLoad.Loaded list = loaded(ListFormat.UN_XML);
        assertThat(list.entries()).hasSize(1);
        assertThat(list.snapshot().complete()).isFalse();
    }

    @Test
    void read_unWithDocumentType_isRefused() throws IOException {
        Files.writeString(
                folder.resolve("UN_consolidated.xml"),
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><CONSOLIDATED_LIST><INDIVIDUAL><FIRST_NAME>&e;</FIRST_NAME></INDIVIDUAL></CONSOLIDATED_LIST>");
        assertThat(refused(ListFormat.UN_XML).what()).contains("document type");
    }

    @Test
    void read_packedFileCutOff_keepsWhatCameBefore() throws IOException {
        SmallLists.folder(folder);
        Path packed = folder.resolve("dpl.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(folder.resolve("dpl.txt")));
        }
        assertThat(loaded(ListFormat.DENIED_PERSONS_TEXT).snapshot().complete()).isTrue();
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length - 9));
        ListLoad.Loaded list = loaded(ListFormat.DENIED_PERSONS_TEXT);
        assertThat(list.entries()).isNotEmpty();
        assertThat(list.snapshot().complete()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ListFormat.class)
    void read_uselessFiles_nameFileAndRemedy(ListFormat format) throws IOException {
        String name = format.fileNames().getFirst();
        assertThat(refused(format).toString()).contains(name, "no such file", "Fetch");
        for (String useless : List.of(
                "", "\n\u001a\n", "<!DOCTYPE html><html><body>503</body></html>", "hello\nworld\n", "{\"a\": 1}")) {
            for (String file : format.fileNames()) {
                Files.writeString(folder.resolve(file), useless);
            }
            ListLoad.Refused refused = refused(format);
            assertThat(refused.file()).isEqualTo(name);
            assertThat(refused.remedy()).containsAnyOf("Fetch", "fetch");
        }
    }

    @Test
    void read_packedToFillTheMemory_isRefused() throws IOException {
        byte[] blank = new byte[1 << 20];
        Arrays.fill(blank, (byte) ' ');
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("dpl.txt.gz")))) {
            for (int i = 0; i <= ListFile.MOST_BYTES >> 20; i++) {
                out.write(blank);
            }
        }
        assertThat(refused(ListFormat.DENIED_PERSONS_TEXT).what()).contains("256 MB");
    }
}
