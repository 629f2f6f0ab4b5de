// SPDX-License-Identifier: Apache-2.0
/**
 * Where secret keys are kept: Tink keysets in files that only their owner may read, or in environment variables.
 *
 * <p>{@link dev.stillwatch.keysets.KeysetPlace} is named by the operator and read by whatever needs a key; it makes a key
 * file that is missing where it may. What the keys are for is its callers' business.
 */
@NullMarked
package dev.stillwatch.keysets;

import org.jspecify.annotations.NullMarked;
