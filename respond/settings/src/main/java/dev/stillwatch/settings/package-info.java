// SPDX-License-Identifier: Apache-2.0
/**
 * One YAML document, read strictly.
 *
 * <p>{@link dev.stillwatch.settings.SettingsDocument} reads a file into a {@link dev.stillwatch.settings.Section}. Whoever
 * knows the keys asks for each by type and unit, and at the end calls {@link dev.stillwatch.settings.Section#done()}, which
 * refuses every key that nobody asked for: a mistyped key is an error, never a default. Errors name file, line, key and
 * remedy, and never a value, for it may be a secret.
 */
@NullMarked
package dev.stillwatch.settings;

import org.jspecify.annotations.NullMarked;
