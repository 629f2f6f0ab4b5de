// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.exchange.Api;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a request leaves the form of its answer to the model, so that a sentence more breaks nothing. In doubt it does
 * not: a canary less is no loss, a program that cannot read its answer is.
 */
final class CanaryRequest {
    /* Settings that make an answer something else than prose, end it early, or continue what the client began. */
    private static final Set<String> FORMS = Set.of(
            "guidedjson",
            "guidedregex",
            "guidedchoice",
            "guidedgrammar",
            "structuredoutputs",
            "structuraltag",
            "grammar",
            "regex",
            "ebnf",
            "jsonschema",
            "jsonobject",
            "responseschema",
            "responsemimetype",
            "stop",
            "stopsequences",
            "stopregex",
            "stoptokenids",
            "prediction",
            "audio",
            "suffix",
            "echo",
            "continuefinalmessage",
            "background",
            "prompt");

    /* Where a form may be plain text. */
    private static final Set<String> FORMATS = Set.of("responseformat", "format", "outputformat");

    private static final Set<String> NUMBERS =
            Set.of("n", "bestof", "numreturnsequences", "numcompletions", "candidatecount");

    private static final Set<String> TOKENS = Set.of(
            "logprobs", "toplogprobs", "promptlogprobs", "returntokenids", "returntokens", "enableresponsemessages");

    /* Who asks for a bare answer gets a bare one. Few such words mean something else, and those cost a canary only. */
    private static final Pattern BARE = Pattern.compile(
            "\\b(json|ya?ml|xml|[ct]sv|html|latex|sql|regex|schema|format(ted)?|template|pars(e[drs]?|ing)|verbatim"
                    + "|only|solely|exactly|strictly|nothing (else|but|more)|no (other|extra|additional|further|more)"
                    + "|one[- ]word|single|words or (less|fewer)|at most|no longer than|labels?|classif\\w+|haiku|poem|lyrics|translat\\w+"
                    + "|rewrite|rephrase|paraphrase|proofread|captions?|headlines?|titles?|tweets?)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Api api;
    private final ObjectNode request;
    private final RequestSettings settings;

    CanaryRequest(Api api, ObjectNode request, RequestSettings settings) {
        this.api = api;
        this.request = request;
        this.settings = settings;
    }

    /** What the user said last, if that is what the model is to answer. */
    Optional<String> prompt() {
        return switch (api) {
            case CHAT, MESSAGES -> request.get("messages") instanceof ArrayNode turns ? last(turns) : Optional.empty();
            case RESPONSES ->
                Trees.text(request, "input")
                        .filter(text -> !text.isBlank())
                        .or(() -> request.get("input") instanceof ArrayNode turns ? last(turns) : Optional.empty());
            case COMPLETIONS, EMBEDDINGS -> Optional.empty();
        };
    }

    private static Optional<String> last(ArrayNode turns) {
        return turns.isEmpty() ? Optional.empty() : said(turns.get(turns.size() - 1));
    }

    /** A turn of the user in words; results of tools, pictures and recordings are none. */
    private static Optional<String> said(JsonNode turn) {
        if (Trees.text(turn, "role").filter("user"::equals).isEmpty()) {
            return Optional.empty();
        }
        return text(turn.get("content"));
    }

    private static Optional<String> text(JsonNode content) {
        if (content == null) {
            return Optional.empty();
        }
        if (content.isString()) {
            return Optional.of(content.stringValue()).filter(text -> !text.isBlank());
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode part : content) {
            Optional<String> text = Trees.text(part, "text");
            if (text.isEmpty()) {
                return Optional.empty();
            }
            all.append(all.isEmpty() ? "" : "\n").append(text.get());
        }
        return Optional.of(all.toString()).filter(text -> !text.isBlank());
    }

    /** Whether neither settings nor words ask for a form. */
    boolean leavesTheForm() {
        boolean[] bound = {false};
        settings.each(
                name -> FORMS.contains(name) || FORMATS.contains(name) || NUMBERS.contains(name),
                (holder, name) -> bound[0] |= binds(MemberNames.canonical(name), holder, name));
        return !bound[0]
                && plain(request.path("text").path("format"))
                && plain(request.path("output_config").path("format"))
                && !speaks(request.path("modalities"))
                && !asksForBareWords();
    }

    private static boolean binds(String canonical, ObjectNode holder, String name) {
        JsonNode value = holder.path(name);
        if (NUMBERS.contains(canonical)) {
            return Trees.number(holder, name)
                    .filter(n -> n.compareTo(BigDecimal.ONE) == 0)
                    .isEmpty();
        }
        if (FORMATS.contains(canonical)) {
            return !plain(value);
        }
        return !(value.isBoolean() && !value.booleanValue()) && !(value.isContainer() && value.isEmpty());
    }

    private static boolean plain(JsonNode format) {
        return format.isMissingNode()
                || format.isNull()
                || Trees.text(format, "type").filter("text"::equals).isPresent();
    }

    private static boolean speaks(JsonNode modalities) {
        for (JsonNode modality : modalities) {
            if (!modality.asString("").equals("text")) {
                return true;
            }
        }
        return false;
    }

    /** In what stands above the conversation, and in its last turn. */
    private boolean asksForBareWords() {
        JsonNode turns = api == Api.RESPONSES ? request.path("input") : request.path("messages");
        for (JsonNode turn : turns) {
            String role = Trees.text(turn, "role").orElse("");
            if (role.equals("system") || role.equals("developer")) {
                if (bare(turn.get("content"))) {
                    return true;
                }
            }
        }
        return bare(request.get("system"))
                || bare(request.get("instructions"))
                || prompt().filter(text -> BARE.matcher(text).find()).isPresent();
    }

    private static boolean bare(JsonNode content) {
        return content != null
                && !content.isNull()
                && text(content).filter(text -> !BARE.matcher(text).find()).isEmpty();
    }

    /** Whether its answer comes with a list of its tokens, which a sentence from elsewhere would contradict. */
    boolean listsTokens() {
        boolean included = false;
        for (JsonNode entry : request.path("include")) {
            included |= entry.asString("").contains("logprobs");
        }
        return included || TOKENS.stream().anyMatch(settings::asks);
    }

    /** Whether the model may call tools, so that text of its may come before a call. */
    boolean offersTools() {
        return settings.asks("tools") || settings.asks("functions");
    }
}
