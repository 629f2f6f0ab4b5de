// SPDX-License-Identifier: Apache-2.0
/**
 * Measures how long pages of the console take to be answered, beside an empty page of the same server.
 *
 * <p>{@link dev.stillwatch.consolebench.ConsoleBench} serves a real console over a real store, signs in, and asks for each
 * page in turns over one connection without any HTTP library.
 */
@NullMarked
package dev.stillwatch.consolebench;

import org.jspecify.annotations.NullMarked;
