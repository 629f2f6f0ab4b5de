// SPDX-License-Identifier: Apache-2.0
/** Sharing campaigns between providers: STIX 2.1 over TAXII 2.1, redacted. */
@NullMarked
package dev.stillwatch.intel;

import org.jspecify.annotations.NullMarked;
