// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

/** How a log that is written is compressed. */
enum Compression {
    NONE(".jsonl"),
    GZIP(".jsonl.gz"),
    ZSTD(".jsonl.zst");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What the log's name ends in. */
    String suffix() {
        return suffix;
    }
}
