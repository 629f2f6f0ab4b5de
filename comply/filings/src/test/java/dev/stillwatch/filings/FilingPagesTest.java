// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilingPagesTest {
    private static final String SECRET = "canary of 4,096 chips";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private static Filing filing(Filing.Field... fields) {
        return new Filing(
                RuleBook.shipped()
                        .of(RuleBookTest.incident("2026-11-20T08:00:00Z", false), NOW)
                        .getLast(),
                "Example Labs <Inc> & Sons",
                "2026-11-21",
                NOW,
                List.of(fields));
    }

    private static Filing usual() {
        return filing(
                new Filing.Field("When it happened", "2026-11-20", false),
                new Filing.Field("What the machines were", SECRET, true));
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    @ParameterizedTest
    @EnumSource
    void pages_ofAVersion_sayTheSame_andThePublicOneHoldsNothingWithheld(Filing.Version version) throws IOException {
        byte[] pdf = FilingPages.pdf(usual(), version);
        // To be looked at.
        Path kept = Files.createDirectories(Path.of("target", "filings"));
        Files.write(kept.resolve(version + ".pdf"), pdf);
        String html = FilingPages.html(usual(), version);
        String json = FilingPages.json(usual(), version);
        for (String each : List.of(text(pdf), html, json)) {
            boolean open = version == Filing.Version.CONFIDENTIAL;
            assertThat(each.contains(SECRET)).isEqualTo(open);
            assertThat(each.contains(Filing.Field.WITHHELD)).isEqualTo(!open);
            assertThat(each).contains("us-ca.sb53", "2026-11-20", "2026-12-05T08:00:00Z", "2026-11-21");
        }
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain("canary");
        assertThat(text(pdf)).contains("Example Labs <Inc> & Sons");
        assertThat(html).contains("Example Labs &lt;Inc&gt; &amp; Sons");
    }

    @Test
    void pages_hostileText_isShownAsItIs() throws IOException {
        Filing hostile = filing(new Filing.Field(
                "<img src='file:///etc/passwd'/>",
                "]]><script>alert(1)</script>\u0000&#0;<link href='http://localhost:1/'/>",
                false));
        String html = FilingPages.html(hostile, Filing.Version.PUBLIC);
        assertThat(html).doesNotContain("<script", "<img", "<link", "\u0000");
        assertThat(text(FilingPages.pdf(hostile, Filing.Version.PUBLIC))).contains("<script>alert(1)</script>");
    }

    @Test
    void pages_longFiling_goesOnOverPages() throws IOException {
        Filing.Field[] fields = IntStream.range(0, 200)
                .mapToObj(n -> new Filing.Field("field " + n, "value " + n + " word".repeat(n % 40), false))
                .toArray(Filing.Field[]::new);
        byte[] pdf = FilingPages.pdf(filing(fields), Filing.Version.PUBLIC);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isGreaterThan(5);
        }
        assertThat(text(pdf)).contains("value 0", "value 199");
    }

    @Test
    void pdf_otherLetters_areWrittenOrRefusedByTheirField() throws IOException {
        Filing cyrillic = filing(new Filing.Field("Name", "Муромский завод, Ωμέγα, Žluťoučký", false));
        assertThat(text(FilingPages.pdf(cyrillic, Filing.Version.PUBLIC)))
                .contains("Муромский завод, Ωμέγα, Žluťoučký");
        Filing han = filing(new Filing.Field("Name", "\u8d1d\u62c9\u514b", false));
        assertThatThrownBy(() -> FilingPages.pdf(han, Filing.Version.PUBLIC))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("field 'Name'");
        assertThat(FilingPages.html(han, Filing.Version.PUBLIC)).contains("\u8d1d\u62c9\u514b");
    }
}
