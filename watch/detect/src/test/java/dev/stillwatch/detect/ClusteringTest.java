// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusteringTest {
    @Test
    void assign_samePoints_givesTheSameClusters() {
        List<float[]> points = blobs(3, 100, 1);
        int[] once = new Clustering(5, 10).assign(points);
        assertThat(new Clustering(5, 10).assign(points)).isEqualTo(once);
        assertThat(once).hasSize(300);
        for (int cluster : once) {
            assertThat(cluster).isBetween(0, 4);
        }
    }

    @Test
    void assign_groupsFarApart_mixesNone() {
        List<float[]> points = blobs(4, 60, 2);
        int[] clusters = new Clustering(12, 20).assign(points);
        Map<Integer, Integer> groupOf = new HashMap<>();
        for (int i = 0; i < clusters.length; i++) {
            int group = Math.round(points.get(i)[0] / 100);
            assertThat(groupOf.computeIfAbsent(clusters[i], c -> group)).isEqualTo(group);
        }
    }

    @Test
    void assign_fewerPointsThanClusters_givesEachItsOwn() {
        List<float[]> points = List.of(new float[] {0}, new float[] {5}, new float[] {9});
        assertThat(new Clustering(8, 10).assign(points)).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void assign_equalPoints_givesThemOneCluster() {
        List<float[]> points = Collections.nCopies(20, new float[] {1, 2, 3});
        assertThat(new Clustering(4, 10).assign(points)).containsOnly(0);
    }

    @Test
    void assign_points_areLeftAsTheyWere() {
        List<float[]> points = blobs(2, 10, 3);
        List<float[]> before = points.stream().map(float[]::clone).toList();
        new Clustering(3, 10).assign(points);
        for (int i = 0; i < before.size(); i++) {
            assertThat(points.get(i)).isEqualTo(before.get(i));
        }
    }

    private static List<float[]> blobs(int groups, int each, long seed) {
        Random random = new Random(seed);
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < groups * each; i++) {
            float centre = 100 * (i % groups);
            points.add(new float[] {centre + (float) random.nextGaussian(), (float) random.nextGaussian()});
        }
        Collections.shuffle(points, random);
        return points;
    }
}
