// SPDX-License-Identifier: Apache-2.0
/**
 * Every mark that was ever served: scheme, key, whom and when it was for.
 *
 * <p>A text can be tested only for marks whose keys are known, years after they were served, so nothing is ever removed
 * from a {@link dev.stillwatch.registry.MarkRegistry}; a mark that is no longer served gets an end. The registry is one
 * file that is sealed as a whole under a keyset kept elsewhere ({@link dev.stillwatch.keysets.KeysetPlace}). Keys for
 * tenants and cohorts are derived from a secret in the same file, keys that were in use before are imported.
 */
@NullMarked
package dev.stillwatch.registry;

import org.jspecify.annotations.NullMarked;
