// SPDX-License-Identifier: Apache-2.0
/** Measures what tests of a suspect model find, on students that were really trained. */
@NullMarked
package dev.stillwatch.tracing;

import org.jspecify.annotations.NullMarked;
