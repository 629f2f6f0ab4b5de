// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.recipients.Recipient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch weights mark}: one recipient's copy of a model. */
@Command(
        name = "mark",
        header = "Makes a copy of a model that is marked for one recipient.",
        description = {
            "Copies a safetensors or GGUF model and moves weights by less than rounding to int8 would, so that a copy that"
                    + " leaks names its recipient, even when it is quantised, fine-tuned or mixed with others' copies."
                    + " Keep the original: tracing compares with it. Give nobody a copy without a mark.",
            "",
            "The recipient is registered before the copy has its name. Key and register are made when they are missing; keep"
                    + " both, apart from each other, as long as copies may leak."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:copied and registered",
            "1:a fault in Stillwatch",
            "2:wrong usage, a model that cannot be marked, or files that cannot be read or written"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch weights mark model --recipient 'Example Bank' --out copies/example-bank",
            "  stillwatch weights mark model.gguf --recipient lab-7 --out copies/lab-7 --key env:WEIGHTS_KEY"
        })
final class WeightsMarkCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "MODEL",
            description = "A .safetensors or .gguf file, any part of a split one, or the folder that holds the model.")
    private Path place = Path.of("");

    @Option(
            names = "--recipient",
            paramLabel = "NAME",
            required = true,
            description = "Whom the copy is for. The mark follows from the name and the key: keep to one spelling.")
    private String recipient = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The copy's folder, new or empty.")
    private Path out = Path.of("");

    @Mixin
    private WeightMarking marking = new WeightMarking();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsMarkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Recipient known = new Recipient(recipient);
        WeightMarking.Marked marked;
        try (Progress progress = new Progress(terminal);
                ModelFiles model = ModelFiles.open(place)) {
            marked = marking.mark(model, place, out, known, progress);
        }
        terminal.print(format == OutputFormat.JSON ? json(marked) : Terminal.visible(text(marked)));
        return ExitStatus.OK;
    }

    private String text(WeightMarking.Marked marked) {
        StringBuilder text = new StringBuilder();
        text.append("marked for ").append(recipient).append(": ").append(out).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "weights    %,d carry; %s%n",
                marked.weights(),
                WeightsInspectCommand.shown(marked.settings())));
        text.append("register   ")
                .append(marking.register())
                .append(", ")
                .append(marked.id(), 0, 16)
                .append('\n');
        if (!marked.files().leftOut().isEmpty()) {
            text.append("left out   ")
                    .append(marked.files().leftOut().stream()
                            .map(Path::toString)
                            .toList())
                    .append('\n');
        }
        return text.toString();
    }

    private String json(WeightMarking.Marked marked) {
        return EvidenceJson.line(json -> {
            json.writeStringProperty("recipient", recipient);
            json.writeStringProperty("copy", marked.id());
            json.writeStringProperty("out", out.toString());
            json.writeStringProperty("original", marked.original());
            json.writeNumberProperty("key", marked.keyId());
            json.writeNumberProperty("weights_marked", marked.weights());
            WeightsRegisterListCommand.settings(json, marked.settings());
            json.writeArrayPropertyStart("left_out");
            marked.files().leftOut().forEach(file -> json.writeString(file.toString()));
            json.writeEndArray();
        });
    }
}
