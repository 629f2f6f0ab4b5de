// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.duplicates.KnownSet;
import dev.stillwatch.duplicates.Overlap;
import dev.stillwatch.duplicates.OverlapIndex;
import dev.stillwatch.duplicates.ServedIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers that were there before: in a known data set of a model's answers, or in an index of answers that were served. */
public final class KnownTexts implements Witness {
    private final OverlapIndex index;
    private final String version;

    /**
     * Looks into one index, which stays open.
     *
     * @param version changes with the index's content, such as its file's time and size
     */
    public KnownTexts(OverlapIndex index, String version) {
        this.index = index;
        this.version = version;
    }

    @Override
    public String title() {
        return switch (index) {
            case KnownSet known -> "the known set " + known.name();
            case ServedIndex _ -> "answers that you served";
        };
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<Evidence> of(CorpusRecord record) {
        List<Evidence> found = new ArrayList<>();
        String question = record.prompts().isEmpty() ? "" : record.prompts().getLast();
        for (String response : record.responses()) {
            CharSequence text = index instanceof KnownSet ? KnownSet.identifying(question, response) : response;
            evidence(index.of(text)).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Evidence> evidence(Overlap overlap) {
        return switch (overlap) {
            case Overlap.TooShort _, Overlap.None _ -> Optional.empty();
            case Overlap.Exact _ -> Optional.of(new Evidence.KnownSet(index.name(), 1));
            case Overlap.Near near ->
                Optional.of(new Evidence.KnownSet(index.name(), Math.min(near.similarity(), 0.9999)));
            case Overlap.Verbatim verbatim -> Optional.of(served(true, verbatim.passages()));
            case Overlap.Fragments fragments -> Optional.of(served(false, fragments.passages()));
        };
    }

    private static Evidence served(boolean verbatim, Overlap.Passages passages) {
        return new Evidence.Served(verbatim, passages.words(), passages.longest(), List.copyOf(passages.models()));
    }
}
