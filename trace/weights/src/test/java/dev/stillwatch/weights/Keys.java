// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys that are the same in every run. */
final class Keys {
    private Keys() {}

    static WeightKey key(int number) {
        return new WeightKey(number, (input, bytes) -> {
            byte[] secret = ByteBuffer.allocate(32).putInt(number).array();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(input), bytes);
        });
    }
}
