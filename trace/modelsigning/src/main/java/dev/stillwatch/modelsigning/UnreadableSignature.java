// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

/** A signature file that says nothing about a model that could be verified here; its message says why, as a clause. */
final class UnreadableSignature extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSignature(String why) {
        super(why);
    }

    UnreadableSignature(String why, Throwable cause) {
        super(why, cause);
    }
}
