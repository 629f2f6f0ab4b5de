// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.gateway.RequestRules;
import dev.stillwatch.gateway.Watching;

/** What every exchange that Envoy asks about needs and none changes. */
record EnvoySurroundings(
        EnvoySettings settings,
        EnvoyPrincipals principals,
        DoorParts parts,
        RequestRules rules,
        Watching watching,
        DoorMetrics metrics) {}
