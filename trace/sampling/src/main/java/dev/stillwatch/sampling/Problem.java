// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

/**
 * Why a request is not answered with a token.
 *
 * @param status HTTP status
 * @param code short name for machines
 * @param message for people; names members and places, never tokens
 */
record Problem(int status, String code, String message) {}
