// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

/**
 * Is told what online detection finds and how it is doing, on detection's own threads, one call at a time for each
 * method.
 *
 * <p>A call that takes long delays what is told next, and {@link #health} and {@link #noticed} also reading on. What is
 * thrown is dropped.
 */
public interface LiveListener {

    /** A new assessment, of everything kept. */
    void assessed(LiveAssessment assessment);

    /** Health has changed; told at the start too. */
    void health(DetectionHealth health);

    /** Something an operator should know of that does not keep detection from working; safe to show. */
    void noticed(String what);
}
