// SPDX-License-Identifier: Apache-2.0
/**
 * The web pages an analyst works in, and the same for programs as JSON.
 *
 * <p>A {@link dev.stillwatch.console.Console} answers everything under {@code /console} and {@code /admin/v1}. A {@code
 * Screen} says which paths it answers, what a user must be for each, and turns a {@code Visit} into a {@code Reply};
 * {@code Routes} does for all of them what none may forget: who is asking, whether they may, that a form is the
 * console's own, and the headers that keep a page inert. Pages are written as templates that escape what they are given,
 * and load nothing from elsewhere.
 */
@NullMarked
package dev.stillwatch.console;

import org.jspecify.annotations.NullMarked;
