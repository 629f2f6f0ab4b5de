// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.CopiedFiles;
import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.recipients.CopyRegister;
import dev.stillwatch.recipients.Recipient;
import dev.stillwatch.recipients.RegisteredCopy;
import dev.stillwatch.weights.MarkSettings;
import dev.stillwatch.weights.WeightKey;
import dev.stillwatch.weights.WeightMarker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "The recipient is registered before the copy is made. Key and register are made when they are missing; keep"
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
    private WeightKeyOption key = new WeightKeyOption();

    @Mixin
    private CopyRegisterOption register = new CopyRegisterOption();

    @Mixin
    private MarkSettingsOptions settings = new MarkSettingsOptions();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsMarkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What was done. */
    private record Marked(
            String id, MarkSettings settings, int keyId, String original, long weights, CopiedFiles files) {}

    @Override
    public Integer call() {
        Recipient known = new Recipient(recipient);
        checkNew();
        Marked marked;
        try (Progress progress = new Progress(terminal);
                ModelFiles model = ModelFiles.open(place)) {
            marked = mark(model, known, progress);
        }
        terminal.print(format == OutputFormat.JSON ? json(marked) : Terminal.visible(text(marked)));
        return ExitStatus.OK;
    }

    /** Before anything is registered for a copy that cannot be. */
    private void checkNew() {
        try (Stream<Path> there = Files.isDirectory(out) ? Files.list(out) : Stream.empty()) {
            if (Files.exists(out) && (!Files.isDirectory(out) || there.findAny().isPresent())) {
                throw new StillwatchException(out + " is there already; name a new folder for the copy");
            }
        } catch (IOException e) {
            throw new StillwatchException(out + " cannot be read; check its permissions", e);
        }
    }

    private Marked mark(ModelFiles model, Recipient known, Progress progress) {
        long markable = WeightMarker.markable(model);
        if (markable == 0) {
            throw new StillwatchException(place + " has no matrices that could carry a mark; see weights inspect");
        }
        WeightKey primary = key.keysOrFresh().primary();
        CopyRegister copies = register.open();
        WeightFileHashes original = WeightFileHashes.of(model, place.toString(), progress);
        List<RegisteredCopy> before = Files.exists(register.file()) ? copies.copies() : List.of();
        MarkSettings chosen = settings.choose(
                before.stream()
                        .filter(copy -> copy.keyId() == primary.id())
                        .filter(copy -> copy.original().equals(original.root()))
                        .toList(),
                markable);
        WeightMarker marker = new WeightMarker(primary, chosen, known.name());
        String id = copies.add(known, original.root(), primary.id(), chosen);
        CopiedFiles copied = ModelCopy.copy(
                model,
                out,
                marker,
                (bytes, of) -> progress.stage(
                        () -> String.format(Locale.ROOT, "marking: %.1f of %.1f GB", bytes / 1e9, of / 1e9)));
        List<Path> weightFiles = model.files().stream()
                .map(file -> out.resolve(file.getFileName()))
                .toList();
        List<String> own = new ArrayList<>(
                WeightFileHashes.of(weightFiles, out.toString(), progress).sha256s());
        // What is the same for everybody says nothing of who had it.
        own.removeAll(original.sha256s());
        copies.finished(id, own);
        return new Marked(id, chosen, primary.id(), original.root(), marker.weightsMarked(), copied);
    }

    private String text(Marked marked) {
        StringBuilder text = new StringBuilder();
        text.append("marked for ").append(recipient).append(": ").append(out).append('\n');
        text.append(String.format(
                Locale.ROOT,
                "weights    %,d carry; %s%n",
                marked.weights(),
                WeightsInspectCommand.shown(marked.settings())));
        text.append("register   ")
                .append(register.file())
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

    private String json(Marked marked) {
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
