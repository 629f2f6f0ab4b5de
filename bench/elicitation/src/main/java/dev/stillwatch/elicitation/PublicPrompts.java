// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The permissively licensed public prompts (Apache-2.0, MIT, CC0) used for training.
 *
 * @param ordinary prompts by data set
 * @param answers answers people wrote, to fill slots with
 * @param passages news and story passages, to fill slots with
 * @param harmful harmful requests without any jailbreak around them: not elicitation by themselves
 * @param rubric prompts of a public grading pipeline
 * @param jailbreaks public jailbreak templates
 * @param provenance names and SHA-256 of the files
 */
record PublicPrompts(
        Map<String, List<String>> ordinary,
        List<String> answers,
        List<String> passages,
        List<String> harmful,
        List<String> rubric,
        List<String> jailbreaks,
        String provenance) {

    private static final int PASSAGE = 900;
    private static final int QUESTION = 1200;

    static PublicPrompts read(DataSets data) throws IOException {
        Map<String, List<String>> ordinary = new LinkedHashMap<>();
        ordinary.put("arena_hard_prompts", values(data, "benign/arena_hard_prompts", "prompt"));
        ordinary.put("koala", values(data, "benign/koala", "prompt"));
        ordinary.put("prompts_chat", values(data, "benign/prompts_chat", "prompt"));
        ordinary.put("hh_chats", values(data, "benign/hh_chats", "turns"));
        ordinary.put("gsm8k", values(data, "benign_hard/gsm8k", "question"));
        ordinary.put("t0_template_jobs", values(data, "benign_hard/t0_template_jobs", "prompt"));
        List<String> answers = new ArrayList<>();
        ordinary.put("self_instruct_user_oriented", tasks(data, "benign/self_instruct_user_oriented", answers));
        ordinary.put("self_instruct_seeds", tasks(data, "campaign/self_instruct_seeds", answers));
        List<String> passages = new ArrayList<>();
        for (String prompt : ordinary.getOrDefault("t0_template_jobs", List.of())) {
            passages.add(cut(prompt.substring(prompt.length() / 3), PASSAGE));
        }
        List<String> harmful = new ArrayList<>(values(data, "jailbreak/harmbench_val", "Behavior"));
        harmful.addAll(values(data, "jailbreak/strongreject", "forbidden_prompt"));
        return new PublicPrompts(
                ordinary,
                answers,
                passages,
                harmful,
                values(data, "benign_hard/rubric_grading", "prompt"),
                values(data, "jailbreak/gptfuzz_templates", "text"),
                data.provenance());
    }

    /** Ordinary questions of a length that fits a slot. */
    List<String> questions() {
        List<String> questions = new ArrayList<>();
        ordinary.forEach((name, prompts) -> {
            if (!name.equals("t0_template_jobs") && !name.equals("prompts_chat")) {
                int most = 1200;
                prompts.stream()
                        .filter(prompt -> prompt.length() < QUESTION)
                        .limit(most)
                        .forEach(questions::add);
            }
        });
        return questions;
    }

    private static List<String> values(DataSets data, String file, String member) throws IOException {
        List<String> values = new ArrayList<>();
        for (Map<String, List<String>> row : data.rows(file)) {
            values.addAll(row.getOrDefault(member, List.of()));
        }
        return values;
    }

    private static List<String> tasks(DataSets data, String file, List<String> answers) throws IOException {
        List<String> tasks = new ArrayList<>();
        for (Map<String, List<String>> row : data.rows(file)) {
            String input = row.getOrDefault("input", List.of("")).getFirst();
            tasks.add(row.getOrDefault("instruction", List.of("")).getFirst() + "\n" + input);
            String output = row.getOrDefault("output", List.of("")).getFirst();
            if (!output.isBlank()) {
                answers.add(cut(output, PASSAGE));
            }
        }
        return tasks;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
