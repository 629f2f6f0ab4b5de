// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gatewaybench;

import java.util.Map;

/**
 * Where requests go.
 *
 * @param port on this machine
 * @param headers that this one needs beside the usual ones
 */
record Target(String name, int port, Map<String, String> headers) {
    Target {
        headers = Map.copyOf(headers);
    }
}
