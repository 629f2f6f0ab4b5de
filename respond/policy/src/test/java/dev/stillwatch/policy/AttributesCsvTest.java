// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributesCsvTest {
    @TempDir
    private Path folder;

    private AttributesCsv read(String text) throws IOException {
        return AttributesCsv.read(Files.writeString(folder.resolve("persons.csv"), text));
    }

    private static String of(AttributesCsv csv, String account) {
        Facts.Builder facts = Facts.builder().account(account);
        csv.addTo(facts, account);
        return facts.build().canonical();
    }

    @Test
    void read_quotesBlankLinesAndEmptyFields_areUnderstood() throws IOException {
        AttributesCsv csv =
                read("\uFEFFaccount,person_status,note\r\n\r\na1,foreign,\"a, \"\"b\"\"\nc\"\n\"a,2\",,x\n");

        assertThat(csv.accounts()).isEqualTo(2);
        assertThat(of(csv, "a1")).contains("\"note\":\"a, \\\"b\\\"\\u000ac\",\"person_status\":\"foreign\"");
        assertThat(of(csv, "a,2"))
                .contains("\"attributes\":{\"note\":\"x\"}", "\"sources\":{\"note\":\"persons.csv\"}");
        assertThat(of(csv, "a3")).contains("\"attributes\":{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|:1: the header must be",
                "account|:1: the header must be",
                "id,x|:1: the header must be",
                "account,x,x|:1: the header must be",
                "account,x;a1|:2: 1 fields where the header has 2",
                "account,x;a1,b,c|:2: 3 fields",
                "account,x;a1,b;a1,c|:3: the account stands in an earlier row",
                "account,x;a1,\"b|:2: a quote is not closed"
            })
    void read_rowThatDoesNotFit_isRefusedWithItsLine(String text, String expected) {
        assertThatThrownBy(() -> read(text.replace(';', '\n'))).hasMessageContaining("persons.csv" + expected);
    }
}
