// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills templates: choices first, then slots, from written lists and from ordinary public prompts. */
final class Slots {
    private static final Pattern CHOICE = Pattern.compile("\\[([^\\[\\]|]*(?:\\|[^\\[\\]|]*)+)\\]");
    private static final Pattern SLOT = Pattern.compile("\\{([a-z_]+)\\}");

    private final Map<String, List<String>> values = new HashMap<>();

    /**
     * Slots of the written file ({@code name: value | value}) and of given lists.
     *
     * @param lists for {@code q} questions, {@code a} answers, {@code doc} passages, {@code harmful} harmful requests
     */
    Slots(List<String> lines, Map<String, List<String>> lists) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                List<String> options = Arrays.stream(line.substring(colon + 1).split("\\|"))
                        .map(String::strip)
                        .toList();
                values.put(line.substring(0, colon), options);
            }
        }
        values.putAll(lists);
    }

    /** One filling of a template. */
    String fill(String template, Random random) {
        String chosen = template;
        Matcher choice = CHOICE.matcher(chosen);
        while (choice.find()) {
            String[] options = choice.group(1).split("\\|", -1);
            String option = options[random.nextInt(options.length)];
            chosen = chosen.substring(0, choice.start()) + option + chosen.substring(choice.end());
            choice = CHOICE.matcher(chosen);
        }
        StringBuilder filled = new StringBuilder();
        Matcher slot = SLOT.matcher(chosen);
        while (slot.find()) {
            List<String> options = values.get(slot.group(1));
            if (options == null || options.isEmpty()) {
                throw new IllegalArgumentException("no values for slot " + slot.group(1));
            }
            String value = options.get(random.nextInt(options.size()));
            slot.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return slot.appendTail(filled).toString();
    }
}
