// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row of a training data set. Immutable.
 *
 * @param span its bytes; empty for Parquet
 * @param source what the member says that names where a row comes from, if one was asked for and the row has it
 * @param prompts what was asked, in order; empty for plain text
 * @param responses what was answered, in order; for plain text the text
 * @param plain whether it is plain text, which may have been written by anybody
 * @param claims what the row says about a model
 */
public record CorpusRecord(
        Place place,
        Optional<Span> span,
        Optional<String> source,
        List<String> prompts,
        List<String> responses,
        boolean plain,
        List<Claim> claims) {

    public CorpusRecord {
        Objects.requireNonNull(place, "place is null");
        Objects.requireNonNull(span, "span is null");
        Objects.requireNonNull(source, "source is null");
        prompts = List.copyOf(prompts);
        responses = List.copyOf(responses);
        claims = List.copyOf(claims);
    }

    /** Names the place only: the texts must not come into a message. */
    @Override
    public String toString() {
        return "CorpusRecord[" + place + "]";
    }
}
