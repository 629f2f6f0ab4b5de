// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

/** How a command went, for the shell that started it. */
final class ExitStatus {
    /** Done; a scan found nothing. */
    static final int OK = 0;
    /** A fault of Stillwatch's own. */
    static final int FAULT = 1;
    /** Wrong usage, or input that cannot be read. */
    static final int USAGE = 2;
    /** A scan found at least one campaign with the verdict distillation. */
    static final int FOUND = 3;
    /** A log was tampered with, or a proof does not hold. */
    static final int TAMPERED = 3;

    /** A case of a policy pack failed, a replay differs, or a limit was passed. */
    static final int FAILED = 3;

    /** Texts carry a mark. */
    static final int MARKED = 3;
    /** A leaked copy names a recipient. */
    static final int NAMED = 3;
    /** There was too little to tell. */
    static final int TOO_LITTLE = 4;

    private ExitStatus() {}
}
