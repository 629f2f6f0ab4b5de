// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

/** Some pages that belong together, or some calls for programs. Called on threads that may wait; thread-safe. */
interface Screen {
    /** Says which paths it answers. */
    void mount(Routes routes);

    /** Answers one request. */
    @FunctionalInterface
    interface Answer {
        Reply to(Visit visit);
    }
}
