// SPDX-License-Identifier: Apache-2.0
/** Who customers are: records with their evidence, ownership, and screening against official lists. */
@NullMarked
package dev.stillwatch.parties;

import org.jspecify.annotations.NullMarked;
