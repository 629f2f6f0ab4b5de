// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.modelsigning.ModelSignature;
import dev.stillwatch.modelsigning.Verification;
import dev.stillwatch.modelsigning.Verification.Differs;
import dev.stillwatch.modelsigning.Verification.Intact;
import dev.stillwatch.modelsigning.Verification.NotOfThisKey;
import dev.stillwatch.modelsigning.VerifyingKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code stillwatch weights verify}: whether a model's files are those that were signed. */
@Command(
        name = "verify",
        header = "Tells whether a model's files are those that were signed.",
        description = "Verifies an OpenSSF model signature 1.0 that was made with a key, by weights sign or by the tool"
                + " model_signing, and names every file that is changed, missing or extra. Get the public key from"
                + " elsewhere than the model. Signatures made with certificates or Sigstore need that tool.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the files are those that were signed with this key",
            "1:a fault in Stillwatch",
            "2:wrong usage, or files that cannot be read",
            "3:files differ, or the signature is not of this key"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch weights verify model --signature model.sig --public-key publisher.pub",
            "  stillwatch weights verify model --signature model.sig --public-key publisher.pub --format json"
        })
final class WeightsVerifyCommand implements Callable<Integer> {
    /** Of each kind of file this many are named for people; programs get all. */
    private static final int MOST_NAMED = 20;

    private final Terminal terminal;

    @Mixin
    private ModelFileOptions files = new ModelFileOptions();

    @Option(names = "--signature", paramLabel = "FILE", required = true, description = "The signature.")
    private Path signature = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "PEM",
            required = true,
            description = "The publisher's public key, P-256, P-384 or P-521.")
    private Path key = Path.of("");

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    WeightsVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VerifyingKey verifier = VerifyingKey.read(key);
        Verification result;
        try (Progress progress = new Progress(terminal)) {
            result = ModelSignature.verify(files.model(), signature, verifier, files.reading(progress));
        }
        terminal.print(format == OutputFormat.JSON ? json(result) : Terminal.visible(text(result)));
        return result instanceof Intact ? ExitStatus.OK : ExitStatus.TAMPERED;
    }

    private String text(Verification result) {
        return switch (result) {
            case Intact intact ->
                "verified: " + intact.files() + (intact.files() == 1 ? " file" : " files") + " of " + files.model()
                        + " as signed\nnot covered: " + String.join(", ", intact.ignored()) + "\n";
            case Differs differs ->
                "NOT as signed: " + files.model() + "\n" + lines("changed", differs.changed())
                        + lines("missing", differs.missing()) + lines("extra", differs.extra());
            case NotOfThisKey other -> "NOT verified: the signature " + signature + ": " + other.why() + "\n";
        };
    }

    private static String lines(String what, List<String> names) {
        StringBuilder text = new StringBuilder();
        names.stream()
                .limit(MOST_NAMED)
                // A name on one line, whatever it holds.
                .forEach(name -> text.append("  ")
                        .append(what)
                        .append(": ")
                        .append(name.replace('\n', '?'))
                        .append('\n'));
        if (names.size() > MOST_NAMED) {
            text.append("  ")
                    .append(what)
                    .append(": ")
                    .append(names.size() - MOST_NAMED)
                    .append(" more\n");
        }
        return text.toString();
    }

    private static String json(Verification result) {
        return EvidenceJson.line(json -> {
            switch (result) {
                case Intact intact -> {
                    json.writeStringProperty("result", "intact");
                    json.writeStringProperty("model", intact.modelName());
                    json.writeNumberProperty("files", intact.files());
                    array(json, "ignored", intact.ignored());
                }
                case Differs differs -> {
                    json.writeStringProperty("result", "differs");
                    json.writeStringProperty("model", differs.modelName());
                    array(json, "changed", differs.changed());
                    array(json, "missing", differs.missing());
                    array(json, "extra", differs.extra());
                }
                case NotOfThisKey other -> {
                    json.writeStringProperty("result", "not-of-this-key");
                    json.writeStringProperty("why", other.why());
                }
            }
        });
    }

    private static void array(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
