// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/** The tensors of a {@link Llama} in the order of llama2.c's files; those of blocks have one copy for each layer. */
enum Tensor {
    EMBEDDING,
    ATTENTION_NORM,
    QUERY,
    KEY,
    VALUE,
    ATTENTION_OUT,
    FEED_FORWARD_NORM,
    GATE,
    DOWN,
    UP,
    OUTPUT_NORM;

    /** How many copies a model has: one, or one a layer. */
    int copies(Shape shape) {
        return this == EMBEDDING || this == OUTPUT_NORM ? 1 : shape.layers();
    }

    /** Numbers that come out; 1 for the scales of a norm. */
    int rows(Shape shape) {
        return switch (this) {
            case EMBEDDING -> shape.vocabulary();
            case ATTENTION_NORM, FEED_FORWARD_NORM, OUTPUT_NORM -> 1;
            case QUERY, ATTENTION_OUT, DOWN -> shape.width();
            case KEY, VALUE -> shape.keyValueWidth();
            case GATE, UP -> shape.hidden();
        };
    }

    /** Numbers that go in. */
    int columns(Shape shape) {
        return this == DOWN ? shape.hidden() : shape.width();
    }

    /** Numbers of one copy; row by row. */
    int size(Shape shape) {
        return rows(shape) * columns(shape);
    }

    /** Where a copy begins among all parameters. */
    int offset(Shape shape, int layer) {
        int offset = 0;
        for (Tensor before : values()) {
            if (before == this) {
                return offset + layer * size(shape);
            }
            offset += before.size(shape) * before.copies(shape);
        }
        throw new IllegalStateException("unreachable");
    }

    boolean isNorm() {
        return this == ATTENTION_NORM || this == FEED_FORWARD_NORM || this == OUTPUT_NORM;
    }
}
