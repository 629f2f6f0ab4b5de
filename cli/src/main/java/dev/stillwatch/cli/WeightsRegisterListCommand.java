// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.recipients.RegisteredCopy;
import dev.stillwatch.weights.MarkSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code stillwatch weights register list}: the copies that were registered. */
@Command(
        name = "list",
        header = "Lists the copies of models that were marked, and whom for.",
        description =
                "Checks the register too: each line holds a hash over all lines before it. A copy whose making was"
                        + " broken off stays on the list as unfinished.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:listed",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a register that is missing or was changed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch weights register list",
            "  stillwatch weights register list --register weights.register --format json"
        })
final class WeightsRegisterListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CopyRegisterOption register = new CopyRegisterOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsRegisterListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<RegisteredCopy> copies = register.open().copies();
        StringBuilder text = new StringBuilder();
        copies.forEach(copy -> text.append(format == OutputFormat.JSON ? json(copy) : Terminal.visible(line(copy))));
        terminal.print(text.toString());
        return ExitStatus.OK;
    }

    private static String line(RegisteredCopy copy) {
        return copy.id().substring(0, 16) + "  " + copy.at() + "  "
                + copy.recipient().name() + "  of "
                + copy.original().substring(0, 16) + ", key " + copy.keyId() + ", "
                + WeightsInspectCommand.shown(copy.settings())
                + (copy.markedFiles().isEmpty() ? ", unfinished" : "") + "\n";
    }

    private static String json(RegisteredCopy copy) {
        return EvidenceJson.line(json -> {
            json.writeStringProperty("copy", copy.id());
            json.writeStringProperty("at", copy.at().toString());
            json.writeStringProperty("recipient", copy.recipient().name());
            json.writeStringProperty("original", copy.original());
            json.writeNumberProperty("weights", copy.weights());
            json.writeNumberProperty("key", copy.keyId());
            settings(json, copy.settings());
            json.writeArrayPropertyStart("files");
            copy.markedFiles().forEach(json::writeString);
            json.writeEndArray();
        });
    }

    static void settings(JsonGenerator json, MarkSettings settings) {
        json.writeObjectPropertyStart("settings");
        json.writeNumberProperty("symbols", settings.symbols());
        json.writeNumberProperty("coalition", settings.coalition());
        json.writeNumberProperty("amplitude", settings.amplitude());
        json.writeNumberProperty("spacing", settings.spacing());
        json.writeEndObject();
    }
}
