// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.IdentityPhrases;
import dev.stillwatch.provenance.SelfDisclosure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts how many texts by people and by models say that a model wrote them.
 *
 * <p>Run as {@link TrainStyle}, with the data folder alone; some ten seconds.
 */
public final class MeasurePhrases {
    private MeasurePhrases() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 1) {
            out.println("usage: MeasurePhrases DATA_FOLDER; docs/provenance.md says what the data folder holds");
            System.exit(2);
        }
        DataFolder data = new DataFolder(Path.of(arguments[0]));
        Map<String, List<String>> sets = new TreeMap<>();
        for (LabelledText text : data.biscope()) {
            String set = text.writer().isModel() ? "BiScope models" : "BiScope people";
            sets.computeIfAbsent(set, _ -> new ArrayList<>()).add(text.text());
        }
        sets.put("people: arena users", data.texts("benign/arena_users", "turns"));
        sets.put("people: hard prompts", data.texts("benign/arena_hard_prompts", "prompt"));
        sets.put("people: hh chats", data.texts("benign/hh_chats", "turns"));
        sets.put("people: gsm8k", data.texts("benign_hard/gsm8k", "question"));
        for (Map<String, List<String>> row : data.rows("attribution/alpaca_eval_outputs")) {
            sets.computeIfAbsent("models: mixed questions", _ -> new ArrayList<>())
                    .add(DataFolder.first(row, "output"));
        }
        IdentityPhrases phrases = IdentityPhrases.shipped();
        for (Map.Entry<String, List<String>> set : sets.entrySet()) {
            Map<String, Integer> makers = new TreeMap<>();
            int texts = 0;
            for (String text : set.getValue()) {
                List<SelfDisclosure> found = phrases.find(text);
                texts += found.isEmpty() ? 0 : 1;
                found.forEach(one -> makers.merge(one.maker() + " " + one.kind(), 1, Integer::sum));
            }
            out.printf(
                    "%s: %d of %d texts; %s%n",
                    set.getKey(), texts, set.getValue().size(), makers);
        }
    }
}
