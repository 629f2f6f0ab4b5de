// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.Harvest;
import dev.stillwatch.report.ScanFacts.OutputPrice;
import gg.jte.Content;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One assessment's campaign with everything that is worked out from it alone: made once, shown often. Immutable.
 *
 * @param linked for each of the campaign's links, whose accounts share it
 * @param whole the accounts in groups
 */
record ReadCampaign(
        Campaign campaign,
        List<BitSet> linked,
        CohortLevel whole,
        List<Explanation> explanations,
        Harvest harvest,
        Content evidence,
        Content timeline,
        Content lanes,
        Content templates) {

    static ReadCampaign of(Campaign campaign) {
        return new ReadCampaign(
                campaign,
                campaign.links().stream().map(ReadCampaign::bits).toList(),
                CohortLevel.whole(campaign),
                InnocentExplanations.of(campaign),
                Harvest.of(List.of(campaign), OutputPrice.ASSUMED),
                CampaignMarkup.evidence(campaign),
                CampaignMarkup.timeline(campaign),
                CampaignMarkup.lanes(campaign),
                CampaignMarkup.templates(campaign));
    }

    private static BitSet bits(Campaign.Link link) {
        BitSet bits = new BitSet();
        link.accounts().stream().filter(at -> at >= 0).forEach(bits::set);
        return bits;
    }

    int accounts() {
        return campaign.accounts().size();
    }

    /** What the verdict must not be taken for. */
    String doesNotMean() {
        return CampaignFigures.doesNotMean(campaign);
    }

    /** Facts that an account shares with others, most shared first. */
    List<Campaign.Link> sharedBy(int account) {
        List<Campaign.Link> links = campaign.links();
        return IntStream.range(0, links.size())
                .filter(i -> linked.get(i).get(account))
                .mapToObj(links::get)
                .toList();
    }
}
