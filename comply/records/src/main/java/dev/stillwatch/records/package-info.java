// SPDX-License-Identifier: Apache-2.0
/** Records that must be answered for: strict JSON, and databases that only their owner may read. */
@NullMarked
package dev.stillwatch.records;

import org.jspecify.annotations.NullMarked;
