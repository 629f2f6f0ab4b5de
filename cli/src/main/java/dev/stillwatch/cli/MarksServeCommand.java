// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.registry.MarkRegistry;
import dev.stillwatch.registry.RegisteredMark;
import dev.stillwatch.sampling.BearerToken;
import dev.stillwatch.sampling.SamplingServer;
import dev.stillwatch.sampling.ServedMarks;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch marks serve}: runs a {@link SamplingServer} until it is told to stop. */
@Command(
        name = "serve",
        header = "Picks tokens that carry the registry's marks, over HTTP.",
        description = {
            "For serving stacks without a marking sampler: they send the candidates of the next token to POST /v1/sample,"
                    + " with the tenant or cohort, and sample what is answered. See docs/sampling.md.",
            "Connections are not encrypted: keep it on the machine of the serving stack. Whoever has the token learns the"
                    + " marks bit by bit, so give it to that stack alone.",
            "Stops on SIGTERM or Ctrl-C."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop and did",
            "1:a fault in Stillwatch",
            "2:wrong usage, files that cannot be read, or an address that is taken"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  openssl rand -hex 32 > sampling-token",
            "  stillwatch marks serve --token-file sampling-token",
            "  stillwatch marks serve --token-file sampling-token --listen 127.0.0.1:9000 --max-body 4000000"
        })
final class MarksServeCommand implements Callable<Integer> {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "File with the secret that clients give as Authorization: Bearer; 24 characters or more.")
    private Path tokenFile = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where serving stacks connect (default: ${DEFAULT-VALUE}).")
    private String listen = "127.0.0.1:8090";

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            description = "Longer requests are refused (default: ${DEFAULT-VALUE}).")
    private int bodyBytes = 8 << 20;

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    MarksServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        SamplingServer.Settings settings = settings(BearerToken.inFile(tokenFile));
        MarkRegistry marks = registry.open();
        List<RegisteredMark> served = marks.marks().stream()
                .filter(mark -> mark.servedAt(clock.instant()))
                .toList();
        if (served.isEmpty()) {
            throw new StillwatchException(
                    "the registry " + registry.file() + " serves no mark; add one with `stillwatch marks keys new`");
        }
        served.stream()
                .filter(RegisteredMark::publicDemoKey)
                .forEach(mark -> terminal.say(Terminal.visible("WARNING: the key of " + mark.label()
                        + " stands in public documentation, so that anybody can leave its mark; rotate it")));
        try (StopSignal stop = new StopSignal();
                SamplingServer server = SamplingServer.start(
                        settings, new ServedMarks(marks::serving, FRESH, clock), new SecureRandom())) {
            terminal.say("stillwatch: sampling with " + served.size() + (served.size() == 1 ? " mark" : " marks")
                    + " on http://" + settings.host() + ":" + server.port());
            stop.await();
            terminal.say("stillwatch: stopping.");
        }
        return ExitStatus.OK;
    }

    private SamplingServer.Settings settings(BearerToken token) {
        int colon = listen.lastIndexOf(':');
        try {
            if (colon > 0) {
                return new SamplingServer.Settings(
                        listen.substring(0, colon),
                        Integer.parseInt(listen.substring(colon + 1)),
                        token,
                        bodyBytes,
                        Runtime.getRuntime().availableProcessors());
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new ParameterException(
                spec.commandLine(),
                "--listen takes HOST:PORT, such as 127.0.0.1:8090, and --max-body a number above 0; check both.");
    }
}
