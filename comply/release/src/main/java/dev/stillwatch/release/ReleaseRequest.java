// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Basis;
import dev.stillwatch.parties.CountryCode;
import dev.stillwatch.parties.PartyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Somebody asks that weights, or what they do, reach somebody.
 *
 * @param id of the release, by which everything after it is known
 * @param party to whom
 * @param model an {@link Item}'s
 * @param destination where keys, copy or access go; not asked for deemed exports
 * @param custody countries in which weights or ciphertext are going to be kept
 * @param endUse what for
 * @param controls that guard them there
 * @param licences and exceptions that an authority granted
 * @param opinions of counsel on rules that refer to one
 * @param requestedBy who asks; may not approve
 */
public record ReleaseRequest(
        String id,
        PartyId party,
        String model,
        ReleaseKind kind,
        Optional<CountryCode> destination,
        Optional<Set<CountryCode>> custody,
        EndUse endUse,
        Optional<List<Control>> controls,
        Optional<List<Licence>> licences,
        Optional<List<Opinion>> opinions,
        String requestedBy) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

    /**
     * What weights are asked for.
     *
     * @param text as the recipient says it
     * @param flags that a reviewer found in it; empty while nobody has looked
     */
    public record EndUse(String text, Optional<Set<EndUseFlag>> flags, Optional<String> reviewedBy) {
        public EndUse {
            flags = flags.map(Set::copyOf);
            requireText(text, "an end use");
            if (flags.isPresent() != reviewedBy.isPresent()) {
                throw new StillwatchException("flags of an end use and who reviewed it belong together");
            }
        }
    }

    /** A guard, and how it is known to be there. */
    public record Control(CustodyControl control, Basis basis, String evidence) {
        public Control {
            requireText(evidence, "a control's evidence");
        }
    }

    /**
     * What an authority allowed.
     *
     * @param number of the licence, or the name of the exception
     * @param rules that it answers, as {@code pack/rule}
     */
    public record Licence(String number, Set<String> rules, Instant expires, String evidence) {
        public Licence {
            rules = Set.copyOf(rules);
            requireText(number, "a licence's number");
            requireText(evidence, "a licence's evidence");
            requireRules(rules);
        }
    }

    /**
     * What counsel says on rules that refer to it.
     *
     * @param rules that it answers, as {@code pack/rule}
     */
    public record Opinion(String counsel, Set<String> rules, String reason, Instant expires) {
        public Opinion {
            rules = Set.copyOf(rules);
            requireText(counsel, "who gave an opinion");
            requireText(reason, "an opinion's reason");
            requireRules(rules);
        }
    }

    public ReleaseRequest {
        requireId(id, "a release");
        requireId(model, "a model");
        requireText(requestedBy, "who asks");
        custody = custody.map(Set::copyOf);
        controls = controls.map(List::copyOf);
        licences = licences.map(List::copyOf);
        opinions = opinions.map(List::copyOf);
    }

    /** Labels of controls that somebody else than the recipient stands for. */
    Set<String> verifiedControls() {
        return labels(
                controls.orElse(List.of()).stream()
                        .filter(control -> control.basis().verified())
                        .map(Control::control)
                        .toList(),
                CustodyControl::label);
    }

    static <T> Set<String> labels(Iterable<T> values, Function<T, String> label) {
        Set<String> labels = new TreeSet<>();
        values.forEach(value -> labels.add(label.apply(value)));
        return labels;
    }

    static void requireId(String id, String what) {
        if (!ID.matcher(id).matches()) {
            throw new StillwatchException(what + " is named by 1 to 80 letters, digits, dots and dashes");
        }
    }

    static void requireText(String text, String what) {
        if (text.isBlank() || text.length() > 2_000) {
            throw new StillwatchException(what + " has 1 to 2,000 characters");
        }
    }

    private static void requireRules(Set<String> rules) {
        if (rules.isEmpty()) {
            throw new StillwatchException("what is granted names the rules that it answers, as pack/rule");
        }
    }
}
