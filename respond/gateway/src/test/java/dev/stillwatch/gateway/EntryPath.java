// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

/** Every way to ask a model through the proxy, with a request and an answer full of what teaches a copy. */
enum EntryPath {
    CHAT("/v1/chat/completions", """
            {"model":"m-large","messages":[{"role":"user","content":"Hi"}],"logprobs":true,"top_logprobs":20,\
            "logit_bias":{"50256":-100},"n":5,"temperature":0,"watermark":false%s}""", """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"Hello.","reasoning_content":\
            "First CANARY-REASON. Then more CANARY-TAIL."},"logprobs":{"content":[{"token":"Hello","logprob":-0.123456,\
            "top_logprobs":[{"token":"Hello","logprob":-0.123456},{"token":"CANARY-ALT","logprob":-2.5}]}]}}],\
            "usage":{"prompt_tokens":1,"completion_tokens":2}}""", """
            data: {"choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"First CANARY-REASON. "}}]}

            data: {"choices":[{"index":0,"delta":{"reasoning_content":"Then more CANARY-TAIL."}}]}

            data: {"choices":[{"index":0,"delta":{"content":"Hello."},"logprobs":{"content":[{"token":"Hello",\
            "logprob":-0.123456,"top_logprobs":[{"token":"Hello","logprob":-0.123456},\
            {"token":"CANARY-ALT","logprob":-2.5}]}]}}]}

            data: [DONE]

            """),
    COMPLETIONS("/v1/completions", """
            {"model":"m-large","prompt":"Hi","logprobs":5,"logit_bias":{"50256":-100},"n":5,"best_of":9,\
            "temperature":0,"watermark":false%s}""", """
            {"choices":[{"index":0,"text":"Hello.","logprobs":{"tokens":["Hello"],"token_logprobs":[-0.123456],\
            "top_logprobs":[{"Hello":-0.123456,"CANARY-ALT":-2.5}]}}],"usage":{"completion_tokens":2}}""", """
            data: {"choices":[{"index":0,"text":"Hello.","logprobs":{"tokens":["Hello"],"token_logprobs":[-0.123456],\
            "top_logprobs":[{"Hello":-0.123456,"CANARY-ALT":-2.5}]}}]}

            data: [DONE]

            """),
    RESPONSES("/v1/responses", """
            {"model":"m-large","input":"Hi","top_logprobs":20,"include":["message.output_text.logprobs"],\
            "logit_bias":{"50256":-100},"n":5,"temperature":0,"watermark":false,"reasoning":{"summary":"detailed"}%s}""", """
            {"object":"response","output":[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":\
            "First CANARY-REASON. Then more CANARY-TAIL."}],"encrypted_content":"CANARY-BLOCK"},{"type":"message",\
            "content":[{"type":"output_text","text":"Hello.","logprobs":[{"token":"Hello","logprob":-0.123456,\
            "top_logprobs":[{"token":"Hello","logprob":-0.123456},{"token":"CANARY-ALT","logprob":-2.5}]}]}]}],\
            "usage":{"input_tokens":1,"output_tokens":2}}""", """
            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","item_id":"rs_1","summary_index":0,\
            "delta":"First CANARY-REASON. "}

            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","item_id":"rs_1","summary_index":0,\
            "delta":"Then more CANARY-TAIL."}

            event: response.output_item.done
            data: {"type":"response.output_item.done","item":{"type":"reasoning","id":"rs_1","summary":[{"type":\
            "summary_text","text":"First CANARY-REASON. Then more CANARY-TAIL."}],"encrypted_content":"CANARY-BLOCK"}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","delta":"Hello.","logprobs":[{"token":"Hello",\
            "logprob":-0.123456,"top_logprobs":[{"token":"Hello","logprob":-0.123456},\
            {"token":"CANARY-ALT","logprob":-2.5}]}]}

            event: response.completed
            data: {"type":"response.completed","response":{"output":[{"type":"reasoning","id":"rs_1","summary":[\
            {"type":"summary_text","text":"First CANARY-REASON. Then more CANARY-TAIL."}],"encrypted_content":\
            "CANARY-BLOCK"},{"type":"message","content":[{"type":"output_text","text":"Hello.","logprobs":[]}]}]}}

            """),
    MESSAGES("/v1/messages", """
            {"model":"m-large","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"logit_bias":{"50256":-100},\
            "n":5,"temperature":0,"watermark":false,"thinking":{"type":"enabled","budget_tokens":1024}%s}""", """
            {"type":"message","content":[{"type":"thinking","thinking":"First CANARY-REASON. Then more CANARY-TAIL.",\
            "signature":"CANARY-BLOCK"},{"type":"text","text":"Hello."}],"usage":{"input_tokens":1,"output_tokens":2}}""", """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"First CANARY-REASON. "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Then more CANARY-TAIL."}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"CANARY-BLOCK"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Hello."}}

            """),
    EMBEDDINGS("/v1/embeddings", """
            {"model":"m-large","input":"Hi"%s}""", """
            {"object":"list","data":[{"index":0,"embedding":[0.1,0.2]}],"note":"Hello.","usage":{"prompt_tokens":1}}""", "");

    final String path;
    private final String request;
    final String answer;
    final String events;

    EntryPath(String path, String request, String answer, String events) {
        this.path = path;
        this.request = request;
        this.answer = answer;
        this.events = events;
    }

    boolean streams() {
        return !events.isEmpty();
    }

    String request(boolean streamed) {
        return request.formatted(streamed ? ",\"stream\":true" : "");
    }

    /** The same request for another model. */
    String request(boolean streamed, String model) {
        return request(streamed).replace("m-large", model);
    }
}
