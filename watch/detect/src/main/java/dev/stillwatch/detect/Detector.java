// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/** Interim. */
final class Detector {}
