// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains the style model and its calibration, and writes the two resource files.
 *
 * <p>Run after {@code mvn -pl bench/provenance -am package -DskipTests}:
 *
 * <pre>java -Xmx4g -cp 'bench/provenance/target/classes:bench/provenance/target/lib/*' \
 *   dev.stillwatch.provenancebench.TrainStyle DATA_FOLDER trace/provenance/src/main/resources/dev/stillwatch/provenance</pre>
 *
 * <p>Some two minutes on one core. Same input, same bytes.
 */
public final class TrainStyle {
    static final long SEED = 20_261_122;
    private static final String PROVENANCE =
            "BiScope reviews and essays (github.com/MarkGHX/BiScope, CC-BY-SA-4.0): derived statistics only";

    private TrainStyle() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 2 || !Files.isDirectory(Path.of(arguments[0]))) {
            out.println("usage: TrainStyle DATA_FOLDER OUT_FOLDER; docs/provenance.md says what the data folder holds");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        List<LabelledText> prose = prose(new DataFolder(Path.of(arguments[0])));
        StyleCalibration calibration = write(prose, folder);
        out.printf(
                "%d texts, a model's from %.2f nats, a person's up to %.2f nats%n",
                prose.size(), calibration.modelNats(), calibration.humanNats());
    }

    /** Trains on texts and writes both files. */
    static StyleCalibration write(List<LabelledText> prose, Path folder) throws IOException {
        Trainer trainer = new Trainer(SEED);
        StyleCalibration calibration = HeldOutScores.of(prose, trainer).calibration();
        StyleModel model = trainer.fit(prose, PROVENANCE);
        Files.write(folder.resolve("style-model.bin"), model.toBytes());
        Files.write(folder.resolve("style-calibration.bin"), calibration.toBytes());
        return calibration;
    }

    /** Code is left out: answers to programming tasks are too alike, see {@link MeasureStyle}. */
    static List<LabelledText> prose(DataFolder data) throws IOException {
        return data.biscope().stream()
                .filter(text -> !text.domain().equals(DataFolder.CODE))
                .toList();
    }
}
