// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.extproc.BodyMutation;
import dev.stillwatch.extproc.BodyResponse;
import dev.stillwatch.extproc.CommonResponse;
import dev.stillwatch.extproc.HeaderMutation;
import dev.stillwatch.extproc.HeaderValue;
import dev.stillwatch.extproc.HeaderValueOption;
import dev.stillwatch.extproc.HeadersResponse;
import dev.stillwatch.extproc.HttpStatus;
import dev.stillwatch.extproc.ImmediateResponse;
import dev.stillwatch.extproc.ProcessingResponse;
import dev.stillwatch.extproc.StreamedBodyResponse;
import dev.stillwatch.extproc.TrailersResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Envoy can be told, each as the kind of message that it expects. */
final class EnvoyReplies {
    /** Longest piece in which a body is given back in full-duplex mode, as Envoy itself sends them. */
    static final int PIECE = 64 * 1024;

    /** Which of the two bodies of an exchange is meant. */
    enum Side {
        REQUEST,
        ANSWER
    }

    private EnvoyReplies() {}

    static ProcessingResponse headers(Side side, HeaderMutation change) {
        HeadersResponse headers = HeadersResponse.newBuilder()
                .setResponse(CommonResponse.newBuilder().setHeaderMutation(change))
                .build();
        return switch (side) {
            case REQUEST ->
                ProcessingResponse.newBuilder().setRequestHeaders(headers).build();
            case ANSWER ->
                ProcessingResponse.newBuilder().setResponseHeaders(headers).build();
        };
    }

    /** The body, or its part, goes on as it is. */
    static ProcessingResponse unchanged(Side side) {
        return body(side, CommonResponse.getDefaultInstance());
    }

    /** Something else goes on in place of the body or part; nothing where {@code bytes} is empty. */
    static ProcessingResponse replaced(Side side, ByteString bytes) {
        BodyMutation mutation = bytes.isEmpty()
                ? BodyMutation.newBuilder().setClearBody(true).build()
                : BodyMutation.newBuilder().setBody(bytes).build();
        // Envoy heeds this only where it has not sent the headers yet; where it has, it left the length out itself.
        HeaderMutation lengthUnknown =
                HeaderMutation.newBuilder().addRemoveHeaders("content-length").build();
        return body(
                side,
                CommonResponse.newBuilder()
                        .setHeaderMutation(lengthUnknown)
                        .setBodyMutation(mutation)
                        .build());
    }

    /** A piece of a body in full-duplex mode. */
    static ProcessingResponse piece(Side side, ByteString bytes, boolean last) {
        return body(
                side,
                CommonResponse.newBuilder()
                        .setBodyMutation(BodyMutation.newBuilder()
                                .setStreamedResponse(StreamedBodyResponse.newBuilder()
                                        .setBody(bytes)
                                        .setEndOfStream(last)))
                        .build());
    }

    /** A whole body in full-duplex mode. */
    static List<ProcessingResponse> pieces(Side side, ByteString bytes, boolean last) {
        List<ProcessingResponse> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(bytes.size(), from + PIECE);
            pieces.add(piece(side, bytes.substring(from, to), last && to == bytes.size()));
            from = to;
        } while (from < bytes.size());
        return pieces;
    }

    private static ProcessingResponse body(Side side, CommonResponse response) {
        BodyResponse body = BodyResponse.newBuilder().setResponse(response).build();
        return switch (side) {
            case REQUEST -> ProcessingResponse.newBuilder().setRequestBody(body).build();
            case ANSWER -> ProcessingResponse.newBuilder().setResponseBody(body).build();
        };
    }

    static ProcessingResponse trailers(Side side) {
        return switch (side) {
            case REQUEST ->
                ProcessingResponse.newBuilder()
                        .setRequestTrailers(TrailersResponse.getDefaultInstance())
                        .build();
            case ANSWER ->
                ProcessingResponse.newBuilder()
                        .setResponseTrailers(TrailersResponse.getDefaultInstance())
                        .build();
        };
    }

    /** The client gets this, and the model server nothing more. */
    static ProcessingResponse instead(Problem problem, Dialect dialect) {
        HeaderMutation.Builder headers = HeaderMutation.newBuilder();
        headers.addSetHeaders(header("content-type", "application/json"));
        for (Map.Entry<String, String> more : problem.headers().entrySet()) {
            headers.addSetHeaders(header(more.getKey(), more.getValue()));
        }
        return ProcessingResponse.newBuilder()
                .setImmediateResponse(ImmediateResponse.newBuilder()
                        .setStatus(HttpStatus.newBuilder().setCode(problem.status()))
                        .setHeaders(headers)
                        .setBody(UnsafeByteOperations.unsafeWrap(problem.body(dialect)))
                        .setDetails("stillwatch_" + problem.code()))
                .build();
    }

    static HeaderValueOption header(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value)))
                .setAppendAction(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }
}
