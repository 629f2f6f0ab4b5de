// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.marks.KeyFinding;
import dev.stillwatch.marks.MarkVerdict;
import java.util.List;

/** What limits a verdict, so that nobody reads more into it than it says. */
final class MarkNotes {
    private MarkNotes() {}

    static void about(
            MarkVerdict verdict, MarkTrials trials, MarkTexts texts, boolean noBackground, List<String> notes) {
        if (texts.fromText()) {
            notes.add("token ids come from encoding text again, which does not always give those that were served: ids"
                    + " from the server's own log show more");
        }
        for (MarkTrials.OfScheme each : trials.all()) {
            if (each.scheme().name().equals("kgw-selfhash")) {
                notes.add(
                        "kgw-selfhash: its lists follow from two tokens of a window, so that different windows score the"
                                + " same, and on real text far more innocent texts are called marked than its chance says");
            }
            if (each.trial().selection().excluded().unknownIds() > 0) {
                notes.add(each.scheme().name() + ": some ids are beyond the vocabulary; is it the right model's?");
            }
        }
        if (verdict instanceof MarkVerdict.Marked marked) {
            KeyFinding key = marked.key();
            notes.add("a hit shows that the texts were made with this key. Whoever has the key can make them, and from"
                    + " some thousand marked tokens others may recover it; see docs/marks.md");
            if (noBackground && key.decoys().isPresent()) {
                notes.add("without --background a key that is lucky on a template flags every text made from it");
            }
        }
        if (verdict.evidence().findings().stream()
                .anyMatch(finding ->
                        finding.decoys().filter(check -> !check.agrees()).isPresent())) {
            notes.add("where the computed chance does not hold, scores hang together in a way that it does not know;"
                    + " more decoys give a finer rank");
        }
    }
}
