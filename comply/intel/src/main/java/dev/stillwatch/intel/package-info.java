// SPDX-License-Identifier: Apache-2.0
/**
 * Sharing campaigns between providers: STIX 2.1 over TAXII 2.1, redacted.
 *
 * <p>Out: {@link Redaction} turns a {@link LocalCampaign} into a {@link SharedCampaign} and says what it held back;
 * {@link StixWriter} writes that as a bundle, which {@link OutgoingCheck} holds against a closed list before anybody gets
 * it. In: {@link StixReader} reads bundles of others, and {@link SignalBook} says which of their signals fit what was seen
 * here. A signal is a hint with a source, a confidence and an end; it is never a verdict.
 *
 * <p>{@link KeyedTokens} and {@link OprfRequest} compare identifiers without showing them. {@link TaxiiService} answers TAXII
 * requests whatever carries them, {@link TaxiiHttpServer} serves it, {@link TaxiiClient} asks others.
 *
 * <p>{@link SharingStore} keeps what must be kept between calls; {@link SharingServer} serves it.
 */
@NullMarked
package dev.stillwatch.intel;

import org.jspecify.annotations.NullMarked;
