// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.Claim;
import dev.stillwatch.corpus.CorpusRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What rows say about themselves: a {@code model}, {@code generator} or {@code teacher} of a known family, or a
 * {@code source} that is a known data set of a model's answers. What is not known is not repeated, for it may be anything.
 */
public class RowClaims implements Witness {

    @Override
    public String title() {
        return "what the rows say about themselves";
    }

    @Override
    public String version() {
        return "row claims 1";
    }

    @Override
    public List<Evidence> of(CorpusRecord record) {
        List<Evidence> evidence = new ArrayList<>();
        for (Claim claim : record.claims()) {
            Optional<String> family = switch (claim.field()) {
                case "source", "dataset", "data_source" ->
                    ModelFamilies.of(claim.value()).or(() -> ModelFamilies.ofDataSet(claim.value()));
                default -> ModelFamilies.of(claim.value());
            };
            family.ifPresent(each -> evidence.add(new Evidence.Declared(claim.field(), each)));
        }
        return evidence;
    }
}
