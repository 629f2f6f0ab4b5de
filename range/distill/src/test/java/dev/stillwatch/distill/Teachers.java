// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.SplittableRandom;

/** Models to test with. */
final class Teachers {
    private Teachers() {}

    /** One that has learned nothing, and answers with tokens that mean nothing: the same ones to the same question. */
    static Solver untrained() {
        Vocabulary vocabulary = Vocabulary.standard();
        Shape shape = new Shape(16, 32, 1, 2, 2, vocabulary.size(), 120);
        return new Solver(Llama.random(shape, new SplittableRandom(5)), vocabulary);
    }
}
