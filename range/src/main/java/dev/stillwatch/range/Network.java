// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.SplittableRandom;

/** The simulated internet: providers of each type, a few large and many small, and the addresses they hand out. */
final class Network {
    private static final long FIRST_ASN = 64_512;
    private static final long FIRST_ADDRESS = 240L << 24;
    private static final int BLOCK_BITS = 18;
    private static final List<String> COUNTRIES =
            TextResource.load("software.txt").entries("countries");

    /** Types of provider and how many there are of each; types own disjoint ranges of numbers. */
    enum Provider {
        HOME(0, 160),
        MOBILE(160, 40),
        HOSTING(200, 40),
        TUNING_HOSTING(240, 10),
        SCORING_HOSTING(250, 10),
        OFFICE(260, 60);

        private final int first;
        private final int count;

        Provider(int first, int count) {
            this.first = first;
            this.count = count;
        }
    }

    private Network() {}

    /** A provider of this type, large ones more often. */
    private static int provider(Provider type, SplittableRandom random) {
        double u = random.nextDouble();
        return type.first + (int) (type.count * u * u);
    }

    /** A line with an address of its own. */
    static Address line(Provider type, SplittableRandom random) {
        int number = provider(type, random);
        return at(number, random.nextInt(1 << BLOCK_BITS), 1);
    }

    /** A carrier's address translator: dozens of addresses shared by everybody on it. */
    static Address carrier(SplittableRandom random) {
        return at(provider(Provider.MOBILE, random), 0, 48);
    }

    private static Address at(int number, int offset, int size) {
        String[] country = Slots.pick(COUNTRIES, Seeds.random(5, number)).split(" ");
        return new Address(
                FIRST_ASN + number,
                country[0],
                Double.parseDouble(country[1]),
                FIRST_ADDRESS + ((long) number << BLOCK_BITS) + offset,
                size);
    }
}
