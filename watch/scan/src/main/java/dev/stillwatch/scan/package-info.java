// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stillwatch.scan;

import org.jspecify.annotations.NullMarked;
