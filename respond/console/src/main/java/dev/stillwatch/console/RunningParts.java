// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.policy.PackSet;
import java.util.Map;

/** What a running service tells its console, and does for it. Thread-safe. */
public interface RunningParts {
    /** How the service is, by name of the figure. */
    Map<String, Object> status();

    /** Packs in use now. */
    PackSet packs();

    /** Has everything recorded so far judged. */
    void assess();

    /** Has packs and register looked at anew. */
    void refresh();
}
