// SPDX-License-Identifier: Apache-2.0
/**
 * Messages that Envoy and Stillwatch exchange about a request on its way, generated from {@code extproc.proto}.
 *
 * <p>Generated code only, kept apart so that its warnings need not be switched off elsewhere.
 */
package dev.stillwatch.extproc;
