// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * The few things a log asks of a disk, by names relative to the log's folder with slashes between.
 *
 * <p>What was written is on disk for certain only once it was synced: a file's bytes by {@link #sync}, its name by {@link
 * #syncFolder}. Not thread-safe.
 */
interface Storage extends AutoCloseable {

    /** Whether there is a file of that name. */
    boolean exists(String name) throws IOException;

    /**
     * A file's bytes.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    byte[] read(String name) throws IOException;

    /** Writes into a file at a place, which is its end or before it; makes the file if there is none. */
    void writeAt(String name, long place, byte[] bytes) throws IOException;

    /** Cuts a file off. */
    void truncate(String name, long length) throws IOException;

    /** Returns once a file's bytes are on disk. */
    void sync(String name) throws IOException;

    /** Gives a file a new name, at once and in place of any file that had it; makes the folders it takes. */
    void move(String from, String to) throws IOException;

    /** Returns once the names in a folder are on disk; the log's own folder is the empty name. */
    void syncFolder(String folder) throws IOException;

    /** Removes a file, if there is one. */
    void delete(String name) throws IOException;

    /** Removes an empty folder, if there is one. */
    void deleteFolder(String folder) throws IOException;

    /** Tells the names of all files within a folder and those in it, in no order; none if there is no such folder. */
    void eachFile(String folder, Consumer<String> name) throws IOException;

    /** The folder, for messages. */
    String place();

    @Override
    void close() throws IOException;
}
