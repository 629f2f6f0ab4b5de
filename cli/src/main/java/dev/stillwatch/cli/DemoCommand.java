// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stillwatch demo}: a {@link Demo} until it is told to stop. */
@Command(
        name = "demo",
        header = "Shows a campaign being found and stopped: a service, its console and simulated traffic.",
        description = {
            "Needs no internet, no model and no settings. The model server is a small program that answers with canned"
                    + " sentences; people, requests and time are simulated; everything else is what `stillwatch serve`"
                    + " runs. Prints where the console is. The campaign becomes a case within a minute; approve its"
                    + " suspension, and its requests are refused while everybody else's are served.",
            "While it runs, a and Enter approve what waits for approval, u and Enter undo what holds. Ctrl-C ends it and"
                    + " removes everything that it made."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to stop, or the time of --for is over, and nothing is left behind",
            "1:a fault in Stillwatch",
            "2:wrong usage, a port that is taken, or no place for a temporary folder"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch demo",
            "  stillwatch demo --port 9464 --accounts 2000",
            "  stillwatch demo --for 90s --format json",
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration ASSESS_EVERY = Duration.ofSeconds(10);
    /** After which what has not ended in order is left to the end of the process. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final int MOST_ACCOUNTS = 20_000;
    private static final double MOST_SPEED = 86_400;
    private static final int MOST_PORT = 65_535;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "PORT", description = "Where the console is (default: any that is free).")
    private int port;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "Accounts of the campaign, 20 to 20000 (default: ${DEFAULT-VALUE}).")
    private int accounts = 300;

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            description =
                    "How much faster than real time passes after the first days, 1 to 86400 (default: ${DEFAULT-VALUE}, a"
                            + " day a minute).")
    private double speed = 1_440;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed makes the same traffic (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "End by itself after this real time, such as 90s or 5m (default: at Ctrl-C).")
    private @Nullable Duration lasting;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "For people, or one JSON object a line (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Demo.Choices choices = choices();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean inOrder = new AtomicBoolean();
        DemoScreen screen = new DemoScreen(terminal, format);
        try {
            try (DemoFolder folder = DemoFolder.create()) {
                keepTemporaryFilesIn(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> atEnd(folder, stopped, ended, inOrder)));
                try (Demo demo = Demo.start(choices, folder.path(), screen)) {
                    screen.ready(demo, choices);
                    new DemoKeys(terminal.in(), demo.admin(), screen).listen();
                    watch(demo, screen, stopped);
                }
            }
            screen.ended();
            inOrder.set(true);
        } finally {
            ended.countDown();
        }
        return ExitStatus.OK;
    }

    /** On any end of the process: what still runs after a while is cut off, and the folder goes in any case. */
    private static void atEnd(DemoFolder folder, CountDownLatch stopped, CountDownLatch ended, AtomicBoolean inOrder) {
        boolean told = stopped.getCount() > 0 && ended.getCount() > 0;
        stopped.countDown();
        try {
            boolean cutOff = !ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            folder.remove();
            if (told && (cutOff || inOrder.get())) {
                // It did what it was told: not the status of a process that a signal killed.
                Runtime.getRuntime().halt(ExitStatus.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Libraries unpack native code into the folder for temporary files and remove it when the process ends in its own
     * time, which after Ctrl-C it does not.
     */
    private static void keepTemporaryFilesIn(DemoFolder folder) {
        for (String property : List.of("java.io.tmpdir", "org.sqlite.tmpdir", "ZstdTempFolder")) {
            System.setProperty(property, folder.path().toString());
        }
        // This one begins the names of several folders.
        System.setProperty("vertx.cacheDirBase", folder.path().resolve("vertx").toString());
    }

    private Demo.Choices choices() {
        check(port >= 0 && port <= MOST_PORT, "--port takes 0 to 65535, where 0 is any that is free.");
        check(accounts >= 20 && accounts <= MOST_ACCOUNTS, "--accounts takes 20 to 20000.");
        check(port == 0 || free(port), "--port " + port + " is taken; name another, or none for any that is free.");
        check(speed >= 1 && speed <= MOST_SPEED, "--speed takes 1 to 86400.");
        return new Demo.Choices(port, speed, new DemoPopulation(accounts, seed));
    }

    /** Asked before anything is started, so that it is said in this command's words. */
    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private void watch(Demo demo, DemoScreen screen, CountDownLatch stopped) throws InterruptedException {
        long began = System.nanoTime();
        long judged = began - ASSESS_EVERY.toNanos();
        Set<String> told = new HashSet<>();
        boolean waiting = false;
        while (!stopped.await(1, TimeUnit.SECONDS)
                && (lasting == null || System.nanoTime() - began < lasting.toNanos())) {
            demo.check();
            long now = System.nanoTime();
            if (demo.caughtUp() && now - judged >= ASSESS_EVERY.toNanos()) {
                judged = now;
                demo.admin().assess();
            }
            List<DemoAdmin.Found> cases = demo.admin().cases();
            cases.stream().filter(one -> told.add(one.id())).forEach(screen::found);
            List<String> proposed = demo.admin().waiting();
            if (!proposed.isEmpty() && !waiting) {
                screen.waiting(proposed.size());
            }
            waiting = !proposed.isEmpty();
            screen.progress(
                    demo.now(),
                    demo.counts(),
                    cases.stream()
                            .filter(one -> one.verdict().equals("distillation"))
                            .count());
        }
    }
}
