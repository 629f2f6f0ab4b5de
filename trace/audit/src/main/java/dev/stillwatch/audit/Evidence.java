// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Something about a row that speaks for a language model having written it. Holds no text of the row. */
public sealed interface Evidence {

    /** What it is called in files. */
    String kind();

    /**
     * How much it takes to explain it otherwise: a fixed rank of each kind from 0 to 1, and no probability.
     */
    double strength();

    /** The family of models it points to, if it does. */
    Optional<String> family();

    /** The answer stands in an index of answers that were served. */
    record Served(boolean verbatim, long words, long longest, List<String> models) implements Evidence {
        public Served {
            models = List.copyOf(models);
        }

        @Override
        public String kind() {
            return verbatim ? "served" : "served-fragments";
        }

        @Override
        public double strength() {
            return verbatim ? 1 : 0.6;
        }

        @Override
        public Optional<String> family() {
            return models.stream()
                    .flatMap(model -> ModelFamilies.of(model).stream())
                    .findFirst();
        }
    }

    /**
     * The answer is a row of a data set that is known to be a model's.
     *
     * @param similarity 1 where it is the very row, else the estimated share of what both have in common
     */
    record KnownSet(String set, double similarity) implements Evidence {
        public KnownSet {
            Objects.requireNonNull(set, "set is null");
        }

        @Override
        public String kind() {
            return similarity >= 1 ? "known-set" : "known-set-near";
        }

        @Override
        public double strength() {
            return similarity >= 1 ? 1 : 0.95;
        }

        @Override
        public Optional<String> family() {
            return ModelFamilies.ofDataSet(set);
        }
    }

    /**
     * The answer carries the output mark of a known key.
     *
     * @param key the key's name; never the key
     * @param log10 the logarithm of the chance of such a score without the mark, all keys considered
     */
    record Marked(String key, double log10) implements Evidence {
        public Marked {
            Objects.requireNonNull(key, "key is null");
        }

        @Override
        public String kind() {
            return "marked";
        }

        @Override
        public double strength() {
            return 1;
        }

        @Override
        public Optional<String> family() {
            return Optional.empty();
        }
    }

    /** The row itself says that a model wrote it. */
    record Declared(String field, String model) implements Evidence {
        public Declared {
            Objects.requireNonNull(field, "field is null");
            Objects.requireNonNull(model, "model is null");
        }

        @Override
        public String kind() {
            return "declared";
        }

        @Override
        public double strength() {
            return 0.97;
        }

        @Override
        public Optional<String> family() {
            return Optional.of(model);
        }
    }

    /** The answer speaks of itself as a language model does, or refuses in a way that only models do. */
    record Identity(String phrase, Optional<String> named) implements Evidence {
        public Identity {
            Objects.requireNonNull(phrase, "phrase is null");
            Objects.requireNonNull(named, "named is null");
        }

        @Override
        public String kind() {
            return "identity";
        }

        @Override
        public double strength() {
            return named.isPresent() ? 0.9 : 0.8;
        }

        @Override
        public Optional<String> family() {
            return named;
        }
    }
}
