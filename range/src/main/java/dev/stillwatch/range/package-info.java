// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stillwatch.range;

import org.jspecify.annotations.NullMarked;
