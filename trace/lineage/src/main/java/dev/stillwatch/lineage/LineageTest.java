// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import dev.stillwatch.lineage.LineageResult.CannotTell;
import dev.stillwatch.lineage.LineageResult.Conclusion;
import dev.stillwatch.lineage.LineageResult.FamilyLikeness;
import dev.stillwatch.lineage.LineageResult.Insufficient;
import dev.stillwatch.lineage.LineageResult.Lead;
import dev.stillwatch.lineage.LineageResult.LearntFrom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Asks which family of teachers a suspect's answers come nearest to, and whether an innocent model would come as near.
 *
 * <p>Deterministic. Costs one {@link PhraseSpace} for each decoy. Immutable and thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2502.06659">Who Taught You That? Tracing Teachers in Model Distillation</a>
 */
public final class LineageTest {
    private static final int FEWEST_FAMILIES = 2;
    private static final int FEWEST_SERIES = 3;
    private static final int RESAMPLES = 100;
    private static final long SEED = 20_260_101;

    private final Plan plan;

    /**
     * What is settled before the suspect is looked at.
     *
     * @param level a family is named if an innocent model would lead as far with at most this chance
     * @param answers fewer than these are too few
     * @param coverage the share of the profiles' prompts that the suspect has to have answered, from 0 to 1: other
     *     questions bring other phrases
     */
    public record Plan(double level, int answers, double coverage) {
        /** One in twenty, 100 answers, nine in ten prompts. */
        public static final Plan DEFAULT = new Plan(0.05, 100, 0.9);

        public Plan {
            if (!(level > 0 && level < 1) || answers < 1 || !(coverage >= 0 && coverage <= 1)) {
                throw new IllegalArgumentException("a level above 0 and below 1, answers from 1, a share to cover");
            }
        }
    }

    public LineageTest(Plan plan) {
        this.plan = plan;
    }

    /**
     * Tests one suspect.
     *
     * @param suspect its answers; where a prompt comes twice, the first counts
     * @param models profiles of teachers and decoys
     * @param base the model that the suspect was made from, if it is known: what it had already is taken off
     */
    public LineageResult test(List<Answer> suspect, List<ModelProfile> models, Optional<ModelProfile> base) {
        List<ModelProfile> teachers = with(models, ModelProfile.Role.TEACHER);
        List<ModelProfile> contemporaries = with(models, ModelProfile.Role.CONTEMPORARY);
        List<ModelProfile> decoys = with(models, ModelProfile.Role.DECOY);
        List<Answer> shared = shared(suspect, models);
        int series = families(decoys).size();
        Optional<String> lacking =
                lacking(shared.size(), models, families(teachers).size(), series);
        if (lacking.isPresent()) {
            return result(shared.size(), decoys, List.of(), new Insufficient(lacking.get()), List.of());
        }
        PhraseSpace space = new PhraseSpace(teachers, contemporaries, decoys);
        List<int[]> axes =
                shared.stream().map(answer -> space.axes(answer.text())).toList();
        Map<String, Double> had =
                base.map(model -> space.likenesses(space.place(model))).orElse(Map.of());
        double[] place = space.place(axes);
        Map<String, Double> likenesses = less(space.likenesses(place), had);
        List<FamilyLikeness> ranking = likenesses.entrySet().stream()
                .map(family -> new FamilyLikeness(family.getKey(), family.getValue()))
                .sorted(Comparator.comparingDouble(FamilyLikeness::likeness).reversed())
                .toList();
        String nearest = ranking.getFirst().family();
        List<Double> innocent = decoys.stream()
                .map(decoy -> lead(withoutSeries(teachers, contemporaries, decoys, decoy)))
                .toList();
        Lead leading = beside(lead(likenesses), standardError(space, axes, had), innocent, bySeries(decoys, innocent));
        Conclusion conclusion =
                leading.chance() <= plan.level() ? new LearntFrom(nearest, leading) : new CannotTell(nearest, leading);
        return result(shared.size(), decoys, ranking, conclusion, new PhraseReport(space, shared).of(nearest, place));
    }

    private static LineageResult result(
            int answers,
            List<ModelProfile> decoys,
            List<FamilyLikeness> ranking,
            Conclusion conclusion,
            List<LineageResult.PhraseEvidence> evidence) {
        return new LineageResult(answers, decoys.size(), families(decoys).size(), ranking, conclusion, evidence);
    }

    private Optional<String> lacking(int shared, List<ModelProfile> models, int families, int series) {
        if (families < FEWEST_FAMILIES) {
            return Optional.of("profiles of two families of teachers or more are needed, since one is always the"
                    + " nearest; there are " + families);
        }
        if (series < FEWEST_SERIES) {
            return Optional.of("decoys of three series or more are needed to know how innocent models come out; there"
                    + " are " + series);
        }
        int most = models.stream().mapToInt(ModelProfile::answers).max().orElse(0);
        if (shared < plan.answers() || shared < plan.coverage() * most) {
            return Optional.of("the suspect and all profiles have " + shared + " prompts in common, of up to " + most
                    + "; put the same prompts to all, " + plan.answers() + " or more");
        }
        return Optional.empty();
    }

    private static List<Answer> shared(List<Answer> suspect, List<ModelProfile> models) {
        Set<Long> taken = new HashSet<>();
        List<Answer> shared = new ArrayList<>();
        for (Answer answer : suspect) {
            long prompt = Phrases.hashOf(answer.prompt());
            if (models.stream().allMatch(model -> model.asked(prompt)) && taken.add(prompt)) {
                shared.add(answer);
            }
        }
        return shared;
    }

    private static List<ModelProfile> with(List<ModelProfile> models, ModelProfile.Role role) {
        return models.stream().filter(model -> model.role() == role).toList();
    }

    private static Set<String> families(List<ModelProfile> models) {
        Set<String> families = new HashSet<>();
        models.forEach(model -> families.add(model.family()));
        return families;
    }

    /** How near a decoy comes to each family, for those who know nothing of its series. */
    private static Map<String, Double> withoutSeries(
            List<ModelProfile> teachers,
            List<ModelProfile> contemporaries,
            List<ModelProfile> decoys,
            ModelProfile decoy) {
        PhraseSpace space = new PhraseSpace(
                teachers,
                contemporaries,
                decoys.stream()
                        .filter(other -> !other.family().equals(decoy.family()))
                        .toList());
        return space.likenesses(space.place(decoy));
    }

    private static Map<String, Double> less(Map<String, Double> likenesses, Map<String, Double> had) {
        Map<String, Double> less = new LinkedHashMap<>();
        likenesses.forEach((family, likeness) -> less.put(family, likeness - had.getOrDefault(family, 0.0)));
        return less;
    }

    /**
     * How far the nearest family leads before the next. One that the suspect is less like than innocents are counts as 0:
     * to be unlike one teacher is no likeness to another.
     */
    private static double lead(Map<String, Double> likenesses) {
        double[] sorted = likenesses.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[sorted.length - 1] - Math.max(0, sorted[sorted.length - 2]);
    }

    private static double standardError(PhraseSpace space, List<int[]> answers, Map<String, Double> had) {
        SplittableRandom random = new SplittableRandom(SEED);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            List<int[]> drawn = random.ints(answers.size(), 0, answers.size())
                    .mapToObj(answers::get)
                    .toList();
            double lead = lead(less(space.likenesses(space.place(drawn)), had));
            sum += lead;
            squares += lead * lead;
        }
        double mean = sum / RESAMPLES;
        return Math.sqrt(Math.max(0, squares / RESAMPLES - mean * mean));
    }

    private static Map<String, List<Double>> bySeries(List<ModelProfile> decoys, List<Double> leads) {
        Map<String, List<Double>> bySeries = new LinkedHashMap<>();
        for (int i = 0; i < decoys.size(); i++) {
            bySeries.computeIfAbsent(decoys.get(i).family(), series -> new ArrayList<>())
                    .add(leads.get(i));
        }
        return bySeries;
    }

    /** Series count alike, and as one observation each: models of one series are not independent of each other. */
    private static Lead beside(double lead, double error, List<Double> decoys, Map<String, List<Double>> bySeries) {
        double mean = bySeries.values().stream()
                .mapToDouble(series -> mean(series, value -> value))
                .average()
                .orElseThrow();
        double variance = bySeries.values().stream()
                        .mapToDouble(series -> mean(series, value -> (value - mean) * (value - mean)))
                        .sum()
                / (bySeries.size() - 1);
        double deviations = (lead - mean) / Math.sqrt(variance * (1 + 1.0 / bySeries.size()));
        double chance = new TDistribution(bySeries.size() - 1).cumulativeProbability(-deviations);
        long asFar = decoys.stream().filter(decoy -> decoy >= lead).count();
        return new Lead(lead, error, decoys, chance, (1.0 + asFar) / (1 + decoys.size()));
    }

    private static double mean(List<Double> values, ToDoubleFunction<Double> of) {
        return values.stream().mapToDouble(of).average().orElseThrow();
    }
}
