// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.ByteString;
import dev.stillwatch.doors.EnvoyReplies.Side;
import dev.stillwatch.extproc.BodySendMode;
import dev.stillwatch.extproc.ProcessingResponse;
import java.util.List;

/**
 * One of the two bodies of an exchange, on its way past: what has ended, what is held back, and how each mode of Envoy's
 * wants to be answered.
 *
 * <p>Envoy may send the last part of a body a second time (envoy#46237): what comes after the end is not looked at.
 * Memory: what is held back.
 */
final class EnvoyBody {
    private final Side side;
    private final BodySendMode mode;
    private ByteString held = ByteString.EMPTY;
    private boolean holdsBack;
    private boolean ended;

    EnvoyBody(Side side, BodySendMode mode) {
        this.side = side;
        this.mode = mode;
    }

    /** Another body of this kind, of which nothing is held back. */
    EnvoyBody asFarAs(boolean hasEnded) {
        EnvoyBody other = new EnvoyBody(side, mode);
        other.ended = hasEnded;
        return other;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Whether parts have been kept from the other side that have not gone on yet. */
    boolean holdsBack() {
        return holdsBack;
    }

    boolean isDuplex() {
        return mode == BodySendMode.FULL_DUPLEX_STREAMED;
    }

    boolean isSent() {
        return mode != BodySendMode.NONE;
    }

    /** Whether headers go on before the body has been seen. */
    boolean isStreamed() {
        return isDuplex() || mode == BodySendMode.STREAMED;
    }

    /** Whether a message is the last of its body. A buffered body is one message, whatever trailers follow. */
    boolean isLast(boolean endOfStream) {
        return endOfStream || mode == BodySendMode.BUFFERED;
    }

    /** Whether Envoy may leave out the rest of a body. */
    boolean isPartial() {
        return mode == BodySendMode.BUFFERED_PARTIAL;
    }

    /** Answers a part that came after the end. */
    List<ProcessingResponse> surplus() {
        return isDuplex() ? List.of() : List.of(EnvoyReplies.replaced(side, ByteString.EMPTY));
    }

    /** Lets a part go on as it is. */
    List<ProcessingResponse> pass(ByteString part, boolean endOfStream) {
        return List.of(isDuplex() ? EnvoyReplies.piece(side, part, endOfStream) : EnvoyReplies.unchanged(side));
    }

    /** Lets something else go on in its place. */
    List<ProcessingResponse> replace(ByteString bytes, boolean endOfStream) {
        holdsBack = false;
        if (!isDuplex()) {
            return List.of(EnvoyReplies.replaced(side, bytes));
        }
        return bytes.isEmpty() && !endOfStream ? List.of() : EnvoyReplies.pieces(side, bytes, endOfStream);
    }

    /** Keeps a part until the rest is there. */
    List<ProcessingResponse> hold(ByteString part) {
        holdsBack = true;
        held = held.concat(part);
        return isDuplex() ? List.of() : List.of(EnvoyReplies.replaced(side, ByteString.EMPTY));
    }

    /** Marks that something may be held back within a rewriter. */
    void holding() {
        holdsBack = true;
    }

    int heldBytes() {
        return held.size();
    }

    /** All that was held back and this last part. */
    ByteString whole(ByteString last) {
        ByteString all = held.concat(last);
        held = ByteString.EMPTY;
        return all;
    }
}
