// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commonest prompt patterns of a group, as skeletons that hold only words of a shipped vocabulary.
 *
 * <p>A word is shown where most prompts of the pattern have it in that place and the vocabulary knows it; everything
 * else is an ellipsis, so that no word of any one customer can be shown.
 */
final class TemplateSummary {
    private static final String GAP = "…";
    private static final int MOST = 12;
    private static final int LEAST_ACCOUNTS = 3;
    private static final double AGREED = 0.6;

    private final PublicVocabulary vocabulary;

    TemplateSummary(PublicVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The prompts of a group that open alike. */
    private static final class Pattern {
        private final List<SampledExchange> prompts = new ArrayList<>();
        private double volume;
        private int accounts;
        private int lastAccount = -1;

        void add(AccountView account, SampledExchange prompt, double weight) {
            prompts.add(prompt);
            volume += weight;
            // Accounts come one after the other, so that each is counted once.
            accounts += account.index == lastAccount ? 0 : 1;
            lastAccount = account.index;
        }
    }

    List<Campaign.Template> of(List<AccountView> members) {
        Map<Long, Pattern> byOpening = new HashMap<>();
        for (AccountView account : members) {
            // Every sampled exchange stands for as many as its account's sample leaves out.
            double weight = (double) account.profile.exchanges() / Math.max(1, account.sample.size());
            for (SampledExchange digest : account.sample) {
                if (digest.hasText()) {
                    byOpening
                            .computeIfAbsent(TemplateLedger.opening(digest), o -> new Pattern())
                            .add(account, digest, weight);
                }
            }
        }
        List<Campaign.Template> templates = new ArrayList<>();
        byOpening.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Long, Pattern>>comparingInt(
                                e -> e.getValue().prompts.size())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(4L * MOST)
                .forEach(e -> template(e.getValue()).ifPresent(templates::add));
        return templates.stream().limit(MOST).toList();
    }

    private Optional<Campaign.Template> template(Pattern pattern) {
        if (pattern.accounts < LEAST_ACCOUNTS) {
            return Optional.empty();
        }
        List<SampledExchange> prompts = pattern.prompts;
        StringBuilder skeleton = new StringBuilder();
        for (int i = 0; i < ExchangeDigest.HEAD; i++) {
            int place = i;
            append(skeleton, agreed(prompts, d -> place < d.head() ? place : -1));
        }
        for (int i = ExchangeDigest.TAIL; i >= 1; i--) {
            int fromEnd = i;
            append(skeleton, agreed(prompts, d -> {
                int place = d.wordCount() - fromEnd;
                return place >= d.head() ? place : -1;
            }));
        }
        return skeleton.toString().equals(GAP)
                ? Optional.empty()
                : Optional.of(new Campaign.Template(skeleton.toString(), Math.round(pattern.volume), pattern.accounts));
    }

    private interface Place {
        /** Where to look in a prompt's kept words; -1 for nowhere. */
        int in(SampledExchange digest);
    }

    // Empty text: the prompts have no word there; the gap: they disagree or the word is not public.
    private String agreed(List<SampledExchange> prompts, Place place) {
        int[] words = new int[prompts.size()];
        int present = 0;
        for (SampledExchange digest : prompts) {
            int index = place.in(digest);
            if (index >= 0) {
                words[present++] = digest.word(index);
            }
        }
        if (present < AGREED * prompts.size()) {
            return "";
        }
        int word = majority(words, present);
        long agreeing = Arrays.stream(words, 0, present).filter(w -> w == word).count();
        return agreeing >= AGREED * prompts.size() ? vocabulary.word(word).orElse(GAP) : GAP;
    }

    /** The word that more than half of the first {@code size} are, if there is one (Boyer and Moore 1981). */
    private static int majority(int[] words, int size) {
        int candidate = 0;
        int lead = 0;
        for (int i = 0; i < size; i++) {
            if (lead == 0) {
                candidate = words[i];
            }
            lead += words[i] == candidate ? 1 : -1;
        }
        return candidate;
    }

    private static void append(StringBuilder skeleton, String word) {
        if (word.isEmpty() || (word.equals(GAP) && skeleton.toString().endsWith(GAP))) {
            return;
        }
        if (!skeleton.isEmpty()) {
            skeleton.append(' ');
        }
        skeleton.append(word);
    }
}
