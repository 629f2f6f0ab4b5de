// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.MissingSignal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The records of one time, as far as they have come. A copy of a record changes nothing; another one of the same account,
 * as after a time was judged anew, takes its place.
 */
final class OpenAssessment {
    private final Instant until;
    private final Map<String, Part<AccountAssessment>> accounts = new HashMap<>();
    private final TreeMap<Integer, Part<Campaign>> campaigns = new TreeMap<>();
    private Optional<Frame> frame = Optional.empty();
    private long sum;

    private record Part<T>(T value, long checksum) {}

    /** What the assessment's own record says. */
    private record Frame(
            long exchanges,
            long accounts,
            long campaigns,
            long sum,
            Calibration calibration,
            List<MissingSignal> missing) {}

    OpenAssessment(Instant until) {
        this.until = until;
    }

    /**
     * Takes a record.
     *
     * @throws IllegalArgumentException or ArithmeticException if it is not as it was written
     */
    void take(AssessmentRecords.Kind kind, String json) {
        JsonObject from = JsonObject.parse(json);
        long checksum = AssessmentRecords.checksum(json);
        switch (kind) {
            case ACCOUNT -> {
                AccountAssessment account = ExactParts.account(from);
                put(accounts, account.account(), new Part<>(account, checksum));
            }
            case CAMPAIGN ->
                put(campaigns, Math.toIntExact(from.whole("rank")), new Part<>(ExactParts.campaign(from), checksum));
            case ASSESSMENT -> {
                if (!from.time("until").equals(until)) {
                    throw new IllegalArgumentException("it is of another time than it was sent for");
                }
                frame = Optional.of(new Frame(
                        from.whole("exchanges"),
                        from.whole("accounts"),
                        from.whole("campaigns"),
                        from.whole("sum"),
                        ExactCalibration.read(from.object("calibration")),
                        EvidenceJson.missing(from)));
            }
        }
    }

    private <K, T> void put(Map<K, Part<T>> parts, K key, Part<T> part) {
        Part<T> before = parts.put(key, part);
        sum += part.checksum() - (before == null ? 0 : before.checksum());
    }

    /** The records that have come cannot become the assessment that was written; the message is safe to show. */
    static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1;
        private final String what;

        MismatchException(String what) {
            super(what);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    /** The assessment, once all of it has come. */
    Optional<Assessment> whole() throws MismatchException {
        if (frame.isEmpty()) {
            return Optional.empty();
        }
        Frame said = frame.get();
        if (accounts.size() > said.accounts() || campaigns.size() > said.campaigns()) {
            throw new MismatchException("more records came than it was written with");
        }
        if (accounts.size() < said.accounts() || campaigns.size() < said.campaigns()) {
            return Optional.empty();
        }
        if (sum != said.sum()) {
            throw new MismatchException("its records are not those that it was written with");
        }
        return Optional.of(new Assessment(
                new TreeMap<>(accounts).values().stream().map(Part::value).toList(),
                campaigns.values().stream().map(Part::value).toList(),
                said.calibration(),
                said.exchanges(),
                said.missing()));
    }
}
