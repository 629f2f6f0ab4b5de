// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.modelfiles.ElementType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes all-MiniLM-L6-v2 as safetensors: the model that is measured with, in the precision that it is shipped in. */
public final class MakeModel {
    private MakeModel() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 2) {
            out.println("usage: MakeModel F32|BF16 FOLDER");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        Model model = OnnxModel.miniLm();
        long linear = model.tensors().entrySet().stream()
                .filter(each -> Model.linear(each.getKey(), each.getValue()))
                .mapToLong(each -> each.getValue().values().length)
                .sum();
        Path file = ModelFolder.write(model, ElementType.valueOf(arguments[0]), folder.resolve("model.safetensors"));
        out.printf("%s: %d tensors, %,d linear weights%n", file, model.tensors().size(), linear);
    }
}
