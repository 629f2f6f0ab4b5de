// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found about one account.
 *
 * @param account the account assessed
 * @param organisation the customer it belongs to
 * @param exchanges how many exchanges it made, duplicates counted once
 * @param score log-odds of distillation, comparable over accounts; set for every account
 * @param pValue share of benign calibration accounts that score as high or higher (conformal)
 * @param campaign id of the campaign it belongs to
 * @param signals what speaks for and against, strongest first
 * @param missing what could not be seen
 * @param window the shorter stretch of time in which it stands out most, which its signals are from; empty when that is
 *     the whole of what was assessed
 */
public record AccountAssessment(
        String account,
        Optional<String> organisation,
        long exchanges,
        LogOdds score,
        Probability pValue,
        Verdict verdict,
        Optional<String> campaign,
        List<Signal> signals,
        List<MissingSignal> missing,
        Optional<Window> window) {
    public AccountAssessment {
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(organisation, "organisation is null");
        Objects.requireNonNull(score, "score is null");
        Objects.requireNonNull(pValue, "pValue is null");
        Objects.requireNonNull(verdict, "verdict is null");
        Objects.requireNonNull(campaign, "campaign is null");
        signals = List.copyOf(signals);
        missing = List.copyOf(missing);
        Objects.requireNonNull(window, "window is null");
    }

    /** An assessment that rests on the whole of what was assessed. */
    public AccountAssessment(
            String account,
            Optional<String> organisation,
            long exchanges,
            LogOdds score,
            Probability pValue,
            Verdict verdict,
            Optional<String> campaign,
            List<Signal> signals,
            List<MissingSignal> missing) {
        this(account, organisation, exchanges, score, pValue, verdict, campaign, signals, missing, Optional.empty());
    }
}
