// SPDX-License-Identifier: Apache-2.0
/**
 * Campaigns as cases: what was found, what was decided and done about it, and what it rests on.
 *
 * <p>A detector finds the same campaign again and again under changing names, as accounts join and leave. A {@link
 * dev.stillwatch.cases.CaseStore} keeps one {@link dev.stillwatch.cases.Case} for it, with every assessment, and the
 * {@link dev.stillwatch.cases.Action}s taken on all its accounts at once. Whoever enforces follows {@link
 * dev.stillwatch.cases.CaseStore#changesSince}; whoever calibrates asks {@link
 * dev.stillwatch.cases.FeedbackLedger#foundBenign}.
 *
 * <p>What holds throughout: a change is one transaction, so that a crash leaves all of it or nothing; every change has a
 * revision, and revisions are visible in the order in which they count; nothing is done that cannot be undone, and what is undone
 * stays on record; what must be provable later is handed to an {@link dev.stillwatch.cases.AuditSink}.
 */
@NullMarked
package dev.stillwatch.cases;

import org.jspecify.annotations.NullMarked;
