// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.policy.PackSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a running service tells its console, and does for it. Thread-safe. */
public interface RunningParts {
    /** How the service is, by name of the figure. */
    Map<String, Object> status();

    /** Packs in use now. */
    PackSet packs();

    /** Why the packs' folder as it is now is not used, in words safe to show; empty while it is. */
    Optional<String> refusedPolicy();

    /** What was found the last time; empty until everything was judged once since the start. */
    Optional<Assessment> assessment();

    /** What it counted so far. Costs microseconds. */
    ServiceFigures figures();

    /** What operators were told of late, newest first; 200 at most. */
    List<ServiceNotice> notices();

    /** What the latest assessment rests on; empty before the first. */
    Optional<Judgement> judgement();

    /** What it runs on. Reads the disk. */
    ServiceHealth health();

    /** Has everything recorded so far judged. */
    void assess();

    /** Has packs and register looked at anew. */
    void refresh();
}
