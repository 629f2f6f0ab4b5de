// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.weights.WeightKeys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch weights trace}: whose copy a leaked model is. */
@Command(
        name = "trace",
        header = "Names the recipients whose copies a leaked model was made of.",
        description = {
            "Compares the leaked weights with the original and reads the marks that are left, then compares these with the"
                    + " codes of all registered recipients. The leaked model may be quantised, fine-tuned, pruned, merged,"
                    + " converted or mixed from several copies.",
            "",
            "The chance that any innocent recipient is named is at most --error, whatever was done to the weights, as long"
                    + " as the key is secret. It says whose copy leaked, not who leaked it: a recipient may have been"
                    + " robbed. Nobody is named without certainty; then the answer is nobody, or that it cannot be told."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:none of the registered copies, handed on whole",
            "1:a fault in Stillwatch",
            "2:wrong usage, or files that cannot be read",
            "3:recipients are named",
            "4:it cannot be told"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch weights trace leaked --original model",
            "  stillwatch weights trace leaked.gguf --original model --error 1e-6 --format json"
        })
final class WeightsTraceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "LEAKED",
            description = "A .safetensors or .gguf file, any part of a split one, or the folder that holds the model.")
    private Path leaked = Path.of("");

    @Option(
            names = "--original",
            paramLabel = "MODEL",
            required = true,
            description = "The model that copies were made of, byte for byte.")
    private Path original = Path.of("");

    @Mixin
    private WeightKeyOption key = new WeightKeyOption();

    @Mixin
    private CopyRegisterOption register = new CopyRegisterOption();

    @Option(
            names = "--error",
            paramLabel = "P",
            description = "Allowed chance that any innocent recipient is named (default: ${DEFAULT-VALUE}).")
    private double error = 1e-9;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsTraceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(error > 0 && error < 1)) {
            throw new ParameterException(spec.commandLine(), "--error is " + error + ", must be above 0 and below 1");
        }
        WeightKeys keys = key.keys();
        LeakSearch search = new LeakSearch(register.open().copies(), keys, error);
        LeakSearch.Result result;
        try (Progress progress = new Progress(terminal)) {
            progress.step("opening the models");
            try (ModelFiles first = ModelFiles.open(original);
                    ModelFiles second = ModelFiles.open(leaked)) {
                result = search.search(first, second, progress);
            }
        }
        LeakText text = new LeakText(result, error);
        terminal.print(format == OutputFormat.JSON ? text.json() : Terminal.visible(text.text(leaked)));
        return result.named() ? ExitStatus.NAMED : result.nobody() ? ExitStatus.OK : ExitStatus.TOO_LITTLE;
    }
}
