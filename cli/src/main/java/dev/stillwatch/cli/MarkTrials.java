// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.KeyFinding;
import dev.stillwatch.marks.MarkTrial;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.WindowSelection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** The trials of all keys, those of one scheme together, so that they share windows and decoys. Not thread-safe. */
final class MarkTrials {
    private static final int USUAL_DECOYS = 200;
    /** A green list has to be made anew for each context and decoy, which takes a thousand times as long. */
    private static final int DECOYS_OF_GREEN_LISTS = 19;

    /** A scheme's trial. */
    record OfScheme(Scheme scheme, MarkTrial trial) {}

    /**
     * How to test.
     *
     * @param background what is not scored
     * @param decoys how many decoys, negative for what suits the scheme
     * @param vocabulary the number of ids; empty if unknown
     * @param endOfText the id that ends a text; empty if there is none
     */
    record Plan(Background background, int decoys, OptionalInt vocabulary, OptionalInt endOfText) {}

    private final List<OfScheme> all = new ArrayList<>();

    MarkTrials(Map<Scheme, List<MarkTrial.Named>> keys, Plan plan, RandomGenerator random) {
        new LinkedHashMap<>(keys).forEach((scheme, named) -> {
            WindowSelection selection =
                    WindowSelection.usual(scheme, plan.background(), plan.vocabulary(), plan.endOfText());
            int decoys = plan.decoys() >= 0
                    ? plan.decoys()
                    : scheme.name().startsWith("kgw") ? DECOYS_OF_GREEN_LISTS : USUAL_DECOYS;
            all.add(new OfScheme(scheme, new MarkTrial(scheme, named, selection, decoys, random)));
        });
    }

    void add(Reply reply) {
        all.forEach(each -> each.trial().add(reply));
    }

    List<OfScheme> all() {
        return all;
    }

    List<KeyFinding> findings() {
        return all.stream().flatMap(each -> each.trial().findings().stream()).toList();
    }
}
