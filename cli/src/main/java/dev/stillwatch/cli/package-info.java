// SPDX-License-Identifier: Apache-2.0
/**
 * The {@code stillwatch} command: what users type becomes calls to the modules that do the work.
 *
 * <p>{@link Stillwatch} names the commands; each command checks its options, drives other modules and says how it went
 * by its {@link ExitStatus}. What a command prints goes through its {@link Terminal}, so that tests see it all. Nothing
 * here decides anything about traffic, and nothing ever prints a prompt, a response or a key.
 */
@NullMarked
package dev.stillwatch.cli;

import org.jspecify.annotations.NullMarked;
