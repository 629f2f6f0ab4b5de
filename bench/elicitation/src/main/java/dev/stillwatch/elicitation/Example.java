// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import java.util.Optional;

/**
 * One prompt to train or test with.
 *
 * @param source where it comes from, for the report: a data set's or a text file's name
 * @param family prompts of one idea; never split between training and test
 * @param wording prompts of one template line, finer than a family
 * @param kind what it asks for, empty when ordinary
 * @param system system text, may be empty
 * @param user user text
 */
record Example(String source, String family, String wording, Optional<Elicitation> kind, String system, String user) {}
