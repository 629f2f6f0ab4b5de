// SPDX-License-Identifier: Apache-2.0
/** Published detectors of model extraction, measured beside Stillwatch on the same traffic. */
@NullMarked
package dev.stillwatch.baselines;

import org.jspecify.annotations.NullMarked;
