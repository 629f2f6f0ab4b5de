// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A space in which an account is the mean of its prompts: hashed words and word pairs, weighted by rarity, projected at
 * random to {@value #DIMENSIONS} dimensions and whitened by the population's own covariance.
 *
 * <p>Random projection keeps inner products within about 1/sqrt(dimensions) (Achlioptas 2003); whitening makes a shift
 * in a direction in which people hardly differ count for more than one in which they differ a lot. Fitted on account
 * means, each account counting once, so that a heavy account does not bend the space. Immutable after fitting.
 */
final class ContentSpace {
    static final int DIMENSIONS = 64;
    private static final double RIDGE = 0.02;
    private static final int COUNTING_PARTS = 4;

    private final float[] rarity;
    private final double[] centre;
    private final double[][] whitening;
    private final Parallel parallel;
    /** The whole accounts it was fitted to, by account; their means are known from fitting. */
    private final Map<AccountView, double[]> means;

    private ContentSpace(
            float[] rarity,
            double[] centre,
            double[][] whitening,
            Map<AccountView, double[]> means,
            Parallel parallel) {
        this.means = means;
        this.rarity = rarity;
        this.centre = centre;
        this.whitening = whitening;
        this.parallel = parallel;
    }

    /** Fits the space to a population; needs at least one account with text. */
    static ContentSpace fit(List<AccountView> accounts) {
        return fit(accounts, Parallel.SEQUENTIAL);
    }

    /** Fits the space with borrowed threads. */
    static ContentSpace fit(List<AccountView> accounts, Parallel parallel) {
        List<AccountView> texts = accounts.stream().filter(AccountView::hasText).toList();
        float[] rarity = rarity(texts, parallel);
        double[] centre = new double[DIMENSIONS];
        double[][] covariance = new double[DIMENSIONS][DIMENSIONS];
        ContentSpace raw = new ContentSpace(rarity, new double[DIMENSIONS], new double[0][], Map.of(), parallel);
        int count = texts.size();
        double[][] means = new double[count][];
        parallel.forEach(count, a -> means[a] = raw.mean(texts.get(a)));
        Map<AccountView, double[]> known = HashMap.newHashMap(count);
        for (int a = 0; a < count; a++) {
            known.put(texts.get(a), means[a]);
        }
        // Row by row, so that every sum runs over the accounts in their order.
        parallel.forEach(DIMENSIONS, i -> {
            for (double[] mean : means) {
                centre[i] += mean[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += mean[i] * mean[j];
                }
            }
        });
        int n = Math.max(1, count);
        double trace = 0;
        for (int i = 0; i < DIMENSIONS; i++) {
            centre[i] /= n;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = covariance[i][j] / n - centre[i] * centre[j];
                covariance[j][i] = covariance[i][j];
            }
            trace += covariance[i][i];
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            covariance[i][i] += RIDGE * trace / DIMENSIONS + 1e-9;
        }
        return new ContentSpace(rarity, centre, SquareMatrix.inverseCholesky(covariance), known, parallel);
    }

    private static float[] rarity(List<AccountView> accounts, Parallel parallel) {
        int[][] parts = new int[COUNTING_PARTS][];
        parallel.forEach(
                parts.length,
                p -> parts[p] =
                        accountsWithWord(accounts.subList((int) ((long) p * accounts.size() / parts.length), (int)
                                ((long) (p + 1) * accounts.size() / parts.length))));
        float[] rarity = new float[ExchangeFeatures.SIZE];
        for (int f = 0; f < rarity.length; f++) {
            int inAccounts = 0;
            for (int[] part : parts) {
                inAccounts += part[f];
            }
            // A word of one account only says who, not what: it would make every person an outlier.
            rarity[f] = inAccounts < 2 ? 0 : (float) Math.log((accounts.size() + 1.0) / inAccounts);
        }
        return rarity;
    }

    private static int[] accountsWithWord(List<AccountView> accounts) {
        int[] inAccounts = new int[ExchangeFeatures.SIZE];
        int[] lastSeen = new int[ExchangeFeatures.SIZE];
        int[] features = new int[ExchangeFeatures.MOST];
        int documents = 0;
        for (AccountView account : accounts) {
            documents++;
            for (SampledExchange digest : account.sample) {
                int count = ExchangeFeatures.words(digest, features);
                for (int i = 0; i < count; i++) {
                    if (lastSeen[features[i]] != documents) {
                        lastSeen[features[i]] = documents;
                        inAccounts[features[i]]++;
                    }
                }
            }
        }
        return inAccounts;
    }

    /** What runs work over accounts in this space. */
    Parallel parallel() {
        return parallel;
    }

    /** The whitened mean of an account's prompts. */
    double[] position(AccountView account) {
        double[] known = means.get(account);
        return whitened(known == null ? mean(account) : known.clone());
    }

    /**
     * The squared length that the sum of an account's prompts would have about its expectation by sampling alone, per
     * prompt: the unbiased variance within the account. It needs 2 prompts or more.
     *
     * @param position the account's
     */
    double variance(AccountView account, double[] position) {
        double[] one = new double[DIMENSIONS];
        int[] features = new int[ExchangeFeatures.MOST];
        double sum = 0;
        for (SampledExchange digest : account.sample) {
            if (digest.hasText()) {
                embed(digest, features, one);
                double[] place = whitened(one);
                for (int i = 0; i < DIMENSIONS; i++) {
                    sum += (place[i] - position[i]) * (place[i] - position[i]);
                }
            }
        }
        return sum / (account.facts.withText() - 1);
    }

    /** Whitens a place, which it changes. */
    private double[] whitened(double[] place) {
        for (int i = 0; i < DIMENSIONS; i++) {
            place[i] -= centre[i];
        }
        return SquareMatrix.lowerTimes(whitening, place);
    }

    private double[] mean(AccountView account) {
        double[] sum = new double[DIMENSIONS];
        double[] one = new double[DIMENSIONS];
        int[] features = new int[ExchangeFeatures.MOST];
        int count = 0;
        for (SampledExchange digest : account.sample) {
            if (digest.hasText()) {
                embed(digest, features, one);
                for (int i = 0; i < DIMENSIONS; i++) {
                    sum[i] += one[i];
                }
                count++;
            }
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            sum[i] /= Math.max(1, count);
        }
        return sum;
    }

    /** Where a single prompt lies before whitening: unit length, or zero without a word that accounts share. */
    float[] place(SampledExchange prompt) {
        double[] place = new double[DIMENSIONS];
        embed(prompt, new int[ExchangeFeatures.MOST], place);
        float[] single = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            single[i] = (float) place[i];
        }
        return single;
    }

    private void embed(SampledExchange digest, int[] features, double[] into) {
        Arrays.fill(into, 0);
        int count = ExchangeFeatures.words(digest, features);
        double length = 0;
        for (int i = 0; i < count; i++) {
            float weight = rarity[features[i]];
            if (weight > 0) {
                int positive = Float.floatToRawIntBits(weight);
                long bits = Hashing.mix(features[i] + 0x51A7EL);
                for (int k = 0; k < 4; k++) {
                    int place = (int) (bits & (DIMENSIONS - 1));
                    // Bit 6 is the sign. Set by arithmetic, since a processor cannot predict a branch on a random bit.
                    into[place] += Float.intBitsToFloat(positive | ((int) (bits & 64) << 25));
                    bits >>>= 7;
                }
            }
        }
        for (double x : into) {
            length += x * x;
        }
        double scale = length == 0 ? 0 : 1 / Math.sqrt(length);
        for (int i = 0; i < DIMENSIONS; i++) {
            into[i] *= scale;
        }
    }
}
