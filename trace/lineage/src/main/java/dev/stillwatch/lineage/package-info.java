// SPDX-License-Identifier: Apache-2.0
/**
 * Whose answers a suspect model learnt from, by its answers to prompts that candidate teachers answered too.
 *
 * <p>A student takes over its teacher's turns of phrase. Alone that proves little: all models of a time sound alike, and
 * a larger one sounds like a better one. So the suspect is held against decoys, models that surely learnt from no
 * candidate: {@link dev.stillwatch.lineage.PhraseSpace} takes out what decoys differ in among themselves and what one
 * teacher has in common with others, and {@link dev.stillwatch.lineage.LineageTest} asks whether the suspect stands nearer
 * to one family than a decoy ever would.
 */
@NullMarked
package dev.stillwatch.lineage;

import org.jspecify.annotations.NullMarked;
