// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/** A listed party that a query reaches. */
public record ScreeningHit(ListEntry entry, Match match) {}
