// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalAxesTest {

    @Test
    void of_symmetricMatrix_isPutTogetherAgain() {
        int size = 30;
        Random random = new Random(1);
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = random.nextGaussian();
                matrix[j][i] = matrix[i][j];
            }
        }
        PrincipalAxes axes = PrincipalAxes.of(matrix);
        double[] strengths = axes.strengths();
        for (int i = 0; i < size; i++) {
            assertThat(i == 0 || strengths[i - 1] >= strengths[i]).isTrue();
            for (int j = 0; j < size; j++) {
                double sum = 0;
                double inner = 0;
                for (int k = 0; k < size; k++) {
                    sum += strengths[k] * axes.axis(k)[i] * axes.axis(k)[j];
                    inner += axes.axis(i)[k] * axes.axis(j)[k];
                }
                assertThat(sum).isCloseTo(matrix[i][j], offset(1e-9));
                assertThat(inner).isCloseTo(i == j ? 1 : 0, offset(1e-9));
            }
        }
    }

    @Test
    void of_diagonal_isSortedByStrength() {
        PrincipalAxes axes = PrincipalAxes.of(new double[][] {{1, 0}, {0, 4}});
        assertThat(axes.strengths()).containsExactly(4, 1);
        assertThat(axes.axis(0)).containsExactly(0, 1);
    }
}
