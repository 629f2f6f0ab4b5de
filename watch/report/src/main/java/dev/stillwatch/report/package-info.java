// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stillwatch.report;

import org.jspecify.annotations.NullMarked;
