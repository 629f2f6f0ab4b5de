// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

/** What is done with requests while something needed to watch them does not work; always configured, never implied. */
public enum FailureMode {
    /** They are served, and an alarm says that nobody watches. */
    SERVE,
    /** They are refused. */
    REFUSE
}
