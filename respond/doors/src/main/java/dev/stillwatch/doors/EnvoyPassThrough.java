// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.doors.EnvoyReplies.Side;
import dev.stillwatch.extproc.HeaderMutation;
import dev.stillwatch.extproc.HttpBody;
import dev.stillwatch.extproc.ProcessingRequest;
import dev.stillwatch.extproc.ProcessingResponse;
import java.util.List;

/** Answers every message so that all goes on as it came, once an exchange is no longer looked at. */
final class EnvoyPassThrough {
    private final EnvoyBody request;
    private final EnvoyBody answer;

    EnvoyPassThrough(EnvoyBody request, EnvoyBody answer) {
        this.request = request;
        this.answer = answer;
    }

    List<ProcessingResponse> accept(ProcessingRequest message) {
        HeaderMutation none = HeaderMutation.getDefaultInstance();
        return switch (message.getRequestCase()) {
            case REQUEST_HEADERS -> List.of(EnvoyReplies.headers(Side.REQUEST, none));
            case RESPONSE_HEADERS -> List.of(EnvoyReplies.headers(Side.ANSWER, none));
            case REQUEST_BODY -> body(request, message.getRequestBody());
            case RESPONSE_BODY -> body(answer, message.getResponseBody());
            case REQUEST_TRAILERS -> List.of(EnvoyReplies.trailers(Side.REQUEST));
            case RESPONSE_TRAILERS -> List.of(EnvoyReplies.trailers(Side.ANSWER));
            case REQUEST_NOT_SET -> List.of();
        };
    }

    private static List<ProcessingResponse> body(EnvoyBody body, HttpBody part) {
        if (body.ended()) {
            return body.surplus();
        }
        if (body.isLast(part.getEndOfStream())) {
            body.end();
        }
        return body.pass(part.getBody(), part.getEndOfStream());
    }
}
