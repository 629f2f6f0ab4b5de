// SPDX-License-Identifier: Apache-2.0
/**
 * Files that hold a model's weights: safetensors, in one file or many, and GGUF.
 *
 * <p>{@link dev.stillwatch.modelfiles.ModelFiles} opens them without reading the weights, refuses what is malformed, and
 * maps tensors into memory; {@link dev.stillwatch.modelfiles.RunCodec} reads and moves weights of each element type.
 * Knows nothing of what weights are read for.
 */
@NullMarked
package dev.stillwatch.modelfiles;

import org.jspecify.annotations.NullMarked;
