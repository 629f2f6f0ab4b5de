// SPDX-License-Identifier: Apache-2.0
/**
 * What a scan leaves in its folder: written, read back, shown and explained.
 *
 * <p>{@link ReportFolder} writes an assessment as accounts.csv, campaigns.json, evidence.jsonl, calibration.json and
 * report.html, and finds one account or campaign in them again; {@link ExplanationText} and {@link ExplanationJson} say
 * why it was judged as it was; {@link SummaryTable} is what a scan prints.
 *
 * <p>Names in an assessment come from whoever sent the traffic, so nothing here trusts them: the page is built by
 * {@link Html}, which escapes by construction and cannot refer to anything outside the page, and whatever goes to a
 * terminal passes {@link VisibleText}.
 */
@NullMarked
package dev.stillwatch.report;

import org.jspecify.annotations.NullMarked;
