// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonWorkModelTest {
    private static final Population POPULATION =
            new TestTraffic(71).people(120).dilutedCampaign(60, 3).population();
    private static final DistinctPrompts PROMPTS = DistinctPrompts.of(POPULATION.all(), Parallel.SEQUENTIAL);

    private static CommonWorkModel trained(boolean sharp) {
        List<AccountView> accounts = PROMPTS.accounts();
        double[] member = new double[accounts.size()];
        float[][] work = new float[accounts.size()][];
        for (int a = 0; a < member.length; a++) {
            member[a] = isMember(accounts.get(a)) ? 1 : 0;
            work[a] = new float[PROMPTS.count(a)];
            for (int p = 0; p < work[a].length; p++) {
                work[a][p] = (float) (member[a] * PROMPTS.elicitation(a, p));
            }
        }
        return CommonWorkModel.train(PROMPTS, member, work, everybody(), sharp, Parallel.SEQUENTIAL);
    }

    private static double[] everybody() {
        double[] everybody = new double[PROMPTS.accounts().size()];
        Arrays.fill(everybody, 1);
        return everybody;
    }

    private static boolean isMember(AccountView account) {
        return account.profile.account().startsWith("diluted");
    }

    private static double[] ratios(CommonWorkModel model, AccountView account) {
        return model.logRatios(account, DistinctPrompts.in(account));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void logRatios_membersAndOthers_addUpToOppositeSigns(boolean sharp) {
        CommonWorkModel model = trained(sharp);
        long right = POPULATION.all().stream()
                .filter(a -> isMember(a) == Arrays.stream(ratios(model, a)).sum() > 0)
                .count();
        assertThat(right).isGreaterThanOrEqualTo(175);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isWork_promptsOfMembers_isHarvestAndNothingElse(boolean sharp) {
        CommonWorkModel model = trained(sharp);
        int harvested = 0;
        int others = 0;
        for (AccountView account : POPULATION.all()) {
            for (SampledExchange prompt : CommonWork.part(account, model).sample) {
                if (prompt.elicitation() > 0.5) {
                    harvested++;
                } else {
                    others++;
                }
            }
        }
        assertThat(harvested).isGreaterThan(120);
        assertThat(others).isLessThan(harvested / 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void share_ofMembersPrompts_isThePartThatIsTheirOwn(boolean sharp) {
        // Of an account's distinct prompts about three in 17 are harvested: chat frames are few, and so are templates.
        assertThat(trained(sharp).share()).isBetween(0.05, 0.5);
    }

    @Test
    void train_membersThatNobodyGuessedYet_areNotTakenForOthers() {
        assertThat(harvestedWith(0)).isGreaterThan(2 * harvestedWith(1));
    }

    /** How sure the harvest of a third of the members looks when the rest stand for everybody or for nobody. */
    private static double harvestedWith(double unguessed) {
        double[] ordinary = everybody();
        double[] member = new double[ordinary.length];
        float[][] work = new float[ordinary.length][];
        for (int a = 0; a < member.length; a++) {
            boolean takesPart = isMember(PROMPTS.accounts().get(a));
            member[a] = takesPart && a % 3 == 0 ? 1 : 0;
            ordinary[a] = takesPart ? unguessed : 1;
            work[a] = new float[PROMPTS.count(a)];
            for (int p = 0; p < work[a].length; p++) {
                work[a][p] = (float) (member[a] * PROMPTS.elicitation(a, p));
            }
        }
        CommonWorkModel model = CommonWorkModel.train(PROMPTS, member, work, ordinary, false, Parallel.SEQUENTIAL);
        return POPULATION.all().stream()
                .filter(CommonWorkModelTest::isMember)
                .flatMapToDouble(a -> Arrays.stream(ratios(model, a)))
                .filter(ratio -> ratio > 0)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void train_nobodyTakesPart_saysNothing(boolean sharp) {
        float[][] none = new float[PROMPTS.accounts().size()][];
        Arrays.setAll(none, a -> new float[PROMPTS.count(a)]);
        CommonWorkModel model =
                CommonWorkModel.train(PROMPTS, new double[none.length], none, everybody(), sharp, Parallel.SEQUENTIAL);
        assertThat(POPULATION.all())
                .allMatch(a -> Arrays.stream(ratios(model, a)).allMatch(Double::isFinite));
    }
}
