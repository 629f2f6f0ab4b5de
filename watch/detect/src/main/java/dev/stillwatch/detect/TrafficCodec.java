// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.function.Consumer;

/**
 * Summed traffic as a run of small records, to be stored and read again by a {@link TrafficDecoder} without loss.
 *
 * <p>One record for each account of each slice of time, so that hundreds of megabytes never stand in one array; a record
 * has some hundred bytes and about 135 for each sampled exchange, 30 KB at most besides names. Equal traffic makes equal
 * records, whatever order it was summed in. There are no checksums: whoever stores the records adds them.
 */
public final class TrafficCodec {
    static final int VERSION = 1;

    /* The first byte of every record. */
    static final int WINDOWS = 'W';
    static final int SUMMARY = 'S';
    static final int HOUR = 'H';
    static final int DAY = 'D';
    static final int ACCOUNT = 'A';
    static final int END = 'E';

    private TrafficCodec() {}

    /** Hands the records of {@code windows} to {@code records} in order; nothing may be added meanwhile. */
    public static void encode(TrafficWindows windows, Consumer<byte[]> records) {
        CodecOutput head = begin(WINDOWS);
        head.signed(windows.firstDay());
        head.signed(windows.latestHour());
        records.accept(head.toBytes());
        slices(windows, true, records);
        slices(windows, false, records);
        end(records, windows.slices());
    }

    private static void slices(TrafficWindows windows, boolean fine, Consumer<byte[]> records) {
        windows.slices(fine).forEach((number, traffic) -> {
            CodecOutput slice = new CodecOutput(16);
            slice.octet(fine ? HOUR : DAY);
            slice.signed(number);
            slice.count(traffic.accounts());
            records.accept(slice.toBytes());
            accounts(traffic, records);
        });
    }

    /** Hands the records of {@code summary} to {@code records} in order; nothing may be added meanwhile. */
    public static void encode(TrafficSummary summary, Consumer<byte[]> records) {
        CodecOutput head = begin(SUMMARY);
        head.count(summary.accounts());
        records.accept(head.toBytes());
        accounts(summary, records);
        end(records, 0);
    }

    private static CodecOutput begin(int kind) {
        CodecOutput head = new CodecOutput(24);
        head.octet(VERSION);
        head.octet(kind);
        return head;
    }

    private static void accounts(TrafficSummary traffic, Consumer<byte[]> records) {
        for (AccountProfile profile : traffic.sortedProfiles()) {
            CodecOutput account = ProfileCodec.output();
            account.octet(ACCOUNT);
            ProfileCodec.write(profile, account);
            records.accept(account.toBytes());
        }
    }

    private static void end(Consumer<byte[]> records, int slices) {
        CodecOutput end = new CodecOutput(8);
        end.octet(END);
        end.count(slices);
        records.accept(end.toBytes());
    }
}
