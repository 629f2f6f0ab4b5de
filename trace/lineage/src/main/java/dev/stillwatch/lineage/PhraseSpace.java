// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Where models stand, one axis for each phrase: the root of the share of answers that hold it, which has the same
 * sampling error everywhere.
 *
 * <p>The origin is the decoys' middle. For each family of teachers, axes are scaled by how much innocent models differ on
 * them, and the few directions in which innocents differ most are taken out: length, layout, politeness. What remains of a
 * suspect in the teacher's direction is its likeness: 0 at the decoys, 1 at the teacher. Needs 8 bytes for each phrase and
 * model. Immutable.
 *
 * @see <a href="https://doi.org/10.1111/j.1469-1809.1936.tb02137.x">Fisher, The use of multiple measurements</a>
 */
final class PhraseSpace {
    /** A phrase counts that stands in at least this share of some model's answers. */
    private static final double LEAST_SHARE = 0.01;

    private final Map<Long, Integer> axes = new HashMap<>();
    private final double[] origin;
    private final Map<String, Direction> directions = new LinkedHashMap<>();

    /**
     * A space of these models.
     *
     * @param teachers at least one, of any number of families
     * @param contemporaries which are no candidates; may be empty
     * @param decoys at least two
     */
    PhraseSpace(List<ModelProfile> teachers, List<ModelProfile> contemporaries, List<ModelProfile> decoys) {
        TreeSet<Long> frequent = new TreeSet<>();
        for (List<ModelProfile> models : List.of(teachers, contemporaries, decoys)) {
            for (ModelProfile model : models) {
                for (int i = 0; i < model.phrases().length; i++) {
                    if (model.counts()[i] >= LEAST_SHARE * model.answers()) {
                        frequent.add(model.phrases()[i]);
                    }
                }
            }
        }
        frequent.forEach(phrase -> axes.put(phrase, axes.size()));
        Map<String, List<double[]>> decoyPlaces = places(decoys);
        Map<String, List<double[]>> teacherPlaces = places(teachers);
        origin = Places.mean(decoyPlaces.values().stream().map(Places::mean).toList());
        double error = 0.25
                / teachers.stream().mapToInt(ModelProfile::answers).average().orElseThrow();
        for (String family : teacherPlaces.keySet()) {
            List<double[]> innocents = new ArrayList<>();
            decoyPlaces.values().forEach(series -> series.forEach(place -> innocents.add(Places.minus(place, origin))));
            contemporaries.forEach(model -> innocents.add(Places.minus(place(model), origin)));
            teacherPlaces.forEach((other, places) -> {
                if (!other.equals(family)) {
                    innocents.add(Places.minus(Places.mean(places), origin));
                }
            });
            directions.put(
                    family,
                    Direction.of(
                            Places.minus(Places.mean(Objects.requireNonNull(teacherPlaces.get(family))), origin),
                            innocents,
                            error));
        }
    }

    /** Families of teachers, in the order in which they were given. */
    List<String> families() {
        return List.copyOf(directions.keySet());
    }

    /** How near a place is to a family: 0 at the decoys' middle, 1 at the teacher itself. */
    Map<String, Double> likenesses(double[] place) {
        double[] from = Places.minus(place, origin);
        Map<String, Double> likenesses = new LinkedHashMap<>();
        directions.forEach((family, direction) -> likenesses.put(family, direction.likeness(from)));
        return likenesses;
    }

    /** What each axis adds to the likeness to a family. */
    double[] contributions(String family, double[] place) {
        return Objects.requireNonNull(directions.get(family)).contributions(Places.minus(place, origin));
    }

    /** Where a model stands. */
    double[] place(ModelProfile model) {
        double[] place = new double[axes.size()];
        for (int i = 0; i < model.phrases().length; i++) {
            Integer axis = axes.get(model.phrases()[i]);
            if (axis != null) {
                place[axis] = Math.sqrt((double) model.counts()[i] / model.answers());
            }
        }
        return place;
    }

    /** Where a model stands of which answers are given as the axes of their phrases. */
    double[] place(List<int[]> answers) {
        double[] place = new double[axes.size()];
        answers.forEach(answer -> Arrays.stream(answer).forEach(axis -> place[axis]++));
        for (int i = 0; i < place.length; i++) {
            place[i] = Math.sqrt(place[i] / answers.size());
        }
        return place;
    }

    /** The axis of a phrase, if it has one. */
    OptionalInt axis(long phrase) {
        Integer axis = axes.get(phrase);
        return axis == null ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    /** The axes of an answer's phrases. */
    int[] axes(String answer) {
        return Phrases.of(answer).keySet().stream()
                .filter(axes::containsKey)
                .mapToInt(axes::get)
                .toArray();
    }

    private Map<String, List<double[]>> places(List<ModelProfile> models) {
        Map<String, List<double[]>> places = new LinkedHashMap<>();
        for (ModelProfile model : models) {
            places.computeIfAbsent(model.family(), family -> new ArrayList<>()).add(place(model));
        }
        return places;
    }
}
