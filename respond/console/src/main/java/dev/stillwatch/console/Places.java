// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

/** Paths that pages link to and that other screens answer. */
final class Places {
    private Places() {}

    static String ofCase(String id) {
        return "/console/cases/" + id;
    }
}
