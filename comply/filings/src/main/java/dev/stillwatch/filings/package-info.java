// SPDX-License-Identifier: Apache-2.0
/**
 * Compute spent on models, what rules ask because of it, and when: pure functions over records, rules being data.
 *
 * <p>Nothing here is legal advice: rules carry their status and source, and people decide which to follow.
 */
@NullMarked
package dev.stillwatch.filings;

import org.jspecify.annotations.NullMarked;
