// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import dev.stillwatch.corpus.CorpusRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers in which a model speaks of itself: "as an AI language model", "I was trained by OpenAI". */
public final class SelfDescriptions implements Witness {
    private static final String NOBODY = "";
    private static final Map<String, String> PHRASES = Map.ofEntries(
            Map.entry("as an ai language model", NOBODY),
            Map.entry("as a large language model", NOBODY),
            Map.entry("as an ai assistant, i", NOBODY),
            Map.entry("as an ai, i", NOBODY),
            Map.entry("i am an ai language model", NOBODY),
            Map.entry("i'm an ai language model", NOBODY),
            Map.entry("i am a large language model", NOBODY),
            Map.entry("i'm a large language model", NOBODY),
            Map.entry("my knowledge cutoff", NOBODY),
            Map.entry("as of my last knowledge update", NOBODY),
            Map.entry("als ki-sprachmodell", NOBODY),
            Map.entry("en tant que modèle de langage", NOBODY),
            Map.entry("como modelo de lenguaje", NOBODY),
            Map.entry("i am chatgpt", "openai"),
            Map.entry("i'm chatgpt", "openai"),
            Map.entry("trained by openai", "openai"),
            Map.entry("developed by openai", "openai"),
            Map.entry("created by openai", "openai"),
            Map.entry("i am claude", "anthropic"),
            Map.entry("i'm claude", "anthropic"),
            Map.entry("made by anthropic", "anthropic"),
            Map.entry("created by anthropic", "anthropic"),
            Map.entry("trained by anthropic", "anthropic"),
            Map.entry("i am gemini", "google"),
            Map.entry("i'm gemini", "google"),
            Map.entry("i'm bard", "google"),
            Map.entry("trained by google", "google"),
            Map.entry("i am qwen", "qwen"),
            Map.entry("i'm qwen", "qwen"),
            Map.entry("created by alibaba cloud", "qwen"),
            Map.entry("i am deepseek", "deepseek"),
            Map.entry("i'm deepseek", "deepseek"),
            Map.entry("created by deepseek", "deepseek"),
            Map.entry("developed by deepseek", "deepseek"),
            Map.entry("i am grok", "xai"),
            Map.entry("i'm grok", "xai"),
            Map.entry("built by xai", "xai"),
            Map.entry("trained by mistral", "mistral"),
            Map.entry("created by mistral", "mistral"));

    private static final PhraseFinder FINDER = new PhraseFinder(List.copyOf(PHRASES.keySet()));

    @Override
    public String title() {
        return "phrases in which models speak of themselves";
    }

    @Override
    public String version() {
        return "self descriptions 1";
    }

    @Override
    public List<Evidence> of(CorpusRecord record) {
        List<Evidence> found = new ArrayList<>();
        for (String response : record.responses()) {
            for (String phrase : FINDER.in(response)) {
                String family = PHRASES.getOrDefault(phrase, NOBODY);
                Evidence evidence =
                        new Evidence.Identity(phrase, family.isEmpty() ? Optional.empty() : Optional.of(family));
                if (!found.contains(evidence)) {
                    found.add(evidence);
                }
            }
        }
        return found;
    }
}
