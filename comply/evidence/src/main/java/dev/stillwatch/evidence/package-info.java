// SPDX-License-Identifier: Apache-2.0
/**
 * An append-only, tamper-evident log of commitments: what was decided, and when, without saying about whom.
 *
 * <p>An entry holds a type, a time and a salted commitment to a record. The record itself, which may hold personal data,
 * lies in a {@link dev.stillwatch.evidence.RecordStore} from which it can be erased; the log stays valid without it.
 * {@link dev.stillwatch.evidence.EvidenceRecorder} does both in one call.
 *
 * <p>Entries are the leaves of an RFC 6962 Merkle tree, kept as files in the form of C2SP tlog-tiles: bundles of entries,
 * tiles of hashes, and a {@code checkpoint} that the log's key has signed. {@link
 * dev.stillwatch.evidence.EvidenceLog} writes them; an entry is on disk, in a journal, before its append returns, and a
 * checkpoint is signed only when everything that it covers is on disk. {@link
 * dev.stillwatch.evidence.EvidenceVerifier} reads everything again and names what was altered, dropped or reordered.
 * {@link dev.stillwatch.evidence.PublishedLog} computes proofs from the tiles. A {@link
 * dev.stillwatch.evidence.Witness} watches somebody else's log and cosigns its checkpoints, so that not even who holds
 * the log's key can show two histories.
 */
@NullMarked
package dev.stillwatch.evidence;

import org.jspecify.annotations.NullMarked;
