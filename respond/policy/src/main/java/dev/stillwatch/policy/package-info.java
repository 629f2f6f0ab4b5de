// SPDX-License-Identifier: Apache-2.0
/**
 * Which evidence brings which response: packs of rules as data, and the countermeasures they may call for.
 *
 * <p>A {@link dev.stillwatch.policy.PolicyPack} says in YAML and CEL what follows from {@link
 * dev.stillwatch.policy.Facts}. A {@link dev.stillwatch.policy.PackFolder} loads signed packs and reloads them as a whole.
 * A {@link dev.stillwatch.policy.PolicyEngine} judges facts by them and gives a {@link dev.stillwatch.policy.Ruling}:
 * every rule with what became of it, and the {@link dev.stillwatch.policy.Decision}s; whoever drives the module carries
 * those out and undoes them. A fact that is not known is never taken for no. Nothing here reads a clock, so any decision
 * can be taken again from the same packs, facts and times.
 */
@NullMarked
package dev.stillwatch.policy;

import org.jspecify.annotations.NullMarked;
