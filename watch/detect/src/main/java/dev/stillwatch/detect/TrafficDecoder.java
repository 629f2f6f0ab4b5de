// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import dev.stillwatch.exchange.StillwatchException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts traffic together again from the records of {@link TrafficCodec}, taken one by one in their order.
 *
 * <p>Records that are missing, out of place or out of range are refused, and nothing is given out before the last one:
 * there is never part of the traffic. Used once. Not thread-safe.
 */
public final class TrafficDecoder {
    private enum Stage {
        NOTHING,
        SUMMARY,
        WINDOWS,
        WHOLE_SUMMARY,
        WHOLE_WINDOWS
    }

    private final Map<String, String> names = new HashMap<>();
    private Stage stage = Stage.NOTHING;
    private final TrafficWindows windows = new TrafficWindows();
    private TrafficSummary slice = new TrafficSummary();
    /** The bounds of the slice, in epoch milliseconds. */
    private long from = Long.MIN_VALUE;

    private long last = Long.MAX_VALUE;
    private int accountsLeft;
    private @Nullable String accountBefore;

    /**
     * Takes the next record.
     *
     * @throws StillwatchException when it is damaged, out of place or of a later release; this decoder is of no use then
     */
    public void take(byte[] bytes) {
        CodecInput in = new CodecInput(bytes, "record of traffic");
        switch (stage) {
            case NOTHING -> begin(in);
            case SUMMARY, WINDOWS -> next(in, in.octet());
            case WHOLE_SUMMARY, WHOLE_WINDOWS -> throw in.damaged("it stands after the last");
        }
        in.end();
    }

    private void begin(CodecInput in) {
        in.version(TrafficCodec.VERSION);
        int kind = in.octet();
        in.require(kind == TrafficCodec.WINDOWS || kind == TrafficCodec.SUMMARY, "it does not begin traffic");
        if (kind == TrafficCodec.WINDOWS) {
            windows.restore(in.signed(), in.signed());
            stage = Stage.WINDOWS;
        } else {
            accountsLeft = in.count(Integer.MAX_VALUE);
            stage = Stage.SUMMARY;
        }
    }

    private void next(CodecInput in, int kind) {
        if (kind == TrafficCodec.ACCOUNT) {
            in.require(accountsLeft > 0, "it is of one account too many");
            account(in);
            return;
        }
        in.require(accountsLeft == 0, "accounts are missing before it");
        if (kind == TrafficCodec.END) {
            int slices = in.count(Integer.MAX_VALUE);
            in.require(slices == windows.slices(), "slices of time are missing before it");
            stage = stage == Stage.SUMMARY ? Stage.WHOLE_SUMMARY : Stage.WHOLE_WINDOWS;
            return;
        }
        boolean fine = kind == TrafficCodec.HOUR;
        in.require(stage == Stage.WINDOWS && (fine || kind == TrafficCodec.DAY), "it is of no known kind");
        slice(in, fine);
    }

    private void slice(CodecInput in, boolean fine) {
        long number = in.signed();
        slice = new TrafficSummary();
        in.require(windows.restoreSlice(fine, number, slice), "a slice of time is out of place");
        long length = fine ? TrafficWindows.HOUR_MILLIS : TrafficWindows.DAY_MILLIS;
        in.require(Math.abs(number) <= Long.MAX_VALUE / length - 1, "a slice of time is out of range");
        from = number * length;
        last = from + length - 1;
        accountsLeft = in.count(Integer.MAX_VALUE);
        accountBefore = null;
    }

    private void account(CodecInput in) {
        AccountProfile profile = ProfileCodec.read(in, name -> names.computeIfAbsent(name, n -> n));
        in.require(
                accountBefore == null || profile.account().compareTo(accountBefore) > 0, "accounts are out of order");
        in.require(profile.firstMillis() >= from && profile.lastMillis() <= last, "an account is in the wrong slice");
        slice.add(profile);
        accountBefore = profile.account();
        accountsLeft--;
    }

    /**
     * The windows that were encoded, to be used from now on by the caller alone.
     *
     * @throws StillwatchException when the last record has not been taken, or the records were not of windows
     */
    public TrafficWindows windows() {
        require(Stage.WHOLE_WINDOWS);
        return windows;
    }

    /**
     * The summary that was encoded, to be used from now on by the caller alone.
     *
     * @throws StillwatchException when the last record has not been taken, or the records were not of a summary
     */
    public TrafficSummary summary() {
        require(Stage.WHOLE_SUMMARY);
        return slice;
    }

    private void require(Stage whole) {
        if (stage != whole) {
            throw new StillwatchException("stored traffic is incomplete: it ends before its last record. The file that"
                    + " holds it is damaged; restore the file or remove it.");
        }
    }
}
