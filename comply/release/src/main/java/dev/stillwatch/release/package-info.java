// SPDX-License-Identifier: Apache-2.0
/** Who may receive which weights: decided by packs of rules, approved by two, handed over within limits, and kept account of. */
@NullMarked
package dev.stillwatch.release;

import org.jspecify.annotations.NullMarked;
