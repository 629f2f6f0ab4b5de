// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.SplittableRandom;

/** One to four topics with the weights one person gives them (Dirichlet, so that most people have a favourite). */
final class Interests {
    private final List<Topic> topics;
    private final double[] cumulative;

    private Interests(List<Topic> topics, double[] cumulative) {
        this.topics = topics;
        this.cumulative = cumulative;
    }

    /** Interests of the general population: everyday topics, sometimes an academic subject. */
    static Interests everyday(SplittableRandom random) {
        Topic[] drawn = new Topic[1 + random.nextInt(4)];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = anything(random);
        }
        return of(List.of(drawn), random);
    }

    /** Interests of a member of a group: three of its topics in weights of their own, and one of their own. */
    static Interests within(List<Topic> group, SplittableRandom random) {
        return of(
                List.of(
                        Slots.pick(group, random),
                        Slots.pick(group, random),
                        Slots.pick(group, random),
                        anything(random)),
                random);
    }

    private static Topic anything(SplittableRandom random) {
        int of12 = random.nextInt(12);
        return switch (of12) {
            case 0 -> Slots.pick(Topic.subjects(Split.TUNING), random);
            case 1 -> Slots.pick(Topic.subjects(Split.SCORING), random);
            default -> Slots.pick(Topic.everyday(), random);
        };
    }

    private static Interests of(List<Topic> topics, SplittableRandom random) {
        double[] cumulative = new double[topics.size()];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            sum += -Math.log(1 - random.nextDouble());
            cumulative[i] = sum;
        }
        for (int i = 0; i < cumulative.length; i++) {
            cumulative[i] /= sum;
        }
        return new Interests(topics, cumulative);
    }

    Topic draw(SplittableRandom random) {
        double u = random.nextDouble();
        int i = 0;
        while (i < cumulative.length - 1 && u > cumulative[i]) {
            i++;
        }
        return topics.get(i);
    }
}
