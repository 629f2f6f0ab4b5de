// SPDX-License-Identifier: Apache-2.0
/**
 * Says how much of a training data set language models wrote, which, and why.
 *
 * <p>An {@link dev.stillwatch.audit.Audit} reads files row by row and shows each to its
 * {@link dev.stillwatch.audit.Witness witnesses}: what the row says about itself, what its answers say of themselves, whether the
 * text is known. Their {@link dev.stillwatch.audit.Evidence} is written row by row and counted by source, and
 * {@link dev.stillwatch.audit.Risk} says what the counts of a source come to. Nothing depends on how many threads there
 * are, or on whether the audit was cut off and went on.
 *
 * <p>No text of a row is written anywhere: findings name places.
 */
@NullMarked
package dev.stillwatch.audit;

import org.jspecify.annotations.NullMarked;
