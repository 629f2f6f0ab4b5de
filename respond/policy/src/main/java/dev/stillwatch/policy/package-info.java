// SPDX-License-Identifier: Apache-2.0
/**
 * Which evidence brings which response: packs of rules as data, and the countermeasures they may call for.
 *
 * <p>A pack says in YAML and CEL what follows from an assessment. What follows is a {@link
 * dev.stillwatch.policy.Decision}; whoever drives the module carries it out and undoes it.
 */
@NullMarked
package dev.stillwatch.policy;

import org.jspecify.annotations.NullMarked;
