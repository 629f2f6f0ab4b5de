// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.List;

/**
 * How logs are read. Immutable.
 *
 * @param accountAttributes where OTLP spans and LiteLLM payloads say whose account it is: names of span or resource
 *     attributes, or of members of LiteLLM's payload or its metadata; the first that is present counts
 * @param organisationAttributes the same for the organisation the account belongs to
 * @param maxRecordBytes longest line (or JSON value) that is read, in bytes; longer ones are skipped without being held
 * @param maxNestingDepth deepest JSON nesting that is read
 * @param answers whether to read what models and tools said; false leaves texts of native logs empty that nobody asked,
 *     which is faster
 */
public record IngestSettings(
        List<String> accountAttributes,
        List<String> organisationAttributes,
        int maxRecordBytes,
        int maxNestingDepth,
        boolean answers) {

    /* Only what the server verified itself stands here: LiteLLM's end_user, or OpenAI's user, is the caller's claim. */
    private static final List<String> ACCOUNTS = List.of(
            "stillwatch.account",
            "user_api_key_hash",
            "metadata.user_api_key_hash",
            "enduser.id",
            "user.id",
            "user_api_key_user_id",
            "metadata.user_api_key_user_id",
            "langfuse.user.id",
            "traceloop.association.properties.user_id");

    private static final List<String> ORGANISATIONS = List.of(
            "stillwatch.org",
            "organization.id",
            "tenant.id",
            "user_api_key_org_id",
            "metadata.user_api_key_org_id",
            "user_api_key_team_id",
            "metadata.user_api_key_team_id");

    /** Common attribute names, 64 MiB a record, 200 levels, and all texts. */
    public static final IngestSettings DEFAULTS =
            new IngestSettings(ACCOUNTS, ORGANISATIONS, 64 * 1024 * 1024, 200, true);

    public IngestSettings {
        accountAttributes = List.copyOf(accountAttributes);
        organisationAttributes = List.copyOf(organisationAttributes);
        if (accountAttributes.isEmpty()) {
            throw new IllegalArgumentException("accountAttributes is empty: no span would have an account");
        }
        if (maxRecordBytes < 1024 || maxRecordBytes > 1024 * 1024 * 1024) {
            throw new IllegalArgumentException("maxRecordBytes is " + maxRecordBytes + ", must be 1 KiB to 1 GiB");
        }
        if (maxNestingDepth < 16 || maxNestingDepth > 1000) {
            throw new IllegalArgumentException("maxNestingDepth is " + maxNestingDepth + ", must be 16 to 1000");
        }
    }

    /** These settings with other names for the account. */
    public IngestSettings withAccountAttributes(List<String> names) {
        return new IngestSettings(names, organisationAttributes, maxRecordBytes, maxNestingDepth, answers);
    }

    /** These settings with other names for the organisation. */
    public IngestSettings withOrganisationAttributes(List<String> names) {
        return new IngestSettings(accountAttributes, names, maxRecordBytes, maxNestingDepth, answers);
    }

    /** These settings with another limit on a record's length, 1 KiB to 1 GiB. */
    public IngestSettings withMaxRecordBytes(int bytes) {
        return new IngestSettings(accountAttributes, organisationAttributes, bytes, maxNestingDepth, answers);
    }

    /** These settings with another limit on nesting, 16 to 1000. */
    public IngestSettings withMaxNestingDepth(int levels) {
        return new IngestSettings(accountAttributes, organisationAttributes, maxRecordBytes, levels, answers);
    }

    /** These settings for a reader that looks at what was asked only. */
    public IngestSettings withoutAnswers() {
        return new IngestSettings(accountAttributes, organisationAttributes, maxRecordBytes, maxNestingDepth, false);
    }
}
