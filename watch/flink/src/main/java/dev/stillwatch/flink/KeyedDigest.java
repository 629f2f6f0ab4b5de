// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * An exchange's digest on its way to its account's state.
 *
 * @param timeMillis when it was asked, in milliseconds since 1970
 * @param digest as {@link dev.stillwatch.detect.DigestCodec} writes it; not to be changed
 */
@TypeInfo(KeyedDigestType.Factory.class)
@SuppressWarnings("ArrayRecordComponent") // Flink copies and stores it as it is; nobody compares these.
public record KeyedDigest(String account, long timeMillis, byte[] digest) {}
