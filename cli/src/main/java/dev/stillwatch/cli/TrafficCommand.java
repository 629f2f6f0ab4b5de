// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.range.Scenario;
import dev.stillwatch.range.TrafficGenerator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch range traffic}: a labelled log of a simulated population with campaigns in it. */
@Command(
        name = "traffic",
        header = "Writes a labelled log: a simulated population with campaigns in it.",
        description = "Starts from a preset; options change single knobs of it.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a folder that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch range traffic --list",
            "  stillwatch range traffic small --out practice --seed 7 --dilution 0.5 --clock human",
            "  stillwatch range traffic benign --scale 0.1 --baseline-days 7 --out quiet"
        })
final class TrafficCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final KnobOptions knobs = new KnobOptions();

    @Parameters(
            paramLabel = "PRESET",
            arity = "0..1",
            description = "A preset; --list shows them (default: ${DEFAULT-VALUE}).")
    private String preset = "small";

    @Option(names = "--list", description = "List the presets and what they set.")
    private boolean list;

    @Mixin
    private TrafficOptions traffic = new TrafficOptions();

    TrafficCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    KnobOptions knobs() {
        return knobs;
    }

    @Override
    public Integer call() {
        if (list) {
            terminal.print(KnobOptions.presets());
            return ExitStatus.OK;
        }
        Scenario scenario = knobs.scenario(preset);
        traffic.write(terminal, scenario.start(), sink -> new TrafficGenerator(scenario, traffic.seed()).run(sink));
        return ExitStatus.OK;
    }
}
