// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import dev.stillwatch.provenance.IdentityPhrases;
import dev.stillwatch.provenance.SelfDisclosure;
import dev.stillwatch.provenance.SelfDisclosure.Maker;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers in which a model speaks of itself: "as an AI language model", "I was trained by OpenAI". */
public final class SelfDescriptions implements Witness {
    private static final IdentityPhrases PHRASES = IdentityPhrases.shipped();

    @Override
    public String title() {
        return "phrases in which models speak of themselves";
    }

    @Override
    public String version() {
        return "self descriptions 2";
    }

    @Override
    public List<Evidence> of(CorpusRecord record) {
        Set<Evidence> found = new LinkedHashSet<>();
        for (String response : record.responses()) {
            for (SelfDisclosure disclosure : PHRASES.find(response)) {
                found.add(new Evidence.Identity(disclosure.phrase(), family(disclosure.maker())));
            }
        }
        return List.copyOf(found);
    }

    /** As {@link ModelFamilies} calls it. */
    private static Optional<String> family(Maker maker) {
        return switch (maker) {
            case OPENAI -> Optional.of("openai");
            case ANTHROPIC -> Optional.of("anthropic");
            case GOOGLE -> Optional.of("google");
            case DEEPSEEK -> Optional.of("deepseek");
            case META -> Optional.of("meta");
            case MISTRAL -> Optional.of("mistral");
            case ALIBABA -> Optional.of("qwen");
            case XAI -> Optional.of("xai");
            case UNNAMED -> Optional.empty();
        };
    }
}
