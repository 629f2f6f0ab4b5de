// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import java.util.List;

/** What a signature says of the files that are there. */
public sealed interface Verification {
    /**
     * The signature is of the key, and the files are those that were signed.
     *
     * @param modelName the model's name when it was signed
     * @param files how many files are covered
     * @param ignored paths within the model that no hash covers
     */
    record Intact(String modelName, int files, List<String> ignored) implements Verification {
        public Intact {
            ignored = List.copyOf(ignored);
        }
    }

    /**
     * The signature is of the key, but the files are others; each list is sorted, and one at least has a file.
     *
     * @param changed files with another content
     * @param missing files that were signed and are not there
     * @param extra files that are there and were not signed
     */
    record Differs(String modelName, List<String> changed, List<String> missing, List<String> extra)
            implements Verification {
        public Differs {
            changed = List.copyOf(changed);
            missing = List.copyOf(missing);
            extra = List.copyOf(extra);
        }
    }

    /**
     * The signature is not of the key, so it says nothing; no file was read.
     *
     * @param why for people
     */
    record NotOfThisKey(String why) implements Verification {}
}
