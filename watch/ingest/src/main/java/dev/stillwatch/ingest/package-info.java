// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.stillwatch.ingest;

import org.jspecify.annotations.NullMarked;
