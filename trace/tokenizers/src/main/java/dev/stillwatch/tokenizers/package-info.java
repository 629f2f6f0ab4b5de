// SPDX-License-Identifier: Apache-2.0
/**
 * Texts as the token ids of a model.
 *
 * <p>Marks lie in token ids, and ids mean nothing without the tokenizer they come from: {@link
 * dev.stillwatch.tokenizers.ModelTokenizer} reads the file that ships with a model, {@code tokenizer.json}. Ids that a
 * server logged are better than any text encoded again, which does not always give the same ones.
 */
@NullMarked
package dev.stillwatch.tokenizers;

import org.jspecify.annotations.NullMarked;
