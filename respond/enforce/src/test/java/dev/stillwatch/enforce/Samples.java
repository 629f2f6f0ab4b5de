// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Requests and answers of all APIs as their servers send them, with words in them that a search finds again: {@link
 * #STEP} in reasoning, {@link #TOKEN} and {@link #DIGITS} in log-probabilities, {@link #BLOCK} in opaque blocks, {@link
 * #ANSWER} in what everybody is to get.
 */
final class Samples {
    static final String FIRST = "zqPlan the work.";
    static final String STEP = "zqStep";
    static final String TOKEN = "zqToken";
    static final String DIGITS = "-0.123456789";
    static final String BLOCK = "zqBlock";
    static final String ANSWER = "zqAnswer";

    private static final String LOGPROBS = """
            {"content":[{"token":"zqToken","logprob":-0.123456789,"bytes":[122],"top_logprobs":[
              {"token":"zqToken","logprob":-0.123456789,"bytes":[122]},{"token":"zqToken2","logprob":-2.123456789,"bytes":[50]}]}],
             "refusal":null}""";

    private static final String RESPONSE_LOGPROBS = """
            [{"token":"zqToken","logprob":-0.123456789,"bytes":[122],"top_logprobs":[
              {"token":"zqToken","logprob":-0.123456789},{"token":"zqToken2","logprob":-2.123456789}]}]""";

    private Samples() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String request(Api api) {
        String steering = """
                "logit_bias":{"50256":-100},"n":8,"best_of":16,"temperature":0,"top_p":0.01,"top_k":1,"watermarking":false,
                "vllm_xargs":{"watermark":false,"n":9,"extra_body":{"temperature":"0.0"}}""";
        return switch (api) {
            case CHAT -> """
                    {"model":"m-large","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],
                     "logprobs":true,"top_logprobs":20,"prompt_logprobs":5,"include_reasoning":true,"stream":true,
                     "return_token_ids":true,"separate_reasoning":false,"reasoning":{"exclude":false,"effort":"high"},%s}""".formatted(steering);
            case COMPLETIONS -> """
                    {"model":"m-large","prompt":["Once","Twice"],"max_tokens":16,"logprobs":20,"echo":true,
                     "return_token_ids":true,%s}""".formatted(steering);
            case RESPONSES -> """
                    {"model":"m-large","input":"Hi","store":false,"top_logprobs":20,
                     "include":["message.output_text.logprobs","reasoning.encrypted_content","file_search_call.results"],
                     "reasoning":{"effort":"high","summary":"detailed"},"enable_response_messages":true,%s}""".formatted(steering);
            case MESSAGES -> """
                    {"model":"m-large","max_tokens":64,"messages":[{"role":"user","content":"Hi"}],
                     "thinking":{"type":"enabled","budget_tokens":1024},"logprobs":true,"top_logprobs":20,%s}""".formatted(steering);
            case EMBEDDINGS -> """
                    {"model":"m-embed","input":["Hi","Ho"],"encoding_format":"float","logprobs":5,%s}""".formatted(steering);
        };
    }

    /** A whole answer. */
    static String answer(Api api) {
        return switch (api) {
            case CHAT -> """
                    {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m-large","choices":[{"index":0,
                     "message":{"role":"assistant","content":"zqAnswer","refusal":null,
                      "reasoning":"zqPlan the work. zqStep one.","reasoning_content":"zqPlan the work. zqStep one.",
                      "thinking_blocks":[{"type":"thinking","thinking":"zqPlan the work. zqStep one.","signature":"zqBlock1"}],
                      "reasoning_details":[{"type":"reasoning.text","text":"zqPlan the work. zqStep.","signature":"zqBlock2","index":0},
                        {"type":"reasoning.encrypted","data":"zqBlock3","index":1},
                        {"type":"reasoning.summary","summary":"zqPlan the work. zqStep.","index":2}],
                      "provider_specific_fields":{"reasoning_content":"zqPlan the work. zqStep.","thought_signatures":["zqBlock4"],
                        "reasoningContentBlocks":[{"reasoningText":{"text":"zqPlan the work. zqStep","signature":"zqBlock5"}}]},
                      "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"},
                        "extra_content":{"google":{"thought_signature":"zqBlock6"}}}]},
                     "logprobs":%s,"finish_reason":"tool_calls","token_ids":[9001,9002],"hidden_states":[[9003]]}],
                     "prompt_logprobs":[null,{"17":{"logprob":-0.123456789,"rank":1,"decoded_token":"zqToken"}}],
                     "usage":{"prompt_tokens":3,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":4}}}""".formatted(LOGPROBS);
            case COMPLETIONS -> """
                    {"id":"cmpl-1","object":"text_completion","created":1,"model":"m-large","choices":[{"index":0,"text":"zqAnswer",
                     "logprobs":{"tokens":["zqToken"],"token_logprobs":[null,-0.123456789],
                       "top_logprobs":[null,{"zqToken2":-2.123456789,"zqToken":-0.123456789}],"text_offset":[0]},
                     "token_ids":[9001],"prompt_logprobs":[{"17":{"logprob":-0.123456789,"decoded_token":"zqToken"}}],
                     "finish_reason":"length"}],"usage":{"prompt_tokens":1}}""";
            case RESPONSES -> response();
            case MESSAGES -> """
                    {"id":"msg_1","type":"message","role":"assistant","model":"m-large","content":[
                     {"type":"thinking","thinking":"zqPlan the work. zqStep one.","signature":"zqBlock1"},
                     {"type":"redacted_thinking","data":"zqBlock2"},{"type":"text","text":"zqAnswer"},
                     {"type":"tool_use","id":"t1","name":"f","input":{"reasoning":"zqArgument","thinking":"zqArgument"}}],
                     "stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":5}}""";
            case EMBEDDINGS -> """
                    {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.0123456789012345678,-1e-7]}],
                     "model":"m-embed","usage":{"prompt_tokens":2},"note":"zqAnswer"}""";
        };
    }

    private static String response() {
        return """
                {"id":"resp_1","object":"response","status":"completed","model":"m-large","reasoning":{"effort":"high","summary":"detailed"},
                 "top_logprobs":20,"output":[%s,%s],"output_messages":[{"channel":"analysis","text":"zqStep"}],
                 "metadata":{"reasoning":"zqMine"},"tools":[],"usage":{"output_tokens_details":{"reasoning_tokens":4}}}""".formatted(reasoningItem(), messageItem());
    }

    private static String reasoningItem() {
        return """
                {"id":"rs_1","type":"reasoning","encrypted_content":"zqBlock1","status":"completed",
                 "summary":[{"type":"summary_text","text":"zqPlan the work. zqStep"},{"type":"summary_text","text":"zqStep two"}],
                 "content":[{"type":"reasoning_text","text":"zqPlan the work. zqStep"}]}""";
    }

    private static String messageItem() {
        return """
                {"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[%s]}""".formatted(outputText());
    }

    private static String outputText() {
        return """
                {"type":"output_text","text":"zqAnswer","annotations":[],"logprobs":%s}""".formatted(RESPONSE_LOGPROBS);
    }

    /** The same answer as a stream of server-sent events. */
    static String stream(Api api) {
        return switch (api) {
            case CHAT ->
                openAi(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"zqPlan the \",\"reasoning\":\"zqPlan the \"}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"work. zqSt\",\"reasoning\":\"work. zqSt\"},"
                                + "\"token_ids\":[9001],\"logprobs\":" + LOGPROBS + "}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"ep\",\"reasoning\":\"ep\"}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"zqPlan the work. \",\"index\":0}]}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"zqStep\",\"index\":0}]}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"zqBlock1\",\"index\":0}]}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"zqBlock2\"}]}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"zqAnswer\"},\"logprobs\":" + LOGPROBS
                                + "}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":3}}",
                        "[DONE]");
            case COMPLETIONS ->
                openAi(
                        "{\"choices\":[{\"index\":0,\"text\":\"zqAnswer\",\"token_ids\":[9001],\"logprobs\":{\"tokens\":[\"zqToken\"],"
                                + "\"token_logprobs\":[-0.123456789],\"top_logprobs\":[{\"zqToken\":-0.123456789}],\"text_offset\":[0]}}]}",
                        "[DONE]");
            case RESPONSES -> responseEvents();
            case MESSAGES -> messageEvents();
            case EMBEDDINGS -> openAi(answer(Api.EMBEDDINGS).replace("\n", ""));
        };
    }

    private static String openAi(String... data) {
        return java.util.Arrays.stream(data)
                .map(d -> "data: " + d.replace("\n", "") + "\n\n")
                .collect(Collectors.joining());
    }

    private static String typed(String... data) {
        return java.util.Arrays.stream(data)
                .map(d -> d.replace("\n", ""))
                .map(d -> "event: " + d.replaceFirst("^\\{\"type\":\"([^\"]*)\".*", "$1") + "\ndata: " + d + "\n\n")
                .collect(Collectors.joining());
    }

    private static String responseEvents() {
        return typed(
                "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\",\"output\":[],\"reasoning\":{\"effort\":\"high\",\"summary\":\"detailed\"}}}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"zqBlock0\"}}",
                "{\"type\":\"response.reasoning_summary_part.added\",\"sequence_number\":2,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"sequence_number\":3,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"delta\":\"zqPlan the work. \"}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"sequence_number\":4,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"delta\":\"zqStep\"}",
                "{\"type\":\"response.reasoning_summary_text.done\",\"sequence_number\":5,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"text\":\"zqPlan the work. zqStep\"}",
                "{\"type\":\"response.reasoning_summary_part.done\",\"sequence_number\":6,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"zqPlan the work. zqStep\"}}",
                "{\"type\":\"response.reasoning_summary_part.added\",\"sequence_number\":7,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":1,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}}",
                "{\"type\":\"response.reasoning_summary_text.delta\",\"sequence_number\":8,\"item_id\":\"rs_1\",\"output_index\":0,\"summary_index\":1,\"delta\":\"zqStep two\"}",
                "{\"type\":\"response.content_part.added\",\"sequence_number\":9,\"item_id\":\"rs_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"reasoning_text\",\"text\":\"\"}}",
                "{\"type\":\"response.reasoning_text.delta\",\"sequence_number\":9,\"item_id\":\"rs_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"zqPlan the work. zqStep\"}",
                "{\"type\":\"response.content_part.done\",\"sequence_number\":10,\"item_id\":\"rs_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"reasoning_text\",\"text\":\"zqPlan the work. zqStep\"}}",
                "{\"type\":\"response.output_item.done\",\"sequence_number\":11,\"output_index\":0,\"item\":"
                        + reasoningItem() + "}",
                "{\"type\":\"response.output_item.added\",\"sequence_number\":12,\"output_index\":1,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}}",
                "{\"type\":\"response.content_part.added\",\"sequence_number\":13,\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}",
                "{\"type\":\"response.output_text.delta\",\"sequence_number\":14,\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"delta\":\"zqAnswer\",\"logprobs\":"
                        + RESPONSE_LOGPROBS + "}",
                "{\"type\":\"response.output_text.done\",\"sequence_number\":15,\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"text\":\"zqAnswer\",\"logprobs\":"
                        + RESPONSE_LOGPROBS + "}",
                "{\"type\":\"response.content_part.done\",\"sequence_number\":16,\"item_id\":\"msg_1\",\"output_index\":1,\"content_index\":0,\"part\":"
                        + outputText() + "}",
                "{\"type\":\"response.output_item.done\",\"sequence_number\":17,\"output_index\":1,\"item\":"
                        + messageItem() + "}",
                "{\"type\":\"response.completed\",\"sequence_number\":18,\"response\":" + response() + "}");
    }

    private static String messageEvents() {
        return typed(
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m-large\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"ping\"}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"zqPlan the \"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"work. zqSt\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"ep one.\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"zqBlo\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"ck1\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"zqBlock2\"}}",
                "{\"type\":\"content_block_stop\",\"index\":1}",
                "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"zqAnswer\"}}",
                "{\"type\":\"content_block_stop\",\"index\":2}",
                "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"f\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"reasoning\\\":\\\"zqArgument\\\"}\"}}",
                "{\"type\":\"content_block_stop\",\"index\":3}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}",
                "{\"type\":\"message_stop\"}");
    }
}
