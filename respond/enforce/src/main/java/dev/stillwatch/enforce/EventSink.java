// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import tools.jackson.databind.node.ObjectNode;

/** Takes the events that a client gets, in their order. */
@FunctionalInterface
interface EventSink {
    /**
     * Writes one event.
     *
     * @param head its lines other than data, each ended by a line feed
     */
    void event(String head, ObjectNode data);
}
