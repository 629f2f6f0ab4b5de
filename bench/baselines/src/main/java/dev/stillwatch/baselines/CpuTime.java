// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** A stopwatch of processor time of the whole process, compiling and collecting included: what else runs does not count. */
final class CpuTime {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long start = SYSTEM.getProcessCpuTime();

    /** Since it was made, in seconds. */
    double seconds() {
        return (SYSTEM.getProcessCpuTime() - start) / 1e9;
    }

    /** The same shared out, in microseconds. */
    double microseconds(long shares) {
        return seconds() * 1e6 / Math.max(1, shares);
    }
}
