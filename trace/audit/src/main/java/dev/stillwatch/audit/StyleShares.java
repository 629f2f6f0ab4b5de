// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.provenance.ShareTally;
import dev.stillwatch.provenance.StyleCalibration;
import dev.stillwatch.provenance.StyleModel;
import dev.stillwatch.provenance.StyleReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Reads the style of answers, which says nothing of one and something of many.
 *
 * <p>Of a row its longest answer is read, so that a long talk does not count as many witnesses. Of many rows a sample is
 * read that depends on their places alone: what a share can be wrong by does not become smaller beyond some hundred
 * thousand texts, and the cost for each row does.
 */
public final class StyleShares implements PooledWitness {
    /** As many bytes are read whole: some hundred thousand answers. */
    private static final long WHOLE_BYTES = 256L * 1024 * 1024;

    private static final long SEED = 20_250_724;

    private final StyleCalibration calibration;
    private final String digest;
    private final long oneOf;
    /** A reader holds two megabytes and is no one else's while it reads. */
    private final ThreadLocal<StyleReader> readers;

    /**
     * Reads a sample of data sets.
     *
     * @param bytes of all files together, by which it is decided how many rows are passed over
     */
    public StyleShares(StyleModel model, StyleCalibration calibration, long bytes) {
        this.calibration = calibration;
        digest = digest(model, calibration);
        long every = 1;
        while (bytes / every > WHOLE_BYTES) {
            every *= 2;
        }
        oneOf = every;
        readers = ThreadLocal.withInitial(() -> new StyleReader(model, calibration));
    }

    private static String digest(StyleModel model, StyleCalibration calibration) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(model.toBytes());
            return HexFormat.of().formatHex(sha256.digest(calibration.toBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String title() {
        return "the style of the answers" + (oneOf == 1 ? "" : " of one row in " + oneOf);
    }

    @Override
    public String version() {
        return "style 1, one of " + oneOf + ", " + digest;
    }

    @Override
    public String name() {
        return "style";
    }

    @Override
    public Map<String, Long> counts(CorpusRecord row) {
        if (!sampled(row)) {
            return Map.of();
        }
        return row.responses().stream()
                .max(Comparator.comparingInt(String::length))
                .map(answer -> ShareTally.steps(readers.get().score(answer)))
                .orElse(Map.of());
    }

    private boolean sampled(CorpusRecord row) {
        if (oneOf == 1) {
            return true;
        }
        long place = 31L * row.place().file().hashCode() + row.place().row();
        return (new SplittableRandom(place).nextLong() & (oneOf - 1)) == 0;
    }

    @Override
    public PooledEvidence summed(Map<String, Long> sums) {
        ShareTally tally = ShareTally.of(sums);
        return new PooledEvidence.Style(tally.estimate(calibration.table(), new Random(SEED)), tally.unread(), oneOf);
    }
}
