// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountsCsvTest {

    private static AccountAssessment account(String name, String organisation, double score, double p) {
        return new AccountAssessment(
                name,
                Optional.of(organisation),
                12_345,
                new LogOdds(score),
                new Probability(p),
                Verdict.DISTILLATION,
                Optional.of("c-1"),
                List.of(),
                List.of());
    }

    private static String written(AccountAssessment... accounts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccountsCsv.write(List.of(accounts), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void write_noAccounts_headerAlone() throws IOException {
        assertThat(written()).isEqualTo("account,org,exchanges,score,p_value,verdict,campaign\n");
    }

    @Test
    void write_plainAccount_rowInTheContractsOrder() throws IOException {
        assertThat(written(account("a17", "o3", 8.25, 0.001)).lines().skip(1))
                .containsExactly("a17,o3,12345,8.250000,0.001,distillation,c-1");
    }

    @Test
    void write_nothingKnown_fieldsStayEmpty() throws IOException {
        assertThat(written(Fixtures.account("a", Verdict.INSUFFICIENT, -0.0000001, List.of()))
                        .lines()
                        .skip(1))
                .containsExactly("a,,42,0.000000,0.125,insufficient,");
    }

    @Test
    void write_germanLocale_samePoints() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(written(account("a", "o", 1234.5, 0.25))).contains(",12345,1234.500000,0.25,");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void write_separatorsInNames_quotedAsRfc4180Says() throws IOException {
        assertThat(written(account("a,b", "say \"hi\"", 1, 1))).contains("\n\"a,b\",\"say \"\"hi\"\"\",");
        assertThat(written(account("two\nlines", "cr\rhere", 1, 1))).contains("\n\"two\nlines\",\"cr\rhere\",");
    }

    @Test
    void write_formulaInName_leftAsItIs() throws IOException {
        assertThat(written(account("=1+1", "@o", 1, 1))).contains("\n=1+1,@o,");
    }

    @Test
    void write_halfASurrogatePair_replacementCharacter() throws IOException {
        assertThat(written(account("x\uD83D", "o", 1, 1))).contains("\nx\uFFFD,o,");
    }
}
