// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.control.Notices;
import dev.stillwatch.control.ServeSettings;
import dev.stillwatch.control.ServeSettingsReader;
import dev.stillwatch.control.Service;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.policy.UnsignedPacks;
import dev.stillwatch.scan.WorkerThreads;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch serve}: runs a {@link Service} until it is told to stop. */
@Command(
        name = "serve",
        header = "Watches a model API online and carries out what policy or people decide.",
        description = {
            "Stands before a model server as a reverse proxy for the OpenAI and Anthropic APIs, opens a case for every"
                    + " campaign it finds, and acts on all its accounts at once. Without policy packs it watches and"
                    + " acts on nothing but what people decide with `stillwatch case decide`.",
            "Stops on SIGTERM or Ctrl-C once the requests being served have ended."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop and did",
            "1:a fault in Stillwatch",
            "2:wrong usage, settings that cannot be used, or an address that is taken"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch serve --upstream http://127.0.0.1:8000",
            "  stillwatch serve --upstream https://api.example --listen 0.0.0.0:8080 --policy policy/default"
                    + " --unsigned allow",
            "  stillwatch serve --config stillwatch.yaml"
        })
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with all settings, see docs/operations.md; other options are not taken beside it.")
    private @Nullable Path config;

    @Option(names = "--upstream", paramLabel = "URL", description = "Where the model server is.")
    private @Nullable URI upstream;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where clients connect (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:8080";

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "Where health, metrics and the admin API are (default: ${DEFAULT-VALUE}).")
    private String admin = "127.0.0.1:9464";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder for journal, cases, evidence and secrets (default: ${DEFAULT-VALUE}).")
    private Path state = Path.of("stillwatch-state");

    @Option(
            names = "--policy",
            paramLabel = "DIR",
            description = "Folder of policy packs; changes in it take effect within seconds.")
    private @Nullable Path policy;

    @Option(
            names = "--unsigned",
            paramLabel = "refuse|allow",
            description = "Whether packs without a signature are taken (default: refuse).")
    private UnsignedPacks unsigned = UnsignedPacks.REFUSE;

    @Option(
            names = "--when-blind",
            paramLabel = "serve|refuse",
            description = "What becomes of requests while exchanges cannot be recorded or detection is down (default:"
                    + " serve, with an alarm).")
    private FailureMode whenBlind = FailureMode.SERVE;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServeSettings settings = settings();
        try (StopSignal stop = new StopSignal();
                WorkerThreads threads =
                        new WorkerThreads(Math.max(1, Runtime.getRuntime().availableProcessors()));
                Service service = Service.start(settings, InstantSource.system(), threads, new SaidNotices(terminal))) {
            terminal.say("stillwatch: serving " + address(settings.listening(), service.port()) + " for "
                    + settings.upstream().url() + "; health, metrics, console and admin API on "
                    + address(settings.admin().listening(), service.adminPort())
                    + "; when nobody watches, requests are "
                    + (settings.whenBlind() == FailureMode.SERVE ? "served" : "refused") + ".");
            stop.await();
            terminal.say("stillwatch: stopping; requests being served may take "
                    + settings.drain().toSeconds() + " s to end.");
        }
        return ExitStatus.OK;
    }

    private static String address(Listening listening, int port) {
        return (listening.tls().isPresent() ? "https://" : "http://") + listening.host() + ":" + port;
    }

    private ServeSettings settings() {
        if (config != null) {
            boolean more = spec.commandLine().getParseResult().matchedOptions().size() > 1;
            if (more) {
                throw new ParameterException(
                        spec.commandLine(), "Give --config alone; put the other settings into the file.");
            }
            return ServeSettingsReader.read(config);
        }
        if (upstream == null) {
            throw new ParameterException(
                    spec.commandLine(), "Say where the model server is: --upstream URL, or --config FILE.");
        }
        ServeSettings usual = ServeSettings.before(upstream, whenBlind, state);
        return usual.with(
                listening("--listen", listen), listening("--admin", admin), Optional.ofNullable(policy), unsigned);
    }

    private Listening listening(String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                return new Listening(
                        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)), Optional.empty());
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ParameterException(
                spec.commandLine(), option + " takes HOST:PORT, such as 127.0.0.1:8080, not what was given.");
    }

    /** Says what happens on standard error, with the time. */
    private record SaidNotices(Terminal terminal) implements Notices {
        @Override
        public void noticed(String what) {
            say("", what);
        }

        @Override
        public void alarmed(String what) {
            say("ALARM ", what);
        }

        private void say(String kind, String what) {
            String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            terminal.say(String.format(Locale.ROOT, "%s %s%s", time, kind, what));
        }
    }
}
