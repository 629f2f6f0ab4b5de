// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @Test
    void writeThenExplain_everyCampaignAndItsAccounts_comeBackEqual(@TempDir Path folder) {
        Assessment assessment = Fixtures.mixed();

        ReportFolder.write(assessment, Fixtures.facts(), folder);

        ReportFolder report = ReportFolder.open(folder);
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(Files.exists(folder.resolve(".report.html.tmp"))).isFalse();
        assessment
                .campaigns()
                .forEach(campaign -> assertThat(
                                report.campaign(campaign.id()).campaign().accounts())
                        .isEqualTo(campaign.accounts()));
    }
}
