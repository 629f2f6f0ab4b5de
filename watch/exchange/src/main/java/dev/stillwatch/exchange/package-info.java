// SPDX-License-Identifier: Apache-2.0
/**
 * One API exchange and where it came from: records without behaviour, dependencies or I/O.
 *
 * <p>Every log format is read into these records (module ingest) and everything downstream starts from them. What a
 * log did not say is an empty {@link java.util.Optional}, never a null or a made-up value, so that detection can say
 * which of its signals it had to do without. All records are immutable and safe to share between threads.
 */
@NullMarked
package dev.stillwatch.exchange;

import org.jspecify.annotations.NullMarked;
