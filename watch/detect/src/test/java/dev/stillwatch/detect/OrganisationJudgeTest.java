// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrganisationJudgeTest {
    private static final Population POPULATION =
            new TestTraffic(51).everyday().harvestingOrganisation(20).population();
    private static final OrganisationJudge JUDGE =
            new OrganisationJudge(POPULATION, ContentSpace.fit(POPULATION.all()), named("person"));

    @Test
    void declared_kindsOfCustomer_areNamed() {
        assertThat(JUDGE.declared(named("employee")).verdict()).isEqualTo(Verdict.ORGANISATION);
        assertThat(JUDGE.declared(named("lab")).verdict()).isEqualTo(Verdict.EVALUATION);
        assertThat(JUDGE.declared(named("researcher")).verdict()).isEqualTo(Verdict.ORGANISATION);
        assertThat(JUDGE.declared(named("employee").subList(0, 2)).verdict()).isEqualTo(Verdict.ORGANISATION);
    }

    @Test
    void shared_onePayer_isAResellerOrClear() {
        assertThat(JUDGE.shared(named("pool")).verdict()).isEqualTo(Verdict.RESELLER);
        assertThat(JUDGE.shared(named("person").subList(0, 12)).verdict()).isEqualTo(Verdict.CLEAR);
        assertThat(JUDGE.shared(named("pool").subList(0, 3)).verdict()).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void customers_declaredOrganisations_needTwoAccounts() {
        List<AccountView> accounts = TestExchange.accounts(
                TestExchange.of("a").organisation(Optional.of("two")),
                TestExchange.of("b").organisation(Optional.of("one")),
                TestExchange.of("c").organisation(Optional.of("two")),
                TestExchange.of("d"));
        assertThat(names(OrganisationJudge.customers(accounts))).containsExactly(List.of("a", "c"));
    }

    @Test
    void payers_poolOfOneCard_needsFiveAccountsWithoutCustomer() {
        Stream<TestExchange> pool =
                IntStream.range(0, 5).mapToObj(i -> TestExchange.of("a" + i).payment("card"));
        Stream<TestExchange> family =
                IntStream.range(0, 4).mapToObj(i -> TestExchange.of("b" + i).payment("family card"));
        Stream<TestExchange> office = IntStream.range(0, 9)
                .mapToObj(i -> TestExchange.of("c" + i).payment("office card").organisation(Optional.of("office")));
        TestExchange[] all = Stream.of(pool, family, office).flatMap(s -> s).toArray(TestExchange[]::new);
        assertThat(names(OrganisationJudge.payers(TestExchange.accounts(all))))
                .containsExactly(List.of("a0", "a1", "a2", "a3", "a4"));
    }

    @Test
    void payers_accountOfTwoCards_belongsToNoPool() {
        TestExchange[] all = Stream.concat(
                        IntStream.range(0, 5)
                                .mapToObj(i -> TestExchange.of("a" + i).payment("card")),
                        Stream.of(TestExchange.of("a0").second(9).payment("another")))
                .toArray(TestExchange[]::new);
        assertThat(OrganisationJudge.payers(TestExchange.accounts(all))).isEmpty();
    }

    private static List<AccountView> named(String kind) {
        return POPULATION.all().stream()
                .filter(a -> a.profile.account().startsWith(kind))
                .toList();
    }

    private static List<List<String>> names(List<List<AccountView>> groups) {
        return groups.stream()
                .map(g -> g.stream().map(a -> a.profile.account()).toList())
                .toList();
    }
}
