// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.exchange;

/** Shape of a request: which public API it follows. */
public enum Api {
    /** OpenAI chat completions. */
    CHAT,
    /** Anthropic messages. */
    MESSAGES,
    /** OpenAI responses. */
    RESPONSES,
    /** OpenAI completions: a prompt without roles. */
    COMPLETIONS,
    /** OpenAI embeddings. */
    EMBEDDINGS
}
