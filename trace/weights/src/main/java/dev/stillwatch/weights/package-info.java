// SPDX-License-Identifier: Apache-2.0
/**
 * Marks copies of a model's weights, each for one recipient, and names from a leaked copy who had it.
 *
 * <p>The mark is spread over the weights far below the noise of quantisation, and coded so that recipients who mix their
 * copies are still named (Tardos). Who is accused was decided by a bound that holds whatever was done to the weights: an
 * innocent's code is independent of it.
 */
@NullMarked
package dev.stillwatch.weights;

import org.jspecify.annotations.NullMarked;
