// SPDX-License-Identifier: Apache-2.0
/**
 * The service that watches and acts: {@link dev.stillwatch.control.Service} puts gateway, journal, detection, policy,
 * cases and evidence log together and keeps them going.
 *
 * <p>What the gateway sees goes into a journal; detection follows it; {@link dev.stillwatch.control.CampaignDesk} asks
 * policy about every campaign found and writes cases and actions; {@link dev.stillwatch.control.ActionFollower} has the
 * gateway carry actions out within a second, whichever process decided them.
 */
@NullMarked
package dev.stillwatch.control;

import org.jspecify.annotations.NullMarked;
