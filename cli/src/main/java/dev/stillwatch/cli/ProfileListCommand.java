// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.lineage.ModelProfile;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** {@code stillwatch profile list}: which models are known. */
@Command(
        name = "list",
        header = "Lists the models that have a profile.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:listed", "1:a fault in Stillwatch", "2:wrong usage, or files that cannot be read"},
        footerHeading = "%nExample:%n",
        footer = "  stillwatch profile list --format json")
final class ProfileListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ProfilesOption profiles = new ProfilesOption();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    ProfileListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<ModelProfile> models = profiles.folder().all();
        if (format == OutputFormat.JSON) {
            terminal.print(EvidenceJson.line(out -> {
                out.writeArrayPropertyStart("models");
                models.forEach(model -> {
                    out.writeStartObject();
                    json(out, model);
                    out.writeEndObject();
                });
                out.writeEndArray();
            }));
        } else {
            models.forEach(model -> terminal.print(line(model)));
        }
        return ExitStatus.OK;
    }

    static String line(ModelProfile model) {
        return String.format(
                Locale.ROOT,
                "%-32s version %d  %-12s  family %s, %,d answers%n",
                model.name(),
                model.version(),
                role(model),
                model.family(),
                model.answers());
    }

    static void json(JsonGenerator out, ModelProfile model) {
        out.writeStringProperty("model", model.name());
        out.writeNumberProperty("version", model.version());
        out.writeStringProperty("role", role(model));
        out.writeStringProperty("family", model.family());
        out.writeNumberProperty("answers", model.answers());
    }

    private static String role(ModelProfile model) {
        return switch (model.role()) {
            case TEACHER -> "teacher";
            case DECOY -> "decoy";
            case CONTEMPORARY -> "contemporary";
        };
    }
}
