// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How much of a processor the measured thread had, so that a busy machine does not pass for slow code. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ProcessorShare {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Processor time by time that passed, in one iteration. */
    public double share;

    private long processorBegan;
    private long began;

    /** Before an iteration. */
    @Setup(Level.Iteration)
    public void begin() {
        began = System.nanoTime();
        processorBegan = THREADS.getCurrentThreadCpuTime();
    }

    /** After it. */
    @TearDown(Level.Iteration)
    public void end() {
        share = (double) (THREADS.getCurrentThreadCpuTime() - processorBegan) / (System.nanoTime() - began);
    }
}
