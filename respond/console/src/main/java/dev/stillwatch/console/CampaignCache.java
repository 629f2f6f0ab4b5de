// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the campaigns that were read last, by the hash of their assessment, which never changes. Bounded by accounts, as
 * memory is: about 1 KB for each of up to {@value #MOST_ACCOUNTS}. Thread-safe; two that miss at once both read.
 */
final class CampaignCache {
    private static final int MOST_ACCOUNTS = 100_000;

    private final Map<String, ReadCampaign> read = new LinkedHashMap<>(16, 0.75f, true);
    private long accounts;

    ReadCampaign of(String sha256, Supplier<ReadCampaign> reading) {
        Optional<ReadCampaign> known = known(sha256);
        return known.isPresent() ? known.get() : keep(sha256, reading.get());
    }

    private synchronized Optional<ReadCampaign> known(String sha256) {
        return Optional.ofNullable(read.get(sha256));
    }

    private synchronized ReadCampaign keep(String sha256, ReadCampaign campaign) {
        ReadCampaign before = read.put(sha256, campaign);
        accounts += campaign.accounts() - (before == null ? 0 : before.accounts());
        Iterator<ReadCampaign> oldest = read.values().iterator();
        while (accounts > MOST_ACCOUNTS && read.size() > 1) {
            accounts -= oldest.next().accounts();
            oldest.remove();
        }
        return campaign;
    }
}
