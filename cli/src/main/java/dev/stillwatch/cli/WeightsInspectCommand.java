// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.Tensor;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.WeightMarker;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch weights inspect}: what a model's files hold, and what of it could carry a mark. */
@Command(
        name = "inspect",
        header = "Tells what a model's files hold, and what of it could carry a mark.",
        description =
                "Reads the headers of safetensors and GGUF files and checks them: tensors that overlap, lie outside"
                        + " their file or have another size than their shape are errors. Weights are not read.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or no model that can be read"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch weights inspect model", "  stillwatch weights inspect model.gguf --all --format json"})
final class WeightsInspectCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 20;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "MODEL",
            description = "A .safetensors or .gguf file, any part of a split one, or the folder that holds the model.")
    private Path place = Path.of("");

    @Option(names = "--all", description = "Show every tensor, not the first " + MOST_SHOWN + " only.")
    private boolean all;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsInspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String shown;
        try (Progress progress = new Progress(terminal)) {
            progress.step("reading " + place);
            try (ModelFiles model = ModelFiles.open(place)) {
                shown = format == OutputFormat.JSON ? json(model) : Terminal.visible(text(model));
            }
        }
        terminal.print(shown);
        return ExitStatus.OK;
    }

    private String text(ModelFiles model) {
        Set<String> marked = new HashSet<>(WeightMarker.markedTensors(model));
        long markable = WeightMarker.markable(model);
        StringBuilder text = new StringBuilder();
        text.append(place)
                .append(": ")
                .append(name(model))
                .append(", ")
                .append(count(model.files().size(), "file"));
        text.append(", ").append(count(model.tensors().size(), "tensor")).append('\n');
        text.append("weights    ")
                .append(model.parameters().entrySet().stream()
                        .map(type -> String.format(Locale.ROOT, "%,d %s", type.getValue(), type.getKey()))
                        .collect(Collectors.joining(", ")))
                .append('\n');
        text.append(
                String.format(Locale.ROOT, "can carry  %,d weights in %s%n", markable, count(marked.size(), "tensor")));
        if (markable > 0) {
            text.append("mark       ")
                    .append(shown(MarkSettings.forWeights(markable)))
                    .append(" (usual for this size)\n");
        }
        model.metadata().entrySet().stream()
                .limit(all ? Long.MAX_VALUE : MOST_SHOWN)
                .forEach(each -> text.append("metadata   ")
                        .append(line(each.getKey()))
                        .append(" = ")
                        .append(line(each.getValue()))
                        .append('\n'));
        List<Tensor> tensors = model.tensors();
        tensors.stream()
                .limit(all ? Long.MAX_VALUE : MOST_SHOWN)
                .forEach(tensor -> text.append(marked.contains(tensor.name()) ? "carries    " : "           ")
                        .append(line(tensor.name()))
                        .append(' ')
                        .append(tensor.type())
                        .append(' ')
                        .append(tensor.shape())
                        .append('\n'));
        if (!all && tensors.size() > MOST_SHOWN) {
            text.append("           ").append(tensors.size() - MOST_SHOWN).append(" more; --all shows them\n");
        }
        return text.toString();
    }

    /** The settings of marks, in words that are options too. */
    static String shown(MarkSettings settings) {
        return settings.symbols() + " symbols, coalition " + settings.coalition() + ", amplitude "
                + settings.amplitude() + ", spacing " + settings.spacing();
    }

    static String count(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what : what + "s");
    }

    private static String line(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static String name(ModelFiles model) {
        return model.format().name().toLowerCase(Locale.ROOT);
    }

    private static String json(ModelFiles model) {
        Set<String> marked = new HashSet<>(WeightMarker.markedTensors(model));
        return EvidenceJson.line(json -> {
            json.writeStringProperty("format", name(model));
            json.writeArrayPropertyStart("files");
            model.files().forEach(file -> json.writeString(file.toString()));
            json.writeEndArray();
            json.writeObjectPropertyStart("weights");
            model.parameters().forEach((type, count) -> json.writeNumberProperty(type.name(), count));
            json.writeEndObject();
            json.writeNumberProperty("can_carry", WeightMarker.markable(model));
            json.writeObjectPropertyStart("metadata");
            model.metadata().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeArrayPropertyStart("tensors");
            for (Tensor tensor : model.tensors()) {
                json.writeStartObject();
                json.writeStringProperty("name", tensor.name());
                json.writeStringProperty("type", tensor.type().name());
                json.writeArrayPropertyStart("shape");
                tensor.shape().forEach(json::writeNumber);
                json.writeEndArray();
                json.writeStringProperty("file", String.valueOf(tensor.file().getFileName()));
                json.writeNumberProperty("offset", tensor.offset());
                json.writeNumberProperty("bytes", tensor.bytes());
                json.writeBooleanProperty("carries", marked.contains(tensor.name()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
