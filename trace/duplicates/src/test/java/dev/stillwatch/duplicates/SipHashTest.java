// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
    /** From the reference implementation's table (CC0): key 00..0f, message 00..07. */
    @Test
    void of_publishedVector_givesItsResult() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0F0E0D0C0B0A0908L);
        assertThat(hash.of(0x0706050403020100L)).isEqualTo(0x93F5F5799A932462L);
    }
}
