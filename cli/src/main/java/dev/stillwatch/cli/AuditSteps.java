// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.audit.AuditProgress;
import java.util.Locale;

/** Shows how far an audit has come. */
final class AuditSteps implements AuditProgress {
    private final Terminal terminal;
    private final Progress progress;

    AuditSteps(Terminal terminal, Progress progress) {
        this.terminal = terminal;
        this.progress = progress;
    }

    @Override
    public void read(String file, long bytes, long total, long rows) {
        progress.stage(() -> String.format(
                Locale.ROOT,
                "Auditing %s: %.1f of %.1f MB (%d %%), %,d rows",
                file,
                bytes / 1e6,
                total / 1e6,
                total == 0 ? 100 : 100 * bytes / total,
                rows));
    }

    @Override
    public void goesOn(String file, long row) {
        terminal.say(String.format(
                Locale.ROOT, "An audit was cut off here; going on at %s:%d. --restart would begin anew.", file, row));
    }
}
