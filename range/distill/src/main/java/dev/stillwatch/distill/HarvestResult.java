// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a harvest through a gateway.
 *
 * @param harvested what the campaign received, in order of time
 * @param sent questions that the campaign sent
 * @param throttled of them, how many were answered with 429
 * @param refused of them, how many were answered with 403
 * @param benign how everybody else fared
 * @param detection what detection did; empty where it was not asked
 */
public record HarvestResult(
        List<Harvested> harvested,
        int sent,
        int throttled,
        int refused,
        Usefulness benign,
        Optional<Detection> detection) {

    public HarvestResult {
        harvested = List.copyOf(harvested);
    }

    /**
     * What detection did, in simulated time since the campaign began.
     *
     * @param found when the campaign became a case; empty if it never did
     * @param suspended when the first suspension held; empty if none did
     * @param last when the last one held: accounts that are found to belong to a campaign later are suspended later
     * @param accounts how many accounts of the campaign were refused service at the end
     * @param benignHit how many other accounts were
     */
    public record Detection(
            Optional<Duration> found,
            Optional<Duration> suspended,
            Optional<Duration> last,
            int accounts,
            int benignHit) {}

    /**
     * What the service was worth to everybody but the campaign.
     *
     * @param requests all of their requests, and {@code served} of them were answered
     * @param problems requests whose answer can be checked, {@code right} of them were answered right
     * @param steps requests that asked for steps, {@code stepsSeen} of them got them whole
     * @param logprobs requests that asked for log-probabilities, {@code logprobsSeen} of them got them
     */
    public record Usefulness(
            int requests,
            int served,
            int problems,
            int right,
            int steps,
            int stepsSeen,
            int logprobs,
            int logprobsSeen) {}
}
