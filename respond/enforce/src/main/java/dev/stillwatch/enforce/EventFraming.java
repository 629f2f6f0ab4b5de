// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Cuts a stream of server-sent events into events, however the network cut it into chunks.
 *
 * <p>An event ends with an empty line; lines end with LF, CR LF or CR. Holds one event at a time, up to a limit. Not
 * thread-safe.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, server-sent events</a>
 */
public final class EventFraming {
    private final int most;
    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private boolean lineEmpty = true;
    private boolean afterCarriageReturn;
    private int taken;

    /**
     * @param most longest event held, in bytes
     */
    public EventFraming(int most) {
        this.most = most;
    }

    /**
     * Takes the next chunk and hands on every event that is complete, its empty line included.
     *
     * @return false when an event is longer than the limit; the stream cannot be followed then
     */
    public boolean accept(byte[] chunk, Consumer<byte[]> events) {
        taken = 0;
        for (byte b : chunk) {
            taken++;
            boolean secondHalf = b == '\n' && afterCarriageReturn;
            afterCarriageReturn = b == '\r';
            event.write(b);
            if (event.size() > most) {
                return false;
            }
            if (b != '\n' && b != '\r') {
                lineEmpty = false;
            } else if (!secondHalf) {
                // An LF that follows the CR of an ended event stands before the next one, where it does no harm.
                if (lineEmpty) {
                    events.accept(event.toByteArray());
                    event.reset();
                }
                lineEmpty = true;
            }
        }
        return true;
    }

    /** How many bytes of the last chunk were taken in: all, unless an event was too long. */
    int taken() {
        return taken;
    }

    /** What came after the last complete event; a stream may end without an empty line. */
    public byte[] rest() {
        return event.toByteArray();
    }
}
