// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import dev.stillwatch.provenance.StyleOutcome.Attributed;
import dev.stillwatch.provenance.StyleOutcome.CannotTell;
import dev.stillwatch.provenance.StyleOutcome.Doubt;
import dev.stillwatch.provenance.StyleOutcome.SomeModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What scores mean: thresholds for single texts and, for shares of many texts, how often each writer reaches each score.
 *
 * <p>Measured on texts whose question the scoring model had not seen. File, big-endian: magic {@code SWSC}, int version,
 * two floats for the thresholds, then the counts of {@link ScoreTable}. Immutable, so thread-safe.
 *
 * @param modelNats log-odds from which a text counts as a model's
 * @param humanNats log-odds up to which a text counts as a person's; less than {@code modelNats}
 * @param table how the writers' scores are spread
 */
public record StyleCalibration(double modelNats, double humanNats, ScoreTable table) {
    /** Fewer words than this are too few for a statement. */
    public static final int FEWEST_WORDS = 25;

    /** A lower share of English function words than this is no English prose. */
    public static final double LEAST_FUNCTION_WORDS = 0.28;

    /** From this probability on one model family is named. */
    public static final double FAMILY_PROBABILITY = 0.8;

    private static final int MAGIC = 0x53575343;
    private static final int VERSION = 1;

    private static final class Shipped {
        static final StyleCalibration CALIBRATION = load();

        private static StyleCalibration load() {
            try (InputStream in = StyleCalibration.class.getResourceAsStream("style-calibration.bin")) {
                return parse(Objects.requireNonNull(in, "style-calibration.bin is missing from the jar")
                        .readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public StyleCalibration {
        Objects.requireNonNull(table, "table is null");
        if (!(humanNats < modelNats)) {
            throw new IllegalArgumentException("thresholds " + humanNats + " and " + modelNats);
        }
    }

    /** The calibration of the shipped model; loaded once. */
    public static StyleCalibration shipped() {
        return Shipped.CALIBRATION;
    }

    /** Why nothing can be said of a text with these scores, whatever they are; undecided when something can. */
    static boolean readable(StyleScores scores) {
        return scores.words() >= FEWEST_WORDS && scores.functionWords() >= LEAST_FUNCTION_WORDS;
    }

    /** What may be said of one text with these scores. */
    public StyleOutcome judge(StyleScores scores) {
        if (scores.words() < FEWEST_WORDS) {
            return new CannotTell(Doubt.TOO_SHORT);
        }
        if (scores.functionWords() < LEAST_FUNCTION_WORDS) {
            return new CannotTell(Doubt.NOT_ENGLISH_PROSE);
        }
        double model = scores.model();
        if (model <= humanNats) {
            return new Attributed(Writer.HUMAN, scores.probability(Writer.HUMAN));
        }
        if (model < modelNats) {
            return new CannotTell(Doubt.UNDECIDED);
        }
        Writer best = scores.bestModel();
        double probability = scores.probability(best);
        return probability >= FAMILY_PROBABILITY ? new Attributed(best, probability) : new SomeModel(best, probability);
    }

    /** Reads a calibration file; IllegalArgumentException when it is not one or is damaged. */
    public static StyleCalibration parse(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IllegalArgumentException("not a style calibration of version " + VERSION);
            }
            double modelNats = in.readFloat();
            double humanNats = in.readFloat();
            ScoreTable table = ScoreTable.read(in);
            if (in.read() != -1) {
                throw new IllegalArgumentException("style calibration has bytes after its end");
            }
            return new StyleCalibration(modelNats, humanNats, table);
        } catch (IOException e) {
            throw new IllegalArgumentException("style calibration is cut off", e);
        }
    }

    /** The calibration file. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeFloat((float) modelNats);
            out.writeFloat((float) humanNats);
            table.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
