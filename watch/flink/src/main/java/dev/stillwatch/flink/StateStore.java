// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

/** Where a job keeps what it knows of accounts while it runs. */
public enum StateStore {
    /** As the cluster is set up; its memory unless told otherwise. */
    USUAL,
    /** In the memory of the TaskManagers. */
    HEAP,
    /** On the disks of the TaskManagers, by RocksDB; a checkpoint then holds only what has changed. */
    ROCKSDB
}
