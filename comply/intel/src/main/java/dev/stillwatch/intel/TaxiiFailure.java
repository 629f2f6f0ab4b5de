// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

/** A request that gets a TAXII error message. Its texts are this program's own and hold nothing of the request. */
final class TaxiiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;

    TaxiiFailure(int status, String title, String description) {
        super(description, null, false, false);
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
