// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stillwatch.cli;

import org.jspecify.annotations.NullMarked;
