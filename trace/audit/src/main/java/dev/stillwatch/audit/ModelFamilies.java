// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Families of language models, by how their models and the data sets made with them are called. */
final class ModelFamilies {
    private static final Map<String, Pattern> MODELS = new LinkedHashMap<>();
    private static final Map<String, Pattern> DATA_SETS = new LinkedHashMap<>();

    static {
        model("openai", "(chat)?gpt-?[345]|chatgpt|text-davinci|davinci-00|\\bo[134](-|$|\\b)|openai|codex");
        model("anthropic", "claude|anthropic");
        model("google", "gemini|\\bbard\\b|\\bpalm|gemma|google");
        model("meta", "llama|\\bmeta-|vicuna|alpaca-");
        model("mistral", "mistral|mixtral|magistral|codestral");
        model("deepseek", "deepseek");
        model("qwen", "qwen|\\bqwq");
        model("xai", "\\bgrok|\\bxai\\b");
        model("cohere", "command-?r|cohere|\\baya\\b");
        model("microsoft", "\\bphi-?[1-5]|\\borca-?[12]\\b|wizardlm");
        model("moonshot", "\\bkimi|moonshot");
        model("zhipu", "\\bglm-?\\d|chatglm|zhipu");
        model("nvidia", "nemotron");
        model("01-ai", "\\byi-\\d");
        // Published with the statement that the answers are of this family.
        dataSet(
                "openai",
                "alpaca|sharegpt|gpt4all|gpt-?4|openhermes|ultrachat|evol-?instruct|wizardlm|slimorca"
                        + "|open-?orca|self-?instruct|unnatural|baize|camel-?ai|tulu-?gpt|glaive|airoboros|code-?alpaca");
    }

    private ModelFamilies() {}

    private static void model(String family, String pattern) {
        MODELS.put(family, Pattern.compile(pattern));
    }

    private static void dataSet(String family, String pattern) {
        DATA_SETS.put(family, Pattern.compile(pattern));
    }

    /** The family of a model's name, such as {@code gpt-4o-mini}. */
    static Optional<String> of(String name) {
        return first(MODELS, name);
    }

    /** The family whose answers a data set is known to hold, by its name. */
    static Optional<String> ofDataSet(String name) {
        return first(DATA_SETS, name);
    }

    private static Optional<String> first(Map<String, Pattern> patterns, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return patterns.entrySet().stream()
                .filter(each -> each.getValue().matcher(lower).find())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
