// SPDX-License-Identifier: Apache-2.0
/** Measures name screening on labelled pairs and on full lists, and fits its weights. */
@NullMarked
package dev.stillwatch.screening;

import org.jspecify.annotations.NullMarked;
