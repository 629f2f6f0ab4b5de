// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A program that sends records through its owner's templates, some more often than others.
 *
 * @param templates 1 or more, commonest first
 */
record Worker(List<JobTemplate> templates) implements Author {

    /** A worker with {@code count} templates of one brand. */
    static Worker of(List<JobTemplate.RecordKind> kinds, int count, SplittableRandom random) {
        String brand = JobTemplate.brand(random);
        List<JobTemplate> templates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            templates.add(JobTemplate.draw(kinds, brand, random));
        }
        return new Worker(List.copyOf(templates));
    }

    @Override
    public Ask ask(Moment moment) {
        long seed = Seeds.of(moment.conversationSeed(), moment.turn());
        double u = Seeds.random(seed, 22).nextDouble();
        return templates.get((int) (templates.size() * u * u)).request(seed);
    }
}
