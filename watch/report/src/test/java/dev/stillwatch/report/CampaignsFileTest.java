// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Campaign;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

class CampaignsFileTest {
    private static final List<Campaign> CAMPAIGNS = Fixtures.mixed().campaigns();

    private static byte[] written(List<Campaign> campaigns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CampaignsFile.write(campaigns, out);
        return out.toByteArray();
    }

    private static Optional<Campaign> find(String id, byte[] file) {
        return CampaignsFile.find(id, new ByteArrayInputStream(file), new NearestIds(id));
    }

    /** Names of the members of the first object whose member {@code within} is read; of the campaign if empty. */
    private static List<String> members(byte[] file, String within) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = Json.parser(file, file.length)) {
            int depth = 0;
            int counting = within.isEmpty() ? 1 : 0;
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                } else if (token == JsonToken.END_OBJECT) {
                    if (depth == counting) {
                        return names;
                    }
                    depth--;
                } else if (token == JsonToken.PROPERTY_NAME) {
                    if (depth == counting) {
                        names.add(parser.currentName());
                    }
                    if (parser.currentName().equals(within)) {
                        counting = depth + 1;
                    }
                }
            }
        }
        return names;
    }

    @Test
    void write_campaign_contractsMembersFirstAndInOrder() {
        assertThat(members(written(CAMPAIGNS), ""))
                .startsWith(
                        "id",
                        "verdict",
                        "score",
                        "p_value",
                        "accounts",
                        "exchanges",
                        "tokens_out",
                        "first_seen",
                        "last_seen",
                        "signals",
                        "templates",
                        "missing");
    }

    @Test
    void write_signalsAndTemplates_exactlyTheContractsMembers() {
        assertThat(members(written(CAMPAIGNS), "signals")).containsExactly("name", "log_odds", "summary");
        assertThat(members(written(CAMPAIGNS), "templates")).containsExactly("skeleton", "exchanges", "accounts");
    }

    @Test
    void write_noCampaigns_emptyArray() {
        assertThat(new String(written(List.of()), StandardCharsets.UTF_8).strip())
                .isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void find_lastCampaign_readBackEqual() {
        assertThat(find("g-17d9b3", written(CAMPAIGNS))).contains(CAMPAIGNS.getLast());
    }

    @Test
    void find_cutOffAnywhere_damagedFileWithLine() {
        byte[] file = written(CAMPAIGNS.subList(2, 5));
        for (int length : new int[] {1, 40, file.length / 2, file.length - 3}) {
            byte[] cut = java.util.Arrays.copyOf(file, length);
            assertThatThrownBy(() -> find("g-88ef10x", cut))
                    .isInstanceOfSatisfying(
                            DamagedFile.class, e -> assertThat(e.line()).isPositive());
        }
    }
}
