// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.control.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Says how a demo goes: in lines for people, or one JSON object a line for programs. Thread-safe. */
final class DemoScreen implements Notices {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration LINES = Duration.ofSeconds(15);

    private final Terminal terminal;
    private final boolean json;
    private final long began = System.nanoTime();
    private long lastLine = began;
    private boolean overwritable;

    DemoScreen(Terminal terminal, OutputFormat format) {
        this.terminal = terminal;
        this.json = format == OutputFormat.JSON;
    }

    synchronized void ready(Demo demo, Demo.Choices choices) {
        if (json) {
            print(event("ready")
                    .put("console", demo.console())
                    .put("token", demo.token())
                    .put("gateway", demo.gateway())
                    .put("simulated", true)
                    .put("speed", choices.speed()));
            return;
        }
        terminal.print(String.format(
                Locale.ROOT,
                """
                Everything here but Stillwatch is simulated: the people, their requests and the time. The model server
                is a small program that answers with canned sentences: no model runs. Gateway, detection, policy, cases,
                evidence log and console are the real ones. Nothing leaves this machine.

                  Console   %s
                            or sign in with the token %s
                  Gateway   %s

                The first %d days pass as fast as this machine can, then a day takes %s. Among the traffic is a campaign
                of %,d accounts: within a minute it becomes a case, which you can act on in the console, or here:
                type a and Enter to approve what waits for approval, u and Enter to undo it.
                Ctrl-C ends the demo and leaves nothing behind.

                """,
                demo.console(),
                demo.token(),
                demo.gateway(),
                DemoPopulation.HISTORY.toDays(),
                inWords(Duration.ofMillis((long) (86_400_000 / choices.speed()))),
                choices.population().accounts()));
    }

    private static String inWords(Duration duration) {
        return duration.toSeconds() >= 120
                ? duration.toMinutes() + " minutes"
                : Math.max(1, duration.toSeconds()) + " seconds";
    }

    /** How far it is: a line that is overwritten on a screen, else one now and then. */
    synchronized void progress(Instant simulated, DemoTraffic.Counts counts, long campaigns) {
        if (json) {
            print(event("progress")
                    .put("time", simulated.toString())
                    .put("served", counts.served())
                    .put("refused_campaign", counts.refusedCampaign())
                    .put("refused_benign", counts.refusedBenign())
                    .put("failed", counts.failed())
                    .put("campaigns", campaigns));
            return;
        }
        String line = String.format(
                Locale.ROOT,
                "%s  %,d served, %,d refused (%,d of the campaign)%s, campaigns found: %d",
                TIME.format(simulated),
                counts.served(),
                counts.refusedCampaign() + counts.refusedBenign(),
                counts.refusedCampaign(),
                counts.failed() == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", counts.failed()),
                campaigns);
        if (terminal.live()) {
            terminal.err().print("\r\033[K" + line.substring(0, Math.min(line.length(), terminal.columns() - 1)));
            terminal.err().flush();
            overwritable = true;
        } else if (System.nanoTime() - lastLine >= LINES.toNanos()) {
            lastLine = System.nanoTime();
            terminal.say(line);
        }
    }

    synchronized void found(DemoAdmin.Found found) {
        if (json) {
            print(event("case")
                    .put("id", found.id())
                    .put("verdict", found.verdict())
                    .put("accounts", found.accounts())
                    .put("exchanges", found.exchanges()));
            return;
        }
        line(String.format(
                Locale.ROOT,
                "After %,d s: case %s, %s, %,d accounts, %,d exchanges.",
                seconds(),
                found.id(),
                found.verdict(),
                found.accounts(),
                found.exchanges()));
    }

    synchronized void waiting(int actions) {
        if (json) {
            print(event("waiting").put("actions", actions));
            return;
        }
        line("A suspension waits for approval: in the console's queue, or type a and Enter here.");
    }

    /** Something that a person did from here. */
    synchronized void done(String what, int actions) {
        if (json) {
            print(event(what).put("actions", actions));
        } else {
            line(actions == 0 ? "Nothing to be " + what + "." : "Actions " + what + ": " + actions + ".");
        }
    }

    synchronized void ended() {
        if (json) {
            print(event("ended"));
        } else {
            line("Ended, and everything removed.");
        }
    }

    /** Nothing: what a demo has to tell is told of cases, and the rest is in the console. */
    @Override
    public void noticed(String what) {}

    @Override
    public synchronized void alarmed(String what) {
        if (json) {
            print(event("alarm").put("text", what));
        } else {
            line("ALARM " + what);
        }
    }

    private void line(String line) {
        if (overwritable) {
            terminal.err().print("\r\033[K");
            overwritable = false;
        }
        terminal.say(line);
    }

    private ObjectNode event(String name) {
        return JSON.createObjectNode().put("event", name).put("seconds", seconds());
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    private void print(ObjectNode event) {
        terminal.print(event + "\n");
    }
}
