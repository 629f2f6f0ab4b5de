// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ContentModelTest {
    private static final Population PEOPLE =
            new TestTraffic(31).people(80).campaign(40).population();
    private static final BitSet CAMPAIGN = marked(a -> a.profile.account().startsWith("harvester"));
    private static final ContentModel OF_CAMPAIGN = ContentModel.train(PEOPLE.all(), CAMPAIGN);

    @Test
    void logRatios_realGroup_favourItsMembersOnly() {
        for (AccountView account : PEOPLE.all()) {
            double mean = mean(OF_CAMPAIGN, account);
            if (CAMPAIGN.get(account.index)) {
                assertThat(mean).isPositive();
            } else {
                assertThat(mean).isNegative();
            }
        }
    }

    @Test
    void logRatios_randomSplitOfOnePopulation_areAboutZeroOnBothSides() {
        // Every person has interests of their own: a model tested on its own training accounts would tell all apart.
        Population people = new TestTraffic(32).people(100).population();
        Random random = new Random(1);
        BitSet half = new BitSet();
        people.all().forEach(a -> half.set(a.index, random.nextBoolean()));
        ContentModel model = ContentModel.train(people.all(), half);
        for (boolean inside : new boolean[] {true, false}) {
            double mean = people.all().stream()
                    .filter(a -> half.get(a.index) == inside)
                    .mapToDouble(a -> mean(model, a))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0, within(0.15));
        }
    }

    @Test
    void logRatios_limit_boundsHowManyExchangesAreScored() {
        AccountView account = PEOPLE.get(0);
        assertThat(OF_CAMPAIGN.logRatios(account, 4)).hasSize(4);
        assertThat(OF_CAMPAIGN.logRatios(account, 10_000)).hasSize(account.sample.size());
    }

    @Test
    void trainedLogRatios_ofEveryAccount_areThoseOfTheModel() {
        FeatureTable table = FeatureTable.of(PEOPLE.all(), Parallel.SEQUENTIAL);
        ContentModel.Trained trained = ContentModel.train(table, CAMPAIGN, Parallel.SEQUENTIAL);
        for (AccountView account : PEOPLE.all()) {
            assertThat(trained.logRatios(account.index))
                    .containsExactly(trained.model().logRatios(account, FeatureTable.MOST_PER_ACCOUNT));
        }
    }

    @Test
    void train_emptyOrWholeGroup_saysNothingEitherWay() {
        BitSet everybody = marked(a -> true);
        for (BitSet group : new BitSet[] {new BitSet(), everybody}) {
            ContentModel model = ContentModel.train(PEOPLE.all(), group);
            assertThat(PEOPLE.all()).allSatisfy(a -> assertThat(mean(model, a)).isFinite());
        }
    }

    @Test
    void measure_realGroup_tellsMembersFromOthers() {
        Membership membership = Membership.measure(
                PEOPLE.all(), CAMPAIGN, OF_CAMPAIGN, Optional.empty(), PEOPLE.size(), 128, Parallel.SEQUENTIAL);
        assertThat(membership.separation()).isGreaterThan(3);
        assertThat(membership.groupMean()).isGreaterThan(membership.otherMedian());
        for (AccountView account : PEOPLE.all()) {
            assertThat(membership.logOdds(account.index) > 0).isEqualTo(CAMPAIGN.get(account.index));
            assertThat(membership.participation(account.index)).isCloseTo(mean(OF_CAMPAIGN, account), within(1e-9));
        }
    }

    @Test
    void measure_randomGroup_separatesNobody() {
        Random random = new Random(2);
        Population people = new TestTraffic(33).people(100).population();
        BitSet some = new BitSet();
        people.all().forEach(a -> some.set(a.index, random.nextInt(4) == 0));
        Membership membership = Membership.measure(
                people.all(),
                some,
                ContentModel.train(people.all(), some),
                Optional.empty(),
                people.size(),
                128,
                Parallel.SEQUENTIAL);
        assertThat(Math.abs(membership.separation())).isLessThan(1);
    }

    @Test
    void measure_oneSuchPrompt_weighsLessThanASteadyAccount() {
        TestTraffic traffic = new TestTraffic(34).people(80).campaign(40);
        traffic.exchanges()
                .add(TestExchange.of("zz-once", "Solve the problem and show every single step of your reasoning")
                        .digest());
        Population population = traffic.population();
        BitSet campaign = new BitSet();
        population.all().stream()
                .filter(a -> a.profile.account().startsWith("harvester"))
                .forEach(a -> campaign.set(a.index));
        Membership membership = Membership.measure(
                population.all(),
                campaign,
                ContentModel.train(population.all(), campaign),
                Optional.empty(),
                population.size(),
                128,
                Parallel.SEQUENTIAL);
        double once = membership.logOdds(population.size() - 1);
        assertThat(population.get(population.size() - 1).profile.account()).isEqualTo("zz-once");
        assertThat(campaign.stream().mapToDouble(membership::logOdds).min().orElseThrow())
                .isGreaterThan(once);
    }

    private static BitSet marked(Predicate<AccountView> inGroup) {
        BitSet marked = new BitSet();
        PEOPLE.all().stream().filter(inGroup).forEach(a -> marked.set(a.index));
        return marked;
    }

    private static double mean(ContentModel model, AccountView account) {
        return Arrays.stream(model.logRatios(account, 128)).average().orElseThrow();
    }
}
