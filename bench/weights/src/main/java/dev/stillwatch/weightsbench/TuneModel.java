// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.modelfiles.ElementType;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Trains a model on, all its weights, and writes what comes out. Some seconds a step on one core. */
public final class TuneModel {
    private TuneModel() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 4) {
            out.println("usage: TuneModel MODEL.safetensors PAIRS.jsonl.gz STEPS OUT.safetensors");
            System.exit(2);
        }
        Model start = ModelFolder.read(Path.of(arguments[0]));
        try (Texts texts = new Texts()) {
            int steps = Integer.parseInt(arguments[2]);
            List<FineTune.Pair> pairs = texts.pairs(Path.of(arguments[1]), 16 * steps, 40);
            Model tuned = FineTune.of(start, pairs, new FineTune.Plan(steps, 16, 5e-5, 7), (step, loss) -> {
                if (step % 10 == 0 || step == 1) {
                    out.printf("step %d, loss %.4f%n", step, loss);
                }
            });
            out.printf("moved by %.4f of the rows' rms%n", start.distance(tuned));
            ModelFolder.write(tuned, ElementType.F32, Path.of(arguments[3]));
        }
    }
}
